using System.Text.Json.Serialization;
using Clearance.Kernel;
using Clearance.Payments.Domain.Duty;
using Clearance.Payments.Domain.Fees;
using Clearance.Payments.Domain.Refunds;

namespace Clearance.Payments.Domain.Settlement;

/// <summary>Where a tax bill stands.</summary>
public enum TaxBillState
{
    /// <summary>To be paid.</summary>
    Open,

    /// <summary>A payment is with the bank.</summary>
    Instructed,

    /// <summary>The bank's answer is missing: only its later report moves the bill on.</summary>
    Unknown,

    /// <summary>Paid.</summary>
    Settled,

    /// <summary>The declaration was withdrawn, or another bill took its place; nothing is due.</summary>
    Cancelled,

    /// <summary>Paid, and the declaration was withdrawn or the bill replaced.</summary>
    RefundDue,

    /// <summary>A fee that customs does not collect.</summary>
    Waived,
}

/// <summary>One kind of tax of one declaration, to be paid once.</summary>
/// <param name="Declaration">Key of the declaration.</param>
/// <param name="Number">Bill number of 22 signs.</param>
/// <param name="Enterprise">USCC of the payer.</param>
/// <param name="Declarant">USCC of the declarant.</param>
/// <param name="Kind">Kind of tax.</param>
/// <param name="Amount">Amount in CNY.</param>
/// <param name="IssueDate">Day of issue.</param>
/// <param name="DueDate">Last day of payment without late fee.</param>
/// <param name="State">Where it stands.</param>
/// <param name="CreateTime">When it was issued.</param>
/// <param name="UpdateTime">When it last changed.</param>
public sealed record TaxBill(
    string Declaration,
    string Number,
    string Enterprise,
    string Declarant,
    TaxKind Kind,
    Money Amount,
    DateOnly IssueDate,
    DateOnly DueDate,
    TaxBillState State,
    DateTimeOffset CreateTime,
    DateTimeOffset UpdateTime)
{
    /// <summary>Key of the bill: key of the declaration, letter of the kind, two digits.</summary>
    [JsonIgnore]
    public string Key => KeyOf(Declaration, Number);

    /// <summary>The firm computed and confirmed the tax itself.</summary>
    public bool SelfPayment { get; init; }

    /// <summary>What an amendment made too much of what was paid; null when nothing.</summary>
    public Money? OwedBack { get; init; }

    /// <summary>The declaration was withdrawn, or the bill replaced, while a payment was with the bank.</summary>
    public bool Withdrawn { get; init; }

    /// <summary>The due date passed while the bill was open.</summary>
    public bool Overdue { get; init; }

    /// <summary>How many times a bank was instructed.</summary>
    public int Attempts { get; init; }

    /// <summary>Key of the latest instruction.</summary>
    public string? Instruction { get; init; }

    /// <summary>Why the latest payment failed.</summary>
    public string? FailureReason { get; init; }

    /// <summary>When the bank debited the payer.</summary>
    public DateTimeOffset? DebitTime { get; init; }

    /// <summary>Day of the latest instruction: who instructed in time bears no fee for a bank that debits late.</summary>
    public DateOnly? InstructDate { get; init; }

    /// <summary>A fee: what it is taken on; null for a tax.</summary>
    public FeeBasis? Fee { get; init; }

    /// <summary>A fee: why and by whom it was waived; null when it was not.</summary>
    public FeeWaiver? Waiver { get; init; }

    /// <summary>How often a bank took a debit back.</summary>
    public int Reversals { get; init; }

    /// <summary>Key of the refund that is not finished; null when there is none.</summary>
    public string? Refund { get; init; }

    /// <summary>How many refunds were applied for or opened.</summary>
    public int RefundCount { get; init; }

    /// <summary>What refunds have paid out, without interest; null when nothing.</summary>
    public Money? Refunded { get; init; }

    /// <summary>When the bill wants to be woken: at the end of its due date, while it is open.</summary>
    [JsonIgnore]
    public DateTimeOffset? WakeTime => State == TaxBillState.Open && !Overdue ? CustomsTime.StartOf(DueDate.AddDays(1)) : null;

    /// <summary>The key of a bill by its declaration's key and its own number of 22 signs.</summary>
    public static string KeyOf(string declaration, string number) => declaration + number[^3..].ToLowerInvariant();

    /// <summary>The key of the declaration of a bill, by the bill's key.</summary>
    public static string DeclarationOf(string key) => key[..^3];
}

/// <summary>A message to a tax bill.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(IssueBill), "issue_bill")]
[JsonDerivedType(typeof(PayBill), "pay_bill")]
[JsonDerivedType(typeof(WaiveFee), "waive_fee")]
[JsonDerivedType(typeof(NoteDebit), "note_debit")]
[JsonDerivedType(typeof(NoteFailure), "note_failure")]
[JsonDerivedType(typeof(NoteReversal), "note_reversal")]
[JsonDerivedType(typeof(NoteSilence), "note_silence")]
[JsonDerivedType(typeof(WithdrawBill), "withdraw_bill")]
[JsonDerivedType(typeof(OweBack), "owe_back")]
[JsonDerivedType(typeof(PassDueDate), "pass_due_date")]
[JsonDerivedType(typeof(ClaimRefund), "claim_refund")]
[JsonDerivedType(typeof(NoteRefundPaid), "note_refund_paid")]
[JsonDerivedType(typeof(NoteRefundDropped), "note_refund_dropped")]
public abstract record TaxBillMessage;

/// <summary>The assessment issues the bill.</summary>
public sealed record IssueBill(
    string Declaration, string Number, string Enterprise, string Declarant, TaxKind Kind, Money Amount, DateOnly IssueDate, DateOnly DueDate, bool SelfPayment) : TaxBillMessage
{
    /// <summary>A fee: what it is taken on.</summary>
    public FeeBasis? Fee { get; init; }
}

/// <summary>A supervisor waives a fee.</summary>
/// <param name="Bill">Key of the bill.</param>
/// <param name="Reason">Why.</param>
/// <param name="Note">The reason in words.</param>
public sealed record WaiveFee(string Bill, WaiverReason Reason, string Note) : TaxBillMessage;

/// <summary>The payer, or the declarant for it, pays with an agreement of its own.</summary>
/// <param name="Bill">Key of the bill.</param>
/// <param name="Agreement">Key of the agreement.</param>
public sealed record PayBill(string Bill, string Agreement) : TaxBillMessage
{
    /// <summary>The order over several bills that this is part of; null when the bill is paid alone.</summary>
    public PaymentOrder? Order { get; init; }
}

/// <summary>The bank debited the payer.</summary>
public sealed record NoteDebit(string Instruction, string Bank, DateTimeOffset DebitTime) : TaxBillMessage;

/// <summary>The bank did not debit the payer and will not.</summary>
public sealed record NoteFailure(string Instruction, string Reason) : TaxBillMessage;

/// <summary>The bank took the debit back.</summary>
public sealed record NoteReversal(string Instruction, string Bank, string Reason) : TaxBillMessage;

/// <summary>Nobody knows whether the payer was debited.</summary>
public sealed record NoteSilence(string Instruction) : TaxBillMessage;

/// <summary>An amendment made a part of what was paid too much.</summary>
public sealed record OweBack(Money Amount) : TaxBillMessage;

/// <summary>The declaration was withdrawn, or another bill takes the place of this one.</summary>
public sealed record WithdrawBill : TaxBillMessage;

/// <summary>The due date has passed.</summary>
public sealed record PassDueDate : TaxBillMessage;
