namespace Clearance.Payments.Domain.Duty;

/// <summary>The rates of one commodity code on one day: what a computation needs of a tariff line.</summary>
/// <param name="Mfn">Most-favoured-nation rate.</param>
/// <param name="General">General rate.</param>
public sealed record CommodityRates(DutyRate Mfn, DutyRate General)
{
    /// <summary>Conventional rates by agreement.</summary>
    public IReadOnlyList<AgreementRate> Conventional { get; init; } = [];

    /// <summary>Special preferential rate for least developed countries.</summary>
    public DutyRate? Special { get; init; }

    /// <summary>Provisional import rate.</summary>
    public DutyRate? Provisional { get; init; }

    /// <summary>Rate inside the tariff quota.</summary>
    public DutyRate? Quota { get; init; }

    /// <summary>Duties on top for listed origins.</summary>
    public IReadOnlyList<AddedRate> Added { get; init; } = [];

    /// <summary>Consumption tax.</summary>
    public DutyRate? ConsumptionTax { get; init; }

    /// <summary>Band of the value-added tax.</summary>
    public VatBand Vat { get; init; } = VatBand.Standard;

    /// <summary>Export duty.</summary>
    public DutyRate? Export { get; init; }

    /// <summary>Provisional export duty; it prevails over the export rate.</summary>
    public DutyRate? ExportProvisional { get; init; }

    /// <summary>Litres in a tonne, for goods that are declared in litres and taxed by the tonne (beer 988).</summary>
    public decimal? LitresPerTonne { get; init; }

    /// <summary>
    /// The rates that can matter to a line: conventional ones that it does not claim and measures against other origins or makers are left
    /// out, so that the journal keeps what the computation used and no more.
    /// </summary>
    public CommodityRates For(GoodsLine line)
    {
        if (Conventional.Count == 0 && Added.Count == 0)
        {
            return this;
        }

        return this with
        {
            Conventional = [.. Conventional.Where(rate => rate.Agreement == line.Agreement)],
            Added = [.. Added.Where(added => added.Origin == line.Origin && (added.Maker is null || added.Maker == line.Maker))],
        };
    }

    /// <summary>The rate that a claim under an agreement leads to; null when the tariff has none.</summary>
    public DutyRate? RateOf(string? agreement)
    {
        if (agreement == Tariffs.TradeAgreement.LeastDeveloped)
        {
            return Special;
        }

        for (var i = 0; agreement is not null && i < Conventional.Count; i++)
        {
            if (Conventional[i].Agreement == agreement)
            {
                return Conventional[i].Rate;
            }
        }

        return null;
    }
}

/// <summary>The conventional rate of one agreement.</summary>
/// <param name="Agreement">Two digits, see <see cref="Tariffs.TradeAgreement"/>.</param>
/// <param name="Rate">The rate.</param>
public sealed record AgreementRate(string Agreement, DutyRate Rate);

/// <summary>Band of the value-added tax; the percentages follow from the day, see <see cref="TaxRules"/>.</summary>
public enum VatBand
{
    /// <summary>17, 16 or 13 percent.</summary>
    Standard,

    /// <summary>11, 10 or 9 percent.</summary>
    Reduced,

    /// <summary>Exempt.</summary>
    None,
}
