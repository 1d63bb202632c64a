namespace Clearance.Payments.Domain.Duty;

/// <summary>How the customs value of a line is rounded.</summary>
public enum ValueRounding
{
    /// <summary>To the fen, half up: newer practice.</summary>
    Fen,

    /// <summary>To the yuan, half up: older text-books.</summary>
    Yuan,
}

/// <summary>The dated settings of a computation. What the sources leave open is a setting here, with the default of DOMAIN 9.</summary>
/// <param name="Version">Names the set in the trail, e.g. <c>rules-2018-05</c>.</param>
/// <param name="StandardVat">Standard value-added tax in percent.</param>
/// <param name="ReducedVat">Reduced value-added tax in percent.</param>
public sealed record TaxRules(string Version, decimal StandardVat, decimal ReducedVat)
{
    /// <summary>A kind of tax that sums to less than this on one bill is not collected, in CNY.</summary>
    public decimal Threshold { get; init; } = 50m;

    /// <summary>True when the base of later taxes still contains a tax that the threshold waived.</summary>
    public bool BaseKeepsWaivedTax { get; init; } = true;

    /// <summary>How the customs value is rounded.</summary>
    public ValueRounding ValueRounding { get; init; } = ValueRounding.Fen;

    /// <summary>Insurance in percent of goods and freight when it cannot be determined.</summary>
    public decimal DefaultInsurance { get; init; } = 0.3m;

    /// <summary>The settings of a day of acceptance: the value-added tax fell on 1 May 2018 and on 1 April 2019.</summary>
    public static TaxRules On(DateOnly date) => date switch
    {
        _ when date < new DateOnly(2018, 5, 1) => new TaxRules("rules-2017-07", 17m, 11m),
        _ when date < new DateOnly(2019, 4, 1) => new TaxRules("rules-2018-05", 16m, 10m),
        _ => new TaxRules("rules-2019-04", 13m, 9m),
    };

    /// <summary>The percentage of a band; null when exempt.</summary>
    public decimal? VatPercent(VatBand band) => band switch
    {
        VatBand.Standard => StandardVat,
        VatBand.Reduced => ReducedVat,
        VatBand.None => null,
    };

    /// <summary>Rounds a customs value.</summary>
    public decimal RoundValue(decimal value) =>
        decimal.Round(value, ValueRounding == ValueRounding.Yuan ? 0 : 2, MidpointRounding.AwayFromZero);
}
