namespace Clearance.Payments.Domain.Duty;

/// <summary>T = (V + D + A + C) × t, with the percentage of the day of acceptance.</summary>
public static class ValueAddedTax
{
    /// <summary>The component of a line; none when its band is exempt.</summary>
    public static IEnumerable<TaxComponent> Components(LineAtWork line, TaxRequest request)
    {
        var band = line.Goods.Rates!.Vat;
        if (request.Rules.VatPercent(band) is { } percent)
        {
            yield return TaxComponent.Of(
                TaxKind.Vat,
                band == VatBand.Reduced ? "VAT-REDUCED" : "VAT-STANDARD",
                $"{Figures.Of(percent)}%",
                AdValorem.Of(line.Carried, percent),
                line.Goods);
        }
    }
}
