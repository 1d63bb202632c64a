using System.Globalization;
using Clearance.Contracts.Release.V1;
using Google.Protobuf.WellKnownTypes;
using Spectre.Console;

namespace Clearance.Standalone.Demo;

/// <summary>The figures of the demo, all of them read back from <c>GET /v1/clearanceTimes:summarize</c>.</summary>
internal static class Report
{
    private const int Wide = 120;
    private const double Third = 2.0 / 3.0;

    /// <summary>Reads and prints them.</summary>
    /// <returns>How many released cases the API counts on each road.</returns>
    public static async Task<IReadOnlyList<int>> PrintAsync(Play play, CancellationToken cancellationToken)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = Wide;
        }

        var times = new List<ClearanceTimeFigures>();
        foreach (var road in Roads.All)
        {
            var answer = await play.Cast.Operator.Times.SummarizeClearanceTimesAsync(new SummarizeClearanceTimesRequest { Road = road.Wire }, cancellationToken: cancellationToken);
            times.Add(answer.Figures.FirstOrDefault(figures => figures.Group == "all") ?? new ClearanceTimeFigures());
        }

        var baseline = Hours(times[^1].Mean);
        PrintTimes(times, baseline);
        PrintSegments(times);
        return [.. times.Select(figures => figures.Count)];
    }

    private static void PrintTimes(List<ClearanceTimeFigures> times, double? baseline)
    {
        var table = new Table().Title("Overall clearance time: arrival of the goods to release, in hours").Border(TableBorder.Rounded);
        table.AddColumns("road", "cases", "mean", "median", "p90", "against traditional", "a third less");
        foreach (var column in table.Columns.Skip(1))
        {
            column.RightAligned();
        }

        foreach (var (road, figures) in Roads.All.Zip(times))
        {
            var ratio = Hours(figures.Mean) / baseline;
            var verdict = road == Roads.Traditional ? "baseline" : ratio is null ? "-" : ratio <= Third ? "met" : "missed";
            var change = road == Roads.Traditional || ratio is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{(ratio.Value - 1) * 100:+0;-0;0} %");
            table.AddRow(
                Markup.Escape(road.Title), figures.Count.ToString(CultureInfo.InvariantCulture), Text(figures.Mean), Text(figures.Median), Text(figures.P90), change, verdict);
        }

        var target = baseline * Third;
        var national = times.FirstOrDefault(figures => figures.Baseline is not null);
        table.Caption(string.Create(
            CultureInfo.InvariantCulture,
            $"target: a third less than the traditional road, {target:0.00} h. National mean of 2017: {Text(national?.Baseline)} h, target {Text(national?.Target)} h."));
        AnsiConsole.Write(table);
    }

    private static void PrintSegments(List<ClearanceTimeFigures> times)
    {
        var table = new Table().Title("Where the hours went: means of the segments, in hours").Border(TableBorder.Rounded);
        table.AddColumns("road", "acceptance", "tax bill", "paid/secured", "control", "release", "gate");
        foreach (var column in table.Columns.Skip(1))
        {
            column.RightAligned();
        }

        foreach (var (road, figures) in Roads.All.Zip(times))
        {
            var parts = figures.MeanSegments ?? new Segments();
            table.AddRow(
                Markup.Escape(road.Title), Text(parts.ArrivalToAcceptance), Text(parts.AcceptanceToTax), Text(parts.TaxToSettlement), Text(parts.Control),
                Text(parts.LastConditionToRelease), Text(parts.ReleaseToGateOut));
        }

        table.Caption("arrival to acceptance (negative: declared before arrival) · to the tax bill · to payment or security · order of control to its result · last condition to release · release to gate");
        AnsiConsole.Write(table);
    }

    private static double? Hours(Duration? duration) => duration?.ToTimeSpan().TotalHours;

    private static string Text(Duration? duration) => duration?.ToTimeSpan() switch
    {
        null => "-",
        { TotalSeconds: > -60 and < 60 } brief => string.Create(CultureInfo.InvariantCulture, $"{brief.TotalSeconds:0.000} s"),
        var span => string.Create(CultureInfo.InvariantCulture, $"{span.Value.TotalHours:0.00}"),
    };
}
