namespace Clearance.Payments.Domain.Duty;

/// <summary>The customs value of one line with its trail.</summary>
/// <param name="Value">Customs value in CNY, rounded.</param>
/// <param name="Fob">Export: FOB price in CNY before rounding; 0 at import.</param>
/// <param name="Steps">How it came about.</param>
public sealed record LineValue(decimal Value, decimal Fob, IReadOnlyList<ValueStep> Steps);

/// <summary>
/// Customs value by terms. Import: V = goods + freight + insurance + other charges, as the terms leave them outside the price.
/// Export: the FOB price without the duty that it contains. Charges of the form are split over the lines by price; the last
/// line takes what rounding leaves.
/// </summary>
public static class CustomsValue
{
    /// <summary>The values of all lines, which are in the order of their item numbers.</summary>
    public static IReadOnlyList<LineValue> Of(TaxRequest request, IReadOnlyList<GoodsLine> goods)
    {
        var prices = goods.Select(line => line.Price.Amount * request.RateOf(line.Price.Currency)!.Value).ToArray();
        var charges = request.Direction == Direction.Import
            ? FormCharges.OfImport(request, prices.Sum())
            : FormCharges.OfExport(request, prices.Sum());
        var weights = Apportionment.Weights(prices);
        var unrounded = prices.Select((price, index) => price + (charges.Sum(step => step.Amount) * weights[index])).ToArray();
        var sum = prices.Sum() + charges.Sum(step => step.Amount);
        var fobs = request.Direction == Direction.Export ? unrounded : new decimal[goods.Count];
        if (request.Direction == Direction.Export)
        {
            unrounded = [.. unrounded.Select((fob, index) => ExportDuty.ValueOf(fob, ExportDuty.RateOf(goods[index].Rates)?.Percent ?? 0m))];
            sum = unrounded.Sum();
        }

        var values = Apportionment.Round(unrounded, sum, request.Rules);
        return [.. goods.Select((line, index) => new LineValue(
            values[index],
            fobs[index],
            Trail(line, prices[index], weights[index], charges, unrounded[index], values[index], request)))];
    }

    private static List<ValueStep> Trail(
        GoodsLine line, decimal price, decimal weight, IReadOnlyList<ValueStep> charges, decimal unrounded, decimal value, TaxRequest request)
    {
        var rate = request.RateOf(line.Price.Currency)!.Value;
        List<ValueStep> steps =
        [
            new("VALUE-GOODS", $"{Figures.Of(line.Price.Amount)} {line.Price.Currency} x {Figures.Of(rate)}", price),
        ];
        steps.AddRange(charges.Select(charge => charge with
        {
            Formula = weight == 1m ? charge.Formula : $"({charge.Formula}) x {Figures.Of(weight)}",
            Amount = charge.Amount * weight,
        }));
        if (request.Direction == Direction.Export && ExportDuty.RateOf(line.Rates)?.Percent is { } percent and > 0m)
        {
            steps.Add(new("VALUE-EXPORT-WITHOUT-DUTY", $"{Figures.Of(steps.Sum(step => step.Amount))} / (1 + {Figures.Of(percent)}%)", unrounded));
        }

        steps.Add(new($"VALUE-ROUND-{request.Rules.ValueRounding.ToString().ToUpperInvariant()}", $"round({Figures.Of(unrounded)})", value));
        return steps;
    }
}
