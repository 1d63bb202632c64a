using Clearance.Kernel;
using Clearance.Payments.Domain.Refunds;

namespace Clearance.Payments.Domain.Settlement;

/// <summary>Names of the aggregates of this service, which are also the names of their tables.</summary>
public static class Addresses
{
    /// <summary>One per declaration.</summary>
    public const string Assessments = "assessment";

    /// <summary>One per kind of tax of a declaration.</summary>
    public const string TaxBills = "tax_bill";

    /// <summary>Three-party agreements.</summary>
    public const string Agreements = "agreement";

    /// <summary>Debits that banks are asked for.</summary>
    public const string PaymentInstructions = "payment_instruction";

    /// <summary>Versions of the tariff.</summary>
    public const string Tariffs = "tariff";

    /// <summary>Statements of banks.</summary>
    public const string BankStatements = "bank_statement";

    /// <summary>Closings of days.</summary>
    public const string LedgerClosings = "ledger_closing";

    /// <summary>Money that goes back to payers.</summary>
    public const string Refunds = "refund";

    /// <summary>The assessment of a declaration.</summary>
    public static Address<AssessmentMessage> Assessment(string key) => new(Assessments, key);

    /// <summary>A tax bill.</summary>
    public static Address<TaxBillMessage> TaxBill(string key) => new(TaxBills, key);

    /// <summary>An agreement.</summary>
    public static Address<AgreementMessage> Agreement(string key) => new(Agreements, key);

    /// <summary>A refund.</summary>
    public static Address<RefundMessage> Refund(string key) => new(Refunds, key);

    /// <summary>A payment instruction.</summary>
    public static Address<PaymentInstructionMessage> PaymentInstruction(string key) => new(PaymentInstructions, key);
}
