using System.Globalization;
using Clearance.Kernel;

namespace Clearance.Payments.Domain.Duty;

/// <summary>Checks of one line.</summary>
internal static class LineChecks
{
    public static IEnumerable<Violation> Violations(GoodsLine line, string field, TaxRequest request)
    {
        if (line.Price.Amount is < 0m or > TaxChecks.MaxAmount)
        {
            yield return new($"{field}.total_price", Reasons.ValueOutOfRange, $"{Figures.Of(line.Price.Amount)} is out of range.", "A price is 0 or more, with at most 14 digits before the point.");
        }

        if (request.RateOf(line.Price.Currency) is null)
        {
            yield return RateUnknown($"{field}.total_price.currency_code", line.Price.Currency, request);
        }

        if (!LevyMode.IsKnown(line.LevyMode))
        {
            yield return new($"{field}.levy_mode", Reasons.LevyModeUnknown, $"'{line.LevyMode}' is not a levy mode.", "Use 1 as prescribed, 2 half or 3 exempt.");
        }

        if (line.Rates is null)
        {
            yield return new($"{field}.commodity_code", Reasons.CommodityCodeUnknown, $"The tariff has no code '{line.CommodityCode}' on {Day(request)}.", "Look the code up with GET /v1/tariffLines?codePrefix=… for that day.")
            {
                TextZh = $"税则中没有商品编号“{line.CommodityCode}”。",
            };
            yield break;
        }

        foreach (var violation in QuantityViolations(line, line.Rates, field, request))
        {
            yield return violation;
        }
    }

    public static Violation RateUnknown(string field, string currency, TaxRequest request) => new(
        field,
        Reasons.ExchangeRateUnknown,
        $"No exchange rate of '{currency}' is known at or before {Day(request)}.",
        "Use a currency that customs publishes a rate for, or CNY.");

    private static IEnumerable<Violation> QuantityViolations(GoodsLine line, CommodityRates rates, string field, TaxRequest request)
    {
        foreach (var (name, quantity) in new[] { ("first_quantity", line.First), ("second_quantity", line.Second) })
        {
            if (quantity?.Amount is < 0m or > TaxChecks.MaxAmount)
            {
                yield return new($"{field}.{name}", Reasons.ValueOutOfRange, $"{Figures.Of(quantity.Amount)} is out of range.", "A quantity is 0 or more, with at most 14 digits before the point.");
            }
        }

        var applied = request.Direction == Direction.Import
            ? DutyRateChoice.Candidates(line, request.AcceptanceDate).Select(choice => choice.Rate).Append(rates.ConsumptionTax)
            : [ExportDuty.RateOf(rates)];
        foreach (var unit in applied.Select(rate => rate?.QuantityUnit).OfType<string>().Distinct())
        {
            if (Units.QuantityIn(unit, line, rates.LitresPerTonne) is null)
            {
                yield return new($"{field}.first_quantity", Reasons.QuantityMissing, $"The rate is per {Units.NameOf(unit)}, and no quantity in unit {unit} is given.", $"Give the first or second quantity in unit {unit}.");
            }
        }
    }

    private static string Day(TaxRequest request) => request.AcceptanceDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
