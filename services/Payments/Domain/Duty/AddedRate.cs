using System.Globalization;

namespace Clearance.Payments.Domain.Duty;

/// <summary>What a duty on top of the chosen rate is.</summary>
public enum Measure
{
    /// <summary>Added duty: a part of import duty.</summary>
    Added,

    /// <summary>Anti-dumping duty: a kind of tax of its own.</summary>
    AntiDumping,

    /// <summary>Countervailing duty: a kind of tax of its own.</summary>
    Countervailing,

    /// <summary>Safeguard duty: a kind of tax of its own.</summary>
    Safeguard,
}

/// <summary>A duty on top for one origin, or for one maker of it.</summary>
/// <param name="Measure">What it is.</param>
/// <param name="Origin">Country of origin, ISO 3166 alpha-3.</param>
/// <param name="Percent">Percent of the customs value.</param>
public sealed record AddedRate(Measure Measure, string Origin, decimal Percent)
{
    private const decimal MostPercent = 1_000m;
    private const int LongestMaker = 60;

    /// <summary>The maker that the rate is for, as the notice writes it; null for all others of the origin.</summary>
    public string? Maker { get; init; }

    /// <summary>Reads <c>MEASURE:ORIGIN:PERCENT</c> or <c>MEASURE:ORIGIN:PERCENT:MAKER</c>; null when it is neither.</summary>
    public static AddedRate? Parse(string text)
    {
        var parts = text.Split(':');
        if (parts.Length is not (3 or 4)
            || MeasureOf(parts[0]) is not { } measure
            || parts[1].Length != 3 || !parts[1].All(char.IsAsciiLetterUpper)
            || !decimal.TryParse(parts[2], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) || percent > MostPercent)
        {
            return null;
        }

        return parts.Length == 3 ? new AddedRate(measure, parts[1], percent)
            : parts[3].Length is 0 or > LongestMaker ? null
            : new AddedRate(measure, parts[1], percent) { Maker = parts[3] };
    }

    private static Measure? MeasureOf(string word) => word switch
    {
        "ADDED" => Measure.Added,
        "ANTI_DUMPING" => Measure.AntiDumping,
        "COUNTERVAILING" => Measure.Countervailing,
        "SAFEGUARD" => Measure.Safeguard,
        _ => null,
    };
}

/// <summary>How measures are written.</summary>
public static class Measures
{
    /// <summary>The word in files and answers, e.g. <c>ANTI_DUMPING</c>.</summary>
    public static string Word(this Measure measure) => measure switch
    {
        Measure.Added => "ADDED",
        Measure.AntiDumping => "ANTI_DUMPING",
        Measure.Countervailing => "COUNTERVAILING",
        Measure.Safeguard => "SAFEGUARD",
    };
}
