namespace Clearance.Payments.Domain.Duty;

/// <summary>Kind of tax; each kind of a form has a bill of its own.</summary>
public enum TaxKind
{
    /// <summary>Import duty, added duty included.</summary>
    ImportDuty,

    /// <summary>Export duty.</summary>
    ExportDuty,

    /// <summary>Anti-dumping duty.</summary>
    AntiDumpingDuty,

    /// <summary>Consumption tax.</summary>
    ConsumptionTax,

    /// <summary>Value-added tax at import.</summary>
    Vat,

    /// <summary>Countervailing duty.</summary>
    CountervailingDuty,

    /// <summary>Safeguard duty.</summary>
    SafeguardDuty,
}

/// <summary>How kinds of tax are written in bill numbers, events and ledger accounts.</summary>
public static class TaxKinds
{
    /// <summary>Letter in the bill number: A, Y and L are the customs' own; the others are our choice.</summary>
    public static char Letter(this TaxKind kind) => kind switch
    {
        TaxKind.ImportDuty or TaxKind.ExportDuty => 'A',
        TaxKind.ConsumptionTax => 'Y',
        TaxKind.Vat => 'L',
        TaxKind.AntiDumpingDuty => 'I',
        TaxKind.CountervailingDuty => 'C',
        TaxKind.SafeguardDuty => 'S',
    };

    /// <summary>Name in events and accounts, e.g. <c>IMPORT_DUTY</c>.</summary>
    public static string Word(this TaxKind kind) => kind switch
    {
        TaxKind.ImportDuty => "IMPORT_DUTY",
        TaxKind.ExportDuty => "EXPORT_DUTY",
        TaxKind.AntiDumpingDuty => "ANTI_DUMPING_DUTY",
        TaxKind.ConsumptionTax => "CONSUMPTION_TAX",
        TaxKind.Vat => "VAT",
        TaxKind.CountervailingDuty => "COUNTERVAILING_DUTY",
        TaxKind.SafeguardDuty => "SAFEGUARD_DUTY",
    };
}
