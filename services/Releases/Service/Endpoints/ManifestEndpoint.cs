using Clearance.Contracts.Release.V1;
using Clearance.Engine;
using Clearance.Hosting;
using Clearance.Releases.Domain;
using Clearance.Releases.Mapping;
using Grpc.Core;
using Bill = Clearance.Contracts.Release.V1.Manifest.Types.BillOfLading;
using Direction = Clearance.Releases.Domain.Direction;
using Manifest = Clearance.Contracts.Release.V1.Manifest;

namespace Clearance.Releases.Endpoints;

/// <summary>Manifests: parse, send or read, map.</summary>
internal sealed class ManifestEndpoint(ReleasesDefinition tables, IEngine<ReleasesDefinition> engine, IReader<ReleasesDefinition> reader)
    : ManifestService.ManifestServiceBase
{
    private const int MostBills = 300;
    private const int MostContainers = 50;
    private const int MostPackages = 10_000_000;
    private const decimal MostKilograms = 1_000_000_000m;

    /// <inheritdoc/>
    public override Task<Manifest> CreateManifest(CreateManifestRequest request, ServerCallContext context)
    {
        var content = Read(request.Manifest ?? new Manifest());
        var command = context.Command(request);
        var key = command.NewKey();
        return engine.SendAsync(tables.Manifests, key, new ReportManifest(key, content), command, GoodsMapping.ToContract,
            context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<Manifest> GetManifest(GetManifestRequest request, ServerCallContext context) =>
        await reader.FindAsync(tables.Manifests, RequestCheck.KeyOf(request.Name, "manifests"), context.CancellationToken) is { } row
            ? GoodsMapping.ToContract(row.State)
            : throw RequestCheck.NoSuch(request.Name);

    /// <inheritdoc/>
    public override async Task<ListManifestsResponse> ListManifests(ListManifestsRequest request, ServerCallContext context)
    {
        var query = new ListQuery(request.PageSize, request.PageToken)
        {
            Filters = Filters.Given(("customs_office", request.CustomsOffice), ("transport_mode", request.TransportMode),
                ("voyage", request.Voyage)),
        };
        var page = await reader.ListAsync(tables.Manifests, query, context.CancellationToken);
        return new ListManifestsResponse { Manifests = { page.Rows.Select(row => GoodsMapping.ToContract(row.State)) },
            NextPageToken = page.NextPageToken };
    }

    private static ManifestContent Read(Manifest manifest)
    {
        var check = new RequestCheck();
        var expected = manifest.ExpectedArrivalTime.ToKernel();
        check.That(expected is not null, "manifest.expected_arrival_time", "FIELD_REQUIRED", "Not given, or out of range.",
            "Say when it is expected at the office.");
        check.That(manifest.BillsOfLading.Count is > 0 and <= MostBills, "manifest.bills_of_lading", "BILLS_COUNT",
            $"{manifest.BillsOfLading.Count} bills.",
            $"Send 1 to {MostBills} bills; split a larger manifest.");
        var content = new ManifestContent(
            check.OptionalWord<Direction, Contracts.Release.V1.Direction>("manifest.direction", manifest.Direction) ?? Direction.Import,
            check.TransportMode("manifest.transport_mode", manifest.TransportMode),
            check.Text("manifest.transport_name", manifest.TransportName, 1, 60),
            check.Text("manifest.voyage", manifest.Voyage, 1, 32),
            check.Office("manifest.customs_office", manifest.CustomsOffice),
            expected ?? default,
            [.. manifest.BillsOfLading.Take(MostBills).Select((bill, i) => Read(bill, $"manifest.bills_of_lading[{i}]", check))]);
        foreach (var twice in content.Bills.Select((bill, i) => (Key: GoodsNumbers.BillKey(bill.Number), i))
            .Where(bill => bill.Key.Length > 0)
            .GroupBy(bill => bill.Key).SelectMany(group => group.Skip(1)))
        {
            check.Add($"manifest.bills_of_lading[{twice.i}].number", "BILL_TWICE", $"{twice.Key} is on the manifest already.",
                "Name each bill once.");
        }

        check.Done();
        return content;
    }

    private static ManifestBill Read(Bill bill, string field, RequestCheck check)
    {
        var weight = bill.GrossWeight.ToKernel();
        check.That(weight is > 0m and <= MostKilograms && decimal.Round(weight.Value, 5, MidpointRounding.ToZero) == weight,
            $"{field}.gross_weight", "WEIGHT_INVALID",
            $"'{bill.GrossWeight?.Value}' is not a weight in kilograms.", "Send a number above 0 with up to 5 decimals.");
        check.That(bill.PackageCount is > 0 and <= MostPackages, $"{field}.package_count", "PACKAGES_INVALID",
            $"{bill.PackageCount} packages.", $"Send 1 to {MostPackages}.");
        check.That(bill.Containers.Count <= MostContainers, $"{field}.containers", "CONTAINERS_COUNT",
            $"{bill.Containers.Count} containers.", $"Send up to {MostContainers}.");
        return new ManifestBill(
            check.Bill($"{field}.number", bill.Number),
            bill.PackageCount,
            weight ?? 0m,
            [.. bill.Containers.Take(MostContainers).Select((container, i) => check.Container($"{field}.containers[{i}]", container))],
            check.Text($"{field}.goods_name", bill.GoodsName, 0, 255));
    }
}
