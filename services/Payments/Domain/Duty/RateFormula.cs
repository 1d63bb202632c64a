using System.Diagnostics;

namespace Clearance.Payments.Domain.Duty;

/// <summary>Applies a rate of whatever form to a line.</summary>
public static class RateFormula
{
    /// <summary>The tax of a rate on a value and the quantity of the line; the checks have made sure that the quantity is there.</summary>
    public static Figure Apply(DutyRate rate, decimal value, GoodsLine line) => rate.Slide is { } slide ? SlidingDuty.Of(slide, value, QuantityOf(rate, line)) : (rate.Percent, rate.PerUnit) switch
    {
        ({ } percent, { } amount) => Compound.Of(value, percent, QuantityOf(rate, line), amount),
        (null, { } amount) => Specific.Of(QuantityOf(rate, line), amount),
        ({ } percent, null) => AdValorem.Of(value, percent),
        (null, null) => new Figure(0m, "free"),
    };

    /// <summary>The quantity in the unit of the rate.</summary>
    /// <exception cref="UnreachableException">It is missing, although the checks ran.</exception>
    public static decimal QuantityOf(DutyRate rate, GoodsLine line) =>
        Units.QuantityIn(rate.QuantityUnit ?? string.Empty, line, line.Rates?.LitresPerTonne)
        ?? throw new UnreachableException($"Line {line.Number} has no quantity in unit {rate.QuantityUnit}; the checks refuse that.");
}
