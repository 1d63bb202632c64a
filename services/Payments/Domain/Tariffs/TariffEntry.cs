using Clearance.Payments.Domain.Duty;

namespace Clearance.Payments.Domain.Tariffs;

/// <summary>One commodity code with its rates of one period.</summary>
/// <param name="Code">Commodity code of 10 digits.</param>
/// <param name="ValidFrom">First day of these rates.</param>
/// <param name="FirstUnit">First statutory unit.</param>
/// <param name="SecondUnit">Second statutory unit; empty when there is none.</param>
/// <param name="Rates">The rates.</param>
/// <param name="SupervisionLetters">Letters of the supervision certificates.</param>
/// <param name="NameEn">Description in English.</param>
/// <param name="NameZh">Description in Chinese.</param>
public sealed record TariffEntry(
    string Code,
    DateOnly ValidFrom,
    string FirstUnit,
    string SecondUnit,
    CommodityRates Rates,
    string SupervisionLetters,
    string NameEn,
    string NameZh)
{
    /// <summary>Last day of these rates; null when they hold until a later row begins.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Origin rule of the agreements, e.g. <c>CTH</c>; empty when none is noted.</summary>
    public string OriginRule { get; init; } = string.Empty;

    /// <summary>True when the row holds on a day.</summary>
    public bool HoldsOn(DateOnly date) => ValidFrom <= date && (ValidTo is null || date <= ValidTo);
}
