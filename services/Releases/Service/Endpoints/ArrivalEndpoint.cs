using Clearance.Contracts.Release.V1;
using Clearance.Engine;
using Clearance.Hosting;
using Clearance.Releases.Domain;
using Clearance.Releases.Mapping;
using Grpc.Core;
using Arrival = Clearance.Contracts.Release.V1.Arrival;
using Manifest = Clearance.Releases.Domain.Manifest;

namespace Clearance.Releases.Endpoints;

/// <summary>Arrivals: parse, send or read, map.</summary>
internal sealed class ArrivalEndpoint(ReleasesDefinition tables, IEngine<ReleasesDefinition> engine, IReader<ReleasesDefinition> reader)
    : ArrivalService.ArrivalServiceBase
{
    private const int MostBills = 300;

    /// <inheritdoc/>
    public override async Task<Arrival> CreateArrival(CreateArrivalRequest request, ServerCallContext context)
    {
        var arrival = request.Arrival ?? new Arrival();
        var manifest = arrival.Manifest.Length > 0 && arrival.Manifest.StartsWith("manifests/", StringComparison.Ordinal)
            ? await reader.FindAsync(tables.Manifests, arrival.Manifest["manifests/".Length..], context.CancellationToken)
            : null;
        var command = context.Command(request);
        var key = command.NewKey();
        return await engine.SendAsync(tables.Arrivals, key, Read(key, arrival, manifest?.State), command,
            GoodsMapping.ToContract, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<Arrival> GetArrival(GetArrivalRequest request, ServerCallContext context) =>
        await reader.FindAsync(tables.Arrivals, RequestCheck.KeyOf(request.Name, "arrivals"), context.CancellationToken) is { } row
            ? GoodsMapping.ToContract(row.State)
            : throw RequestCheck.NoSuch(request.Name);

    /// <inheritdoc/>
    public override async Task<ListArrivalsResponse> ListArrivals(ListArrivalsRequest request, ServerCallContext context)
    {
        var query = new ListQuery(request.PageSize, request.PageToken)
        {
            Filters =
            [
                .. Filters.Given(("customs_office", request.CustomsOffice)),
                .. Filters.Between("arrive_time", request.FromTime.ToKernel(), request.UntilTime.ToKernel()),
            ],
        };
        var page = await reader.ListAsync(tables.Arrivals, query, context.CancellationToken);
        return new ListArrivalsResponse { Arrivals = { page.Rows.Select(row => GoodsMapping.ToContract(row.State)) },
            NextPageToken = page.NextPageToken };
    }

    private static ReportArrival Read(string key, Arrival arrival, Manifest? manifest)
    {
        var check = new RequestCheck();
        var time = arrival.ArriveTime.ToKernel();
        check.That(time is not null, "arrival.arrive_time", "FIELD_REQUIRED", "Not given, or out of range.", "Say when the goods arrived.");
        check.That(arrival.Manifest.Length == 0 || manifest is not null, "arrival.manifest", "MANIFEST_UNKNOWN",
            $"There is no '{arrival.Manifest}'.", "Name a manifest that was reported, or none.");
        check.That(arrival.BillsOfLading.Count <= MostBills && (arrival.BillsOfLading.Count > 0 || arrival.Manifest.Length > 0),
            "arrival.bills_of_lading", "BILLS_COUNT",
            $"{arrival.BillsOfLading.Count} bills.", $"Send 1 to {MostBills} bills, or a manifest whose bills have all arrived.");
        string[] bills = [.. arrival.BillsOfLading.Take(MostBills).Select((bill, i) => check.Bill($"arrival.bills_of_lading[{i}]", bill))];
        if (manifest is not null)
        {
            var known = manifest.Content.Bills.Select(bill => GoodsNumbers.BillKey(bill.Number)).ToHashSet(StringComparer.Ordinal);
            foreach (var (bill, i) in bills.Select((bill, i) => (bill, i))
                .Where(entry => !known.Contains(GoodsNumbers.BillKey(entry.bill))))
            {
                check.Add($"arrival.bills_of_lading[{i}]", "BILL_NOT_ON_MANIFEST", $"{bill} is not on {arrival.Manifest}.",
                    "Correct the number, or report it without the manifest.");
            }
        }

        var report = new ReportArrival(
            key,
            check.Office("arrival.customs_office", arrival.CustomsOffice),
            time ?? default,
            bills.Length > 0 || manifest is null ? bills : [.. manifest.Content.Bills.Select(bill => bill.Number)],
            arrival.Manifest,
            check.Text("arrival.transport_name", arrival.TransportName, 0, 60));
        check.Done();
        return report;
    }
}
