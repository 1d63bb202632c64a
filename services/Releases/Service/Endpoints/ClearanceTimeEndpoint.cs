using Clearance.Contracts.Release.V1;
using Clearance.Engine;
using Clearance.Hosting;
using Clearance.Releases.Domain;
using Clearance.Releases.Mapping;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Direction = Clearance.Releases.Domain.Direction;
using ReleaseCase = Clearance.Releases.Domain.ReleaseCase;
using Road = Clearance.Releases.Domain.Road;
using Segments = Clearance.Releases.Domain.Segments;

namespace Clearance.Releases.Endpoints;

/// <summary>Clearance times: read released cases, compute, map. Percentiles are computed in memory over at most 20,000 cases.</summary>
internal sealed class ClearanceTimeEndpoint(
    ReleasesDefinition tables, IReader<ReleasesDefinition> reader, CaseLookup cases, IOptions<ReleasesOptions> options)
    : ClearanceTimeService.ClearanceTimeServiceBase
{
    private const int MostCases = 20_000;

    /// <inheritdoc/>
    public override async Task<ListClearanceTimesResponse> ListClearanceTimes(ListClearanceTimesRequest request, ServerCallContext context)
    {
        var filters = Read(request.FromTime, request.UntilTime, request.CustomsOffice, request.TransportMode, request.Direction,
            request.Road, context);
        var query = new ListQuery(request.PageSize, request.PageToken) { Filters = filters };
        var page = await reader.ListAsync(tables.Cases, query, context.CancellationToken);
        return new ListClearanceTimesResponse { ClearanceTimes = { page.Rows.Select(row => CaseMapping.ToClearanceTime(row.State)) }, NextPageToken = page.NextPageToken };
    }

    /// <inheritdoc/>
    public override async Task<SummarizeClearanceTimesResponse> SummarizeClearanceTimes(SummarizeClearanceTimesRequest request,
        ServerCallContext context)
    {
        var filters = Read(request.FromTime, request.UntilTime, request.CustomsOffice, request.TransportMode, request.Direction,
            request.Road, context);
        var (released, truncated) = await cases.ScanAsync(tables.Cases, filters, oldestFirst: false, MostCases, context.CancellationToken);
        return new SummarizeClearanceTimesResponse
        {
            Figures =
            {
                Figures(released, _ => "all"),
                Figures(released, @case => $"customs_office={@case.Profile!.CustomsOffice}"),
                Figures(released, @case => $"transport_mode={@case.Profile!.TransportMode}"),
                Figures(released, @case => $"road={Roads.Of(@case, @case.ReleaseTime!.Value)!.Value.Upper()}"),
            },
            Truncated = truncated,
        };
    }

    private IEnumerable<ClearanceTimeFigures> Figures(IReadOnlyList<ReleaseCase> released, Func<ReleaseCase, string> group) => released
        .GroupBy(@case => (Group: group(@case), @case.Profile!.Direction))
        .OrderBy(grouped => grouped.Key.Group, StringComparer.Ordinal).ThenBy(grouped => grouped.Key.Direction)
        .Select(grouped => ToContract(grouped.Key.Group, grouped.Key.Direction, [.. grouped]));

    private ClearanceTimeFigures ToContract(string group, Direction direction, IReadOnlyList<ReleaseCase> released)
    {
        var figures = ClearanceTimes.Of([.. released.Select(@case => @case.ClearanceTime!.Value)]);
        var baseline = options.Value.Baseline(direction);
        return new ClearanceTimeFigures
        {
            Group = group,
            Direction = direction.ToContract(),
            Count = figures.Count,
            Mean = Duration.FromTimeSpan(figures.Mean),
            Median = Duration.FromTimeSpan(figures.Median),
            P90 = Duration.FromTimeSpan(figures.P90),
            ShareWithinDay = figures.WithinDay.ToWire(),
            ShareWithinTwoDays = figures.WithinTwoDays.ToWire(),
            MeanSegments = CaseMapping.ToContract(Segments.Mean([.. released.Select(Segments.Of)])),
            Baseline = Duration.FromTimeSpan(baseline),
            Target = Duration.FromTimeSpan(ClearanceTimes.Target(baseline)),
            RatioToBaseline = ClearanceTimes.Ratio(figures.Mean.Ticks, baseline.Ticks).ToWire(),
            TargetMet = figures.Mean <= ClearanceTimes.Target(baseline),
        };
    }

    private static IReadOnlyList<Filter> Read(
        Timestamp? from, Timestamp? until, string office, string mode, Contracts.Release.V1.Direction direction,
        Contracts.Release.V1.Road road, ServerCallContext context)
    {
        var check = new RequestCheck();
        var way = check.OptionalWord<Direction, Contracts.Release.V1.Direction>("direction", direction);
        var taken = check.OptionalWord<Road, Contracts.Release.V1.Road>("road", road);
        check.That(from is null || from.ToKernel() is not null, "from_time", "TIME_INVALID", "Out of range.", "Send an instant.");
        check.That(until is null || until.ToKernel() is not null, "until_time", "TIME_INVALID", "Out of range.", "Send an instant.");
        check.Done();
        return
        [
            .. Filters.Seen(context.Actor()),
            .. Filters.Given(("customs_office", office), ("transport_mode", mode), ("direction", way?.Upper() ?? string.Empty),
                ("road", taken?.Upper() ?? string.Empty)),
            .. Filters.Between("release_time", from.ToKernel() ?? DateTimeOffset.UnixEpoch, until.ToKernel()),
        ];
    }
}
