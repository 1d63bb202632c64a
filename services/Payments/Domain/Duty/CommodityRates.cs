namespace Clearance.Payments.Domain.Duty;

/// <summary>The rates of one commodity code on one day: what a computation needs of a tariff line.</summary>
/// <param name="Mfn">Most-favoured-nation rate.</param>
/// <param name="General">General rate.</param>
public sealed record CommodityRates(DutyRate Mfn, DutyRate General)
{
    /// <summary>Provisional import rate.</summary>
    public DutyRate? Provisional { get; init; }

    /// <summary>Duties on top for listed origins.</summary>
    public IReadOnlyList<AddedRate> Added { get; init; } = [];

    /// <summary>Consumption tax.</summary>
    public DutyRate? ConsumptionTax { get; init; }

    /// <summary>Band of the value-added tax.</summary>
    public VatBand Vat { get; init; } = VatBand.Standard;

    /// <summary>Export duty, the provisional rate where there is one.</summary>
    public DutyRate? Export { get; init; }

    /// <summary>Litres in a tonne, for goods that are declared in litres and taxed by the tonne (beer 988).</summary>
    public decimal? LitresPerTonne { get; init; }
}

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

/// <summary>What a duty on top of the chosen rate is.</summary>
public enum Measure
{
    /// <summary>Added duty: a part of import duty.</summary>
    Added,

    /// <summary>Anti-dumping duty: a kind of tax of its own.</summary>
    AntiDumping,
}

/// <summary>A duty on top for one origin.</summary>
/// <param name="Measure">What it is.</param>
/// <param name="Origin">Country of origin, ISO 3166 alpha-3.</param>
/// <param name="Percent">Percent of the customs value.</param>
public sealed record AddedRate(Measure Measure, string Origin, decimal Percent);
