namespace Clearance.Payments.Domain.Duty;

/// <summary>Levy modes: what share of each tax a line bears.</summary>
public static class LevyMode
{
    /// <summary>As prescribed.</summary>
    public const string Full = "1";

    /// <summary>Half levy: half of the duty; the taxes at import in full.</summary>
    public const string Half = "2";

    /// <summary>Full exemption.</summary>
    public const string Exempt = "3";

    /// <summary>True for a code of the list.</summary>
    public static bool IsKnown(string mode) => mode is [>= '1' and <= '9'];

    /// <summary>
    /// The share that is levied. Special case (4), nature of levy (5), cash deposit (6) and letter of guarantee (7) are computed in
    /// full: they say how the tax is secured or who decides, not how much it is.
    /// </summary>
    public static decimal ShareOf(string mode, TaxKind kind) => (mode, kind) switch
    {
        (Exempt or "9", _) => 0m,
        (Half or "8", TaxKind.ImportDuty or TaxKind.ExportDuty) => 0.5m,
        _ => 1m,
    };
}
