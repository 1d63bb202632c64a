namespace Clearance.Releases.Domain;

/// <summary>Where the hours of a case went (DOMAIN 13.1). A segment is null where one of its ends does not exist.</summary>
/// <param name="ArrivalToAcceptance">S1: negative for an early declaration, which the total counts as 0.</param>
/// <param name="AcceptanceToTax">S3.</param>
/// <param name="TaxToSettlement">S4: to payment or security, whichever came first.</param>
/// <param name="Control">S5: order to the result that let the goods go.</param>
/// <param name="LastConditionToRelease">S6.</param>
/// <param name="ReleaseToGateOut">S7: outside the official measure.</param>
/// <remarks>S2, declaration to acceptance, lies before the first fact that this service hears; Declarations knows it.</remarks>
public sealed record Segments(
    TimeSpan? ArrivalToAcceptance, TimeSpan? AcceptanceToTax, TimeSpan? TaxToSettlement, TimeSpan? Control,
    TimeSpan? LastConditionToRelease, TimeSpan? ReleaseToGateOut)
{
    /// <summary>The segments of a case.</summary>
    public static Segments Of(ReleaseCase @case)
    {
        var accepted = @case.Profile?.Time;
        var taxed = Earliest(@case.Assessed?.Time, @case.Settled?.Time);
        var settled = Earliest(@case.Settled?.Time, @case.Securities.FirstOrDefault(security => security.SecuresTax)?.Time);
        var ordered = @case.ControlName is null ? null : @case.Control?.Time;
        var last = @case.ReleaseTime is { } time ? Conditions.Of(@case, time).Max(condition => condition.Since) : null;
        return new Segments(
            accepted - @case.Arrival?.Time,
            NotBelowZero(taxed - accepted),
            NotBelowZero(settled - taxed),
            NotBelowZero(@case.Result is { Passed: true } result ? result.Time - ordered : null),
            NotBelowZero(@case.ReleaseTime - last),
            NotBelowZero(@case.Exits is [var exit, ..] ? exit.Time - @case.ReleaseTime : null));
    }

    /// <summary>The mean of each segment over the cases that have it.</summary>
    public static Segments Mean(IReadOnlyList<Segments> all) => new(
        MeanOf(all, s => s.ArrivalToAcceptance), MeanOf(all, s => s.AcceptanceToTax), MeanOf(all, s => s.TaxToSettlement),
        MeanOf(all, s => s.Control), MeanOf(all, s => s.LastConditionToRelease), MeanOf(all, s => s.ReleaseToGateOut));

    private static TimeSpan? MeanOf(IReadOnlyList<Segments> all, Func<Segments, TimeSpan?> segment)
    {
        var spans = all.Select(segment).OfType<TimeSpan>().ToArray();
        return spans.Length == 0 ? null : ClearanceTimes.Mean(spans);
    }

    private static DateTimeOffset? Earliest(DateTimeOffset? first, DateTimeOffset? second) => first is null || second < first
        ? second ?? first
        : first;

    private static TimeSpan? NotBelowZero(TimeSpan? span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;
}

/// <summary>Figures over clearance times.</summary>
/// <param name="Count">Number of cases.</param>
/// <param name="Mean">Mean, each case counting once.</param>
/// <param name="Median">Median; of an even number the mean of the middle two.</param>
/// <param name="P90">90th percentile by nearest rank.</param>
/// <param name="WithinDay">Share released within 24 hours, 0 to 1 with 4 decimals.</param>
/// <param name="WithinTwoDays">Share released within 48 hours.</param>
public sealed record ClearanceFigures(int Count, TimeSpan Mean, TimeSpan Median, TimeSpan P90, decimal WithinDay, decimal WithinTwoDays);

/// <summary>The arithmetic of clearance times.</summary>
public static class ClearanceTimes
{
    /// <summary>National mean of 2017 for imports (DOMAIN 13.2): what the reform is measured against until a local one is known.</summary>
    public static TimeSpan ImportBaseline { get; } = TimeSpan.FromHours(97.39);

    /// <summary>National mean of 2017 for exports.</summary>
    public static TimeSpan ExportBaseline { get; } = TimeSpan.FromHours(12.29);

    /// <summary>The target: a third less than the baseline.</summary>
    public static TimeSpan Target(TimeSpan baseline) => TimeSpan.FromTicks(baseline.Ticks / 3 * 2);

    /// <summary>Figures over at least one span.</summary>
    public static ClearanceFigures Of(IReadOnlyCollection<TimeSpan> spans)
    {
        var sorted = spans.Order().ToArray();
        if (sorted.Length == 0)
        {
            throw new ArgumentException("There are no figures over nothing.", nameof(spans));
        }

        var middle = sorted.Length / 2;
        var median = sorted.Length % 2 == 1 ? sorted[middle] : TimeSpan.FromTicks((sorted[middle - 1].Ticks + sorted[middle].Ticks) / 2);
        var rank = ((9 * sorted.Length) + 9) / 10;
        return new ClearanceFigures(sorted.Length, Mean(sorted), median, sorted[rank - 1], Share(sorted, 24), Share(sorted, 48));
    }

    /// <summary>The mean of at least one span, rounded to the tick.</summary>
    internal static TimeSpan Mean(IReadOnlyCollection<TimeSpan> spans) =>
        TimeSpan.FromTicks((long)decimal.Round(spans.Sum(span => (decimal)span.Ticks) / spans.Count, 0, MidpointRounding.AwayFromZero));

    /// <summary>A part of a whole with 4 decimals.</summary>
    public static decimal Ratio(decimal part, decimal whole) => decimal.Round(part / whole, 4, MidpointRounding.AwayFromZero);

    private static decimal Share(TimeSpan[] spans, int hours) => Ratio(spans.Count(span => span <= TimeSpan.FromHours(hours)),
        spans.Length);
}
