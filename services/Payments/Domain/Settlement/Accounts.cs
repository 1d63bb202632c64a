using Clearance.Payments.Domain.Duty;

namespace Clearance.Payments.Domain.Settlement;

/// <summary>
/// Accounts of the ledger. A receivable's balance is what its enterprise owes: bills that are open, with the bank, or of unknown
/// outcome. Corrections are reversing postings; nothing is ever changed.
/// </summary>
public static class Accounts
{
    /// <summary>What an enterprise owes: debit balance.</summary>
    public static string Receivable(string enterprise) => $"receivable/{enterprise}";

    /// <summary>What was levied of a kind of tax: credit balance.</summary>
    public static string Revenue(TaxKind kind) => $"revenue/{kind.Word()}";

    /// <summary>What a bank has debited and owes the treasury: debit balance.</summary>
    public static string Clearing(string bank) => $"clearing/{bank}";

    /// <summary>What is to be given back to an enterprise: credit balance.</summary>
    public static string RefundPayable(string enterprise) => $"refundPayable/{enterprise}";

    /// <summary>Interest that was given on refunds: debit balance.</summary>
    public const string RefundInterest = "refundInterest/CNY";

    /// <summary>USCC of the enterprise whose account it is; null for accounts of customs and banks.</summary>
    public static string? EnterpriseOf(string account) =>
        account.Split('/') is ["receivable" or "refundPayable", var enterprise] ? enterprise : null;

    /// <summary>True for a name of one of the forms above.</summary>
    public static bool IsWellFormed(string account) => account.Split('/') switch
    {
        ["receivable" or "refundPayable" or "clearing", { Length: > 0 and <= 18 }] => true,
        ["refundInterest", "CNY"] => true,
        ["revenue", var word] => Enum.GetValues<TaxKind>().Any(kind => kind.Word() == word),
        _ => false,
    };
}
