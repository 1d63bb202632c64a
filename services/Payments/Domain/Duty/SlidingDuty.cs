namespace Clearance.Payments.Domain.Duty;

/// <summary>
/// A sliding rate, as cotton outside the quota bears it: at a high price an amount per unit, below it a percentage that grows as the price
/// falls, r = A / P + B% × P − 1, up to a cap. P is the customs value of one unit in CNY.
/// </summary>
/// <param name="Threshold">Price from which the amount per unit holds, in CNY.</param>
/// <param name="Above">CNY per unit from that price on.</param>
/// <param name="A">First coefficient.</param>
/// <param name="B">Second coefficient, in percent.</param>
/// <param name="Cap">Highest percentage.</param>
/// <param name="Unit">Unit of price and quantity.</param>
public sealed record SlidingRate(decimal Threshold, decimal Above, decimal A, decimal B, decimal Cap, string Unit)
{
    /// <summary>The rate for people.</summary>
    public string Text =>
        $"sliding: {Figures.Of(Above)} CNY per {Units.NameOf(Unit)} from {Figures.Of(Threshold)} CNY per {Units.NameOf(Unit)}, below it {Figures.Of(A)} / P + {Figures.Of(B)}% x P - 1, at most {Figures.Of(Cap)}%";
}

/// <summary>D = Q × s at a high price, V × r(P) below it. The yearly formula rounds r to three decimals of 1, half up.</summary>
public static class SlidingDuty
{
    /// <summary>The duty on a value and a quantity.</summary>
    public static Figure Of(SlidingRate rate, decimal value, decimal quantity)
    {
        if (quantity == 0m)
        {
            return AdValorem.Of(value, rate.Cap);
        }

        var price = value / quantity;
        if (price >= rate.Threshold)
        {
            return Specific.Of(quantity, rate.Above);
        }

        var percent = PercentOf(rate, price);
        return new Figure(
            value * percent / 100m,
            $"{Figures.Of(value)} x {Figures.Of(percent)}%, since P = {Figures.Of(price)} CNY and {Figures.Of(rate.A)} / P + {Figures.Of(rate.B)}% x P - 1, at most {Figures.Of(rate.Cap)}%",
            value,
            quantity);
    }

    private static decimal PercentOf(SlidingRate rate, decimal price)
    {
        // Cheaper than this the cap holds anyway, and the division could overflow.
        if (price <= rate.A / 100m)
        {
            return rate.Cap;
        }

        var share = decimal.Round((rate.A / price) + (rate.B / 100m * price) - 1m, 3, MidpointRounding.AwayFromZero);
        return Math.Clamp(share * 100m, 0m, rate.Cap);
    }
}
