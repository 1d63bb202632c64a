using Clearance.Kernel;

namespace Clearance.Payments.Domain.Duty;

/// <summary>Checks of freight, insurance and other charges.</summary>
internal static class ChargeChecks
{
    public static IEnumerable<Violation> Violations(TaxRequest request)
    {
        if (request is { Direction: Direction.Import, Freight: null } && TermsOfTransaction.NeedsFreight(request.Terms))
        {
            yield return new("freight", Reasons.FreightMissing, $"Terms {request.Terms} leave freight outside the price, and none is given.", "Give the freight up to unloading: rate, amount per tonne or total.");
        }

        var all = Of("freight", request.Freight, request)
            .Concat(Of("insurance", request.Insurance, request))
            .Concat(Of("other_charges", request.OtherCharges, request));
        foreach (var violation in all)
        {
            yield return violation;
        }
    }

    private static IEnumerable<Violation> Of(string field, Charge? charge, TaxRequest request)
    {
        if (charge is null)
        {
            yield break;
        }

        var perTonne = field == "freight";
        if (charge.Mark is not (ChargeMark.Rate or ChargeMark.Total) && !(perTonne && charge.Mark == ChargeMark.PerTonne))
        {
            yield return new($"{field}.mark", Reasons.ChargeInvalid, $"Mark '{charge.Mark}' is not possible here.", perTonne ? "Use 1 rate, 2 per tonne or 3 total." : "Use 1 rate or 3 total.");
            yield break;
        }

        var smallest = field == "other_charges" ? -TaxChecks.MaxAmount : 0m;
        if (charge.Amount < smallest || charge.Amount > TaxChecks.MaxAmount || (charge.Mark == ChargeMark.Rate && Math.Abs(charge.Amount) > 100m))
        {
            yield return new($"{field}.amount", Reasons.ChargeInvalid, $"{Figures.Of(charge.Amount)} is out of range.", "Only other charges may be negative; a rate is at most 100 percent.");
        }

        if (charge.Mark != ChargeMark.Rate && string.IsNullOrEmpty(charge.Currency))
        {
            yield return new($"{field}.currency", Reasons.ChargeInvalid, "An amount needs its currency.", "Give the currency in ISO 4217 letters.");
        }
        else if (charge.Mark != ChargeMark.Rate && request.RateOf(charge.Currency!) is null)
        {
            yield return LineChecks.RateUnknown($"{field}.currency", charge.Currency!, request);
        }

        if (charge.Mark == ChargeMark.PerTonne && request.GrossWeight is not > 0m)
        {
            yield return new("gross_weight", Reasons.ChargeInvalid, "Freight per tonne needs the gross weight.", "Give the gross weight in kilograms, or the freight as a total.");
        }
    }
}
