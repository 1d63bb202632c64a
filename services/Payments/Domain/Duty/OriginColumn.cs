using System.Collections.Frozen;

namespace Clearance.Payments.Domain.Duty;

/// <summary>Which column of the tariff an origin reads: general, or most favoured nation.</summary>
public static class OriginColumn
{
    private static readonly FrozenSet<string> s_general = FrozenSet.Create(
        StringComparer.Ordinal,
        "ABW", "AND", "ATA", "BHS", "BMU", "BTN", "CAI", "CEU", "COM", "CUW", "CYM", "ESH", "GAM", "GIB", "GLP", "GUF", "MAF", "MAI", "MEL",
        "MHL", "MSR", "MTQ", "NFK", "NRU", "PLW", "REU", "SOC", "STP", "SXM", "SYC", "TCA", "TUA", "TUB", "TUV", "VAT", "VGB", "ZZZ");

    /// <summary>True for origins without most-favoured-nation treatment, and for an origin that is not given (unproved).</summary>
    public static bool IsGeneral(string? origin) => string.IsNullOrEmpty(origin) || s_general.Contains(origin);
}
