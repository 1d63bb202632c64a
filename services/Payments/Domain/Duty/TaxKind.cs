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

    /// <summary>Late-declaration fee; no tax, but billed and paid like one.</summary>
    LateDeclarationFee,

    /// <summary>Late-payment fee on a bill that was paid after its last day.</summary>
    LatePaymentFee,
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
        TaxKind.LateDeclarationFee => 'D',
        TaxKind.LatePaymentFee => 'F',
    };

    /// <summary>True for fees, which can be waived and bear no fee themselves.</summary>
    public static bool IsFee(this TaxKind kind) => kind is TaxKind.LateDeclarationFee or TaxKind.LatePaymentFee;

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
        TaxKind.LateDeclarationFee => "LATE_DECLARATION_FEE",
        TaxKind.LatePaymentFee => "LATE_PAYMENT_FEE",
    };
}
