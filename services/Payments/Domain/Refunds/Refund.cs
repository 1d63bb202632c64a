using System.Text.Json.Serialization;
using Clearance.Kernel;

namespace Clearance.Payments.Domain.Refunds;

/// <summary>Where a refund stands.</summary>
public enum RefundState
{
    /// <summary>Applied for by the payer or opened by customs; waits for the decision.</summary>
    Applied,

    /// <summary>Approved: its bank is to credit the payer, once.</summary>
    Approved,

    /// <summary>Credited. Final.</summary>
    Paid,

    /// <summary>Not granted, or the bank took the payment of the tax back before the decision. Final.</summary>
    Refused,

    /// <summary>The bank could not credit the account and will not. Final; another refund can name another account.</summary>
    Failed,
}

/// <summary>Why money is owed back.</summary>
public enum RefundCause
{
    /// <summary>More was levied than is due.</summary>
    Overpaid,

    /// <summary>The declaration was withdrawn, or the bill replaced, after the payment.</summary>
    Withdrawn,
}

/// <summary>Money that goes back to the payer of one tax bill, once.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Claim">What the bill owes back.</param>
/// <param name="Opening">Who asked for it and why.</param>
/// <param name="Account">Where it is paid to.</param>
/// <param name="State">Where it stands.</param>
/// <param name="CreateTime">When it was applied for or opened.</param>
/// <param name="UpdateTime">When it last changed.</param>
public sealed record Refund(
    string Key, RefundClaim Claim, RefundOpening Opening, RefundAccount Account, RefundState State, DateTimeOffset CreateTime, DateTimeOffset UpdateTime)
{
    /// <summary>Days that customs has to answer (DOMAIN 8).</summary>
    private const int DaysToAnswer = 30;

    /// <summary>How often it has changed.</summary>
    public int Revision { get; init; } = 1;

    /// <summary>Interest of the bank's current deposit, fixed by the approval; null before, zero where the law gives none.</summary>
    public Money? Interest { get; init; }

    /// <summary>Subject of the officer who approved or refused.</summary>
    public string? Decider { get; init; }

    /// <summary>When it was approved or refused.</summary>
    public DateTimeOffset? DecideTime { get; init; }

    /// <summary>Why it was refused.</summary>
    public string? RefuseReason { get; init; }

    /// <summary>Reference of the bank's final report.</summary>
    public string? BankReference { get; init; }

    /// <summary>Why the bank could not credit the account.</summary>
    public string? FailureReason { get; init; }

    /// <summary>When the bank credited the account.</summary>
    public DateTimeOffset? PayTime { get; init; }

    /// <summary>What the bank is to credit: tax and interest.</summary>
    [JsonIgnore]
    public Money Total => Claim.Amount + (Interest ?? Money.Zero);

    /// <summary>Last day for the answer of customs.</summary>
    [JsonIgnore]
    public DateOnly AnswerDueDate => CustomsTime.DateOf(CreateTime).AddDays(DaysToAnswer);
}

/// <summary>What a bill owes back.</summary>
/// <param name="Bill">Key of the bill.</param>
/// <param name="BillNumber">Number of the bill.</param>
/// <param name="EndToEndId">Number of the bill, <c>/R</c> and two digits: the same in everything that is said of this payment.</param>
/// <param name="Enterprise">USCC of the payer.</param>
/// <param name="Declarant">USCC of the declarant.</param>
/// <param name="Amount">Amount in CNY, without interest.</param>
/// <param name="Cause">Why it is owed.</param>
/// <param name="PaidDate">Day on which the bill was paid.</param>
public sealed record RefundClaim(
    string Bill, string BillNumber, string EndToEndId, string Enterprise, string Declarant, Money Amount, RefundCause Cause, DateOnly PaidDate);

/// <summary>Who asked for a refund.</summary>
/// <param name="ByCustoms">An officer opened it; else the payer, or the declarant for it, applied.</param>
/// <param name="Subject">The person.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record RefundOpening(bool ByCustoms, string Subject, string Reason);

/// <summary>An account of the payer, as a three-party agreement names it.</summary>
/// <param name="Agreement">Key of the agreement.</param>
/// <param name="Bank">USCC of the bank.</param>
/// <param name="AccountNumber">Account to credit.</param>
/// <param name="AccountHolder">Name of its holder.</param>
public sealed record RefundAccount(string Agreement, string Bank, string AccountNumber, string AccountHolder);

/// <summary>A message to a refund.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ApplyForRefund), "apply")]
[JsonDerivedType(typeof(OpenRefund), "open")]
[JsonDerivedType(typeof(ApproveRefund), "approve")]
[JsonDerivedType(typeof(RefuseRefund), "refuse")]
[JsonDerivedType(typeof(DropRefund), "drop")]
[JsonDerivedType(typeof(ReportRefund), "report")]
public abstract record RefundMessage(string Refund);

/// <summary>The payer applies, or an officer opens: nothing comes of it but what bill and agreement answer.</summary>
/// <param name="Refund">Key of the refund that comes of it.</param>
/// <param name="Bill">Key of the bill.</param>
/// <param name="Agreement">Key of the agreement whose account is credited.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record ApplyForRefund(string Refund, string Bill, string Agreement, string Reason) : RefundMessage(Refund);

/// <summary>Told by the agreement in the transaction of the application.</summary>
public sealed record OpenRefund(string Refund, RefundClaim Claim, RefundOpening Opening, RefundAccount Account) : RefundMessage(Refund);

/// <summary>An officer approves.</summary>
/// <param name="Refund">Key of the refund.</param>
/// <param name="Etag">Version that the officer has read; null when any.</param>
public sealed record ApproveRefund(string Refund, string? Etag) : RefundMessage(Refund);

/// <summary>An officer refuses.</summary>
/// <param name="Refund">Key of the refund.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Etag">Version that the officer has read; null when any.</param>
public sealed record RefuseRefund(string Refund, string Reason, string? Etag) : RefundMessage(Refund);

/// <summary>The bank took the payment of the tax back: nothing is owed any more.</summary>
/// <param name="Refund">Key of the refund.</param>
/// <param name="Reason">The bank's reason.</param>
public sealed record DropRefund(string Refund, string Reason) : RefundMessage(Refund);

/// <summary>The bank reports what came of an approved refund.</summary>
/// <param name="Refund">Key of the refund.</param>
/// <param name="Succeeded">The account was credited; else it was not and will not be.</param>
/// <param name="BankReference">The bank's own reference.</param>
/// <param name="FailureReason">Why not; null with a success.</param>
public sealed record ReportRefund(string Refund, bool Succeeded, string BankReference, string? FailureReason) : RefundMessage(Refund);
