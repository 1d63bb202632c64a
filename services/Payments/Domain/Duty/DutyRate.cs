using System.Globalization;

namespace Clearance.Payments.Domain.Duty;

/// <summary>A rate: a percentage of the value, an amount per unit, both (compound), or a sliding one.</summary>
/// <param name="Percent">Percent of the value; null in a purely specific rate.</param>
/// <param name="PerUnit">CNY per unit; null in a purely ad valorem rate.</param>
/// <param name="Unit">Unit of the amount.</param>
public sealed record DutyRate(decimal? Percent, decimal? PerUnit = null, string? Unit = null)
{
    private const decimal MostPercent = 3_000m;

    /// <summary>No duty.</summary>
    public static DutyRate Free { get; } = new(0m);

    /// <summary>The sliding formula; null in every other rate.</summary>
    public SlidingRate? Slide { get; init; }

    /// <summary>The unit in which a quantity is needed; null in a purely ad valorem rate.</summary>
    public string? QuantityUnit => Slide is not null ? Slide.Unit : PerUnit is null ? null : Unit;

    /// <summary>The rate for people, e.g. <c>3% + 5480 CNY per set</c>.</summary>
    public string Text => Slide is not null ? Slide.Text : (Percent, PerUnit) switch
    {
        ({ } percent, { } amount) => $"{Figures.Of(percent)}% + {Figures.Of(amount)} CNY per {Units.NameOf(Unit)}",
        (null, { } amount) => $"{Figures.Of(amount)} CNY per {Units.NameOf(Unit)}",
        ({ } percent, null) => $"{Figures.Of(percent)}%",
        (null, null) => "free",
    };

    /// <summary>
    /// Reads the notation of the tariff file: <c>8</c> (percent), <c>0.6/035</c> (CNY per unit), <c>3+5480/001</c> (both),
    /// <c>slide/15/0.57/9.337/2.77/40/035</c> (<see cref="SlidingRate"/>); empty means no rate.
    /// </summary>
    /// <exception cref="FormatException">The text is none of these.</exception>
    public static DutyRate? Parse(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (text.Split('/') is ["slide", var threshold, var above, var a, var b, var cap, var unit])
        {
            return new DutyRate(Percent: null) { Slide = new SlidingRate(Number(threshold), Number(above), Number(a), Number(b), Number(cap), UnitOf(unit)) };
        }

        var plus = text.IndexOf('+', StringComparison.Ordinal);
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return (plus, slash) switch
        {
            (< 0, < 0) => new DutyRate(PercentOf(text)),
            (< 0, _) => new DutyRate(null, Number(text[..slash]), UnitOf(text[(slash + 1)..])),
            _ when plus > slash && slash >= 0 => throw new FormatException($"'{text}' is no rate."),
            (_, < 0) => throw new FormatException($"'{text}' adds an amount without its unit."),
            _ => new DutyRate(PercentOf(text[..plus]), Number(text[(plus + 1)..slash]), UnitOf(text[(slash + 1)..])),
        };
    }

    private static decimal PercentOf(string text) => Number(text) is var percent && percent <= MostPercent
        ? percent
        : throw new FormatException($"{text} percent is more than any rate.");

    private static string UnitOf(string text) => text.Length == 3 && text.All(char.IsAsciiDigit)
        ? string.Intern(text)
        : throw new FormatException($"'{text}' is no unit of 3 digits.");

    private static decimal Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= TaxChecks.MaxAmount
            ? number
            : throw new FormatException($"'{(text.Length <= 40 ? text : text[..40])}' is no number.");
}

/// <summary>Figures in the trail: plain, invariant, without trailing zeros.</summary>
internal static class Figures
{
    public static string Of(decimal value) => value.ToString("0.########", CultureInfo.InvariantCulture);
}
