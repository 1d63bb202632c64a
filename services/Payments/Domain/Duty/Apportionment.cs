namespace Clearance.Payments.Domain.Duty;

/// <summary>Splits charges of the form over its lines, so that the parts sum to the whole.</summary>
public static class Apportionment
{
    /// <summary>The share of each line by price; when all prices are nothing, the last line bears all.</summary>
    public static IReadOnlyList<decimal> Weights(IReadOnlyList<decimal> prices)
    {
        var sum = prices.Sum();
        return [.. prices.Select((price, index) => sum == 0m ? index == prices.Count - 1 ? 1m : 0m : price / sum)];
    }

    /// <summary>
    /// Rounds each line, and gives the last one what is left of the rounded whole. Should that be below nothing (many tiny
    /// lines), the largest line gives it up: no line's value is negative because of rounding.
    /// </summary>
    /// <param name="unrounded">The parts.</param>
    /// <param name="sum">The whole before rounding; given apart, since shares of a third do not quite sum to it.</param>
    /// <param name="rules">Says what a value is rounded to.</param>
    public static IReadOnlyList<decimal> Round(IReadOnlyList<decimal> unrounded, decimal sum, TaxRules rules)
    {
        var whole = rules.RoundValue(sum);
        var values = unrounded.Select(rules.RoundValue).ToArray();
        values[^1] = whole - values.Take(values.Length - 1).Sum();
        if (values[^1] < 0m && whole >= 0m && unrounded[^1] >= 0m)
        {
            values[Array.IndexOf(values, values.Max())] += values[^1];
            values[^1] = 0m;
        }

        return values;
    }
}
