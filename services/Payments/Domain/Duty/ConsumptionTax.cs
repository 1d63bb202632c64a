namespace Clearance.Payments.Domain.Duty;

/// <summary>
/// Consumption tax, which is a part of its own base: ad valorem C = (V + D + A) / (1 − c) × c; specific C = Q × k;
/// compound C = (V + D + A + Q × k) / (1 − c) × c + Q × k.
/// </summary>
public static class ConsumptionTax
{
    /// <summary>The tax on a value with its duties, and a quantity where the rate needs one.</summary>
    public static Figure Of(decimal dutiable, DutyRate rate, decimal quantity)
    {
        var byQuantity = quantity * (rate.PerUnit ?? 0m);
        if (rate.Percent is not { } percent)
        {
            return Specific.Of(quantity, rate.PerUnit ?? 0m);
        }

        var assessable = (dutiable + byQuantity) / (1m - (percent / 100m));
        var top = rate.PerUnit is null ? Figures.Of(dutiable) : $"({Figures.Of(dutiable)} + {Figures.Of(byQuantity)})";
        var tail = rate.PerUnit is null ? string.Empty : $" + {Figures.Of(byQuantity)}";
        return new Figure(
            (assessable * percent / 100m) + byQuantity,
            $"{top} / (1 - {Figures.Of(percent)}%) x {Figures.Of(percent)}%{tail}",
            assessable,
            rate.PerUnit is null ? null : quantity);
    }

    /// <summary>The component of a line; none without a rate.</summary>
    public static IEnumerable<TaxComponent> Components(LineAtWork line, TaxRequest request)
    {
        if (line.Goods.Rates!.ConsumptionTax is { } rate)
        {
            var rule = (rate.Percent, rate.PerUnit) switch
            {
                (null, _) => "CONSUMPTION-SPECIFIC",
                (_, null) => "CONSUMPTION-AD-VALOREM",
                _ => "CONSUMPTION-COMPOUND",
            };
            var quantity = rate.PerUnit is null ? 0m : RateFormula.QuantityOf(rate, line.Goods);
            yield return TaxComponent.Of(TaxKind.ConsumptionTax, rule, rate.Text, Of(line.Carried, rate, quantity), line.Goods);
        }
    }
}
