using System.Globalization;

namespace Clearance.Payments.Domain.Duty;

/// <summary>A rate: a percentage of the value, an amount per unit, or both (compound).</summary>
/// <param name="Percent">Percent of the value; null in a purely specific rate.</param>
/// <param name="PerUnit">CNY per unit; null in a purely ad valorem rate.</param>
/// <param name="Unit">Unit of the amount.</param>
public sealed record DutyRate(decimal? Percent, decimal? PerUnit = null, string? Unit = null)
{
    /// <summary>The rate for people, e.g. <c>3% + 5480 CNY per set</c>.</summary>
    public string Text => (Percent, PerUnit) switch
    {
        ({ } percent, { } amount) => $"{Figures.Of(percent)}% + {Figures.Of(amount)} CNY per {Units.NameOf(Unit)}",
        (null, { } amount) => $"{Figures.Of(amount)} CNY per {Units.NameOf(Unit)}",
        ({ } percent, null) => $"{Figures.Of(percent)}%",
        (null, null) => "free",
    };

    /// <summary>
    /// Reads the notation of the tariff file: <c>8</c> (percent), <c>0.6/035</c> (CNY per unit), <c>3+5480/001</c> (both);
    /// empty means no rate.
    /// </summary>
    /// <exception cref="FormatException">The text is none of these.</exception>
    public static DutyRate? Parse(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        var plus = text.IndexOf('+', StringComparison.Ordinal);
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return (plus, slash) switch
        {
            (< 0, < 0) => new DutyRate(Number(text)),
            (< 0, _) => new DutyRate(null, Number(text[..slash]), text[(slash + 1)..]),
            (_, < 0) => throw new FormatException($"'{text}' adds an amount without its unit."),
            _ => new DutyRate(Number(text[..plus]), Number(text[(plus + 1)..slash]), text[(slash + 1)..]),
        };
    }

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}

/// <summary>Figures in the trail: plain, invariant, without trailing zeros.</summary>
internal static class Figures
{
    public static string Of(decimal value) => value.ToString("0.########", CultureInfo.InvariantCulture);
}
