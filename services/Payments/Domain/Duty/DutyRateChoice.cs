namespace Clearance.Payments.Domain.Duty;

/// <summary>The import rate that prevails, and why.</summary>
/// <param name="Rate">The rate.</param>
/// <param name="Rule">Id of the rule that chose it.</param>
public sealed record DutyRateChoice(DutyRate Rate, string Rule)
{
    /// <summary>
    /// The order of DOMAIN 9.4: an origin that is unknown or without most-favoured-nation treatment bears the general rate,
    /// against which a provisional rate never prevails; else the provisional rate goes before the most-favoured-nation rate.
    /// A conventional rate will take its place between the two: the lower of it and the provisional one.
    /// </summary>
    public static DutyRateChoice Of(CommodityRates rates, string? origin) => OriginColumn.IsGeneral(origin)
        ? new DutyRateChoice(rates.General, "DUTY-GENERAL")
        : rates.Provisional is { } provisional
            ? new DutyRateChoice(provisional, "DUTY-PROVISIONAL")
            : new DutyRateChoice(rates.Mfn, "DUTY-MFN");
}
