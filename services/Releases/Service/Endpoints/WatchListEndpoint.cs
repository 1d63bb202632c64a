using Clearance.Contracts.Release.V1;
using Clearance.Engine.Query;
using Clearance.Hosting;
using Clearance.Releases.Domain;
using Clearance.Releases.Mapping;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Kind = Clearance.Contracts.Release.V1.ReleaseCase.Types.Condition.Types.Kind;
using WatchEntry = Clearance.Releases.Domain.WatchEntry;

namespace Clearance.Releases.Endpoints;

/// <summary>The watch list: scan what is open, oldest first and at most 10,000 of a kind, and keep what waits too long.</summary>
internal sealed class WatchListEndpoint(ReleasesDefinition tables, CaseLookup cases, IOptions<ReleasesOptions> options, TimeProvider time)
    : WatchListService.WatchListServiceBase
{
    private const int MostRows = 10_000;
    private const long MostSeconds = 10L * 366 * 24 * 3600;

    /// <inheritdoc/>
    public override async Task<ListWatchEntriesResponse> ListWatchEntries(ListWatchEntriesRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var kind = check.OptionalWord<ConditionKind, Kind>("condition", request.Condition);
        check.That(request.Limit is null or { Seconds: >= 0 and <= MostSeconds, Nanos: >= 0 }, "limit", "LIMIT_INVALID",
            "Negative or more than ten years.", "Send a duration, e.g. 86400s.");
        check.Done();
        var limits = request.Limit is { } limit ? WatchLimits.All(limit.ToTimeSpan()) : options.Value.WatchLimits;
        var now = time.GetUtcNow();
        var entries = (await ScanAsync(request.CustomsOffice, now, limits, context.CancellationToken))
            .Where(entry => (kind is null || entry.Condition.Kind == kind)
                && (request.CustomsOffice.Length == 0 || entry.CustomsOffice == request.CustomsOffice));
        var list = $"watchList|{request.CustomsOffice}|{request.Condition}|{request.Limit}";
        var page = MemoryPage.Of(entries, PositionOf, list, request.PageSize, request.PageToken);
        return new ListWatchEntriesResponse { WatchEntries = { page.Rows.Select(entry => ToContract(entry, now)) },
            NextPageToken = page.NextPageToken };
    }

    private async Task<IReadOnlyList<WatchEntry>> ScanAsync(string office, DateTimeOffset now, WatchLimits limits,
        CancellationToken cancellationToken)
    {
        var found = new List<WatchEntry>();
        foreach (var state in new[] { CaseState.Open, CaseState.Held })
        {
            var filters = Filters.Given(("status", state.Upper()), ("customs_office", office));
            var (rows, _) = await cases.ScanAsync(tables.Cases, filters, oldestFirst: true, MostRows, cancellationToken);
            found.AddRange(rows.SelectMany(@case => WatchRules.Of(@case, now, limits)));
        }

        var undeclared = Filters.Between("undeclared_since_time", DateTimeOffset.UnixEpoch, now - limits.Declared);
        var (goods, _) = await cases.ScanAsync(tables.Consignments, undeclared, oldestFirst: true, MostRows, cancellationToken);
        found.AddRange(goods.SelectMany(consignment => WatchRules.Of(consignment, now, limits)));
        return found;
    }

    private static PageToken PositionOf(WatchEntry entry) =>
        new(entry.Since.UtcTicks, $"{entry.Subject} {entry.BillOfLading} {entry.Condition.Kind}");

    private static Contracts.Release.V1.WatchEntry ToContract(WatchEntry entry, DateTimeOffset now) => new()
    {
        ReleaseCase = entry.Subject,
        BillOfLading = entry.BillOfLading,
        Condition = entry.Condition.Kind.ToContract(),
        SinceTime = entry.Since.ToWire(),
        Waiting = Duration.FromTimeSpan(now - entry.Since),
        Limit = Duration.FromTimeSpan(entry.Limit),
        Owner = entry.Condition.Owner,
        Text = entry.Condition.Text,
        CustomsOffice = entry.CustomsOffice,
    };
}
