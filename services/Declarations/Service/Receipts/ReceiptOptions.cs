namespace Clearance.Declarations.Receipts;

/// <summary>Receipts for trade software that reads them from a folder.</summary>
internal sealed class ReceiptOptions
{
    /// <summary>Where the options stand.</summary>
    public const string Section = "Declarations";

    /// <summary>Folder with a folder for each firm that takes part, named by its USCC; empty: receipts are read by API only.</summary>
    public string ReceiptFolder { get; set; } = string.Empty;
}
