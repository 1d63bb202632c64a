using System.Text.Json.Serialization;
using Clearance.Kernel;

namespace Clearance.Payments.Domain.Settlement;

/// <summary>Where a payment instruction stands.</summary>
public enum PaymentInstructionState
{
    /// <summary>Waits for the bank.</summary>
    Pending,

    /// <summary>Nobody knows whether the account was debited.</summary>
    Unknown,

    /// <summary>Debited. Final.</summary>
    Succeeded,

    /// <summary>Not debited. Final.</summary>
    Failed,
}

/// <summary>One debit that a bank is asked for, once.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Bill">Key of the bill.</param>
/// <param name="BillNumber">Number of the bill: the structured remittance reference.</param>
/// <param name="EndToEndId">Bill number and attempt, at most 35 signs.</param>
/// <param name="Agreement">Key of the agreement.</param>
/// <param name="Enterprise">USCC of the enterprise that pays.</param>
/// <param name="Bank">USCC of the bank.</param>
/// <param name="AccountNumber">Account to debit.</param>
/// <param name="AccountHolder">Name of its holder.</param>
/// <param name="Amount">Amount in CNY.</param>
/// <param name="State">Where it stands.</param>
/// <param name="CreateTime">When it was given.</param>
/// <param name="UpdateTime">When it last changed.</param>
public sealed record PaymentInstruction(
    string Key,
    string Bill,
    string BillNumber,
    string EndToEndId,
    string Agreement,
    string Enterprise,
    string Bank,
    string AccountNumber,
    string AccountHolder,
    Money Amount,
    PaymentInstructionState State,
    DateTimeOffset CreateTime,
    DateTimeOffset UpdateTime)
{
    /// <summary>How long a bank has to answer before the outcome counts as unknown (DOMAIN 10).</summary>
    public static readonly TimeSpan AnswerPeriod = TimeSpan.FromMinutes(10);

    /// <summary>Reference of the bank's final report.</summary>
    public string? BankReference { get; init; }

    /// <summary>Why it was not debited.</summary>
    public string? FailureReason { get; init; }

    /// <summary>When it was debited.</summary>
    public DateTimeOffset? DebitTime { get; init; }

    /// <summary>When the outcome counts as unknown.</summary>
    [JsonIgnore]
    public DateTimeOffset AnswerDueTime => CreateTime + AnswerPeriod;

    /// <summary>When the instruction wants to be woken.</summary>
    [JsonIgnore]
    public DateTimeOffset? WakeTime => State == PaymentInstructionState.Pending ? AnswerDueTime : null;
}

/// <summary>What a bank reports.</summary>
public enum BankOutcome
{
    /// <summary>Debited. Final.</summary>
    Succeeded,

    /// <summary>Not debited and will not be. Final.</summary>
    Failed,

    /// <summary>Not known yet.</summary>
    Unknown,
}

/// <summary>A message to a payment instruction.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(OpenInstruction), "open")]
[JsonDerivedType(typeof(ReportOutcome), "report")]
[JsonDerivedType(typeof(PassAnswerPeriod), "pass_answer_period")]
public abstract record PaymentInstructionMessage(string Instruction);

/// <summary>Told by the agreement in the transaction of the payment.</summary>
public sealed record OpenInstruction(
    string Instruction,
    string Bill,
    string BillNumber,
    string EndToEndId,
    string Agreement,
    string Enterprise,
    string Bank,
    string AccountNumber,
    string AccountHolder,
    Money Amount) : PaymentInstructionMessage(Instruction);

/// <summary>The bank reports.</summary>
public sealed record ReportOutcome(string Instruction, BankOutcome Outcome) : PaymentInstructionMessage(Instruction)
{
    /// <summary>The bank's own reference; with a final outcome.</summary>
    public string? BankReference { get; init; }

    /// <summary>Why it was not debited; with a failure.</summary>
    public string? FailureReason { get; init; }

    /// <summary>When it was debited; the time of the report when null.</summary>
    public DateTimeOffset? DebitTime { get; init; }
}

/// <summary>The bank has not reported in time.</summary>
public sealed record PassAnswerPeriod(string Instruction) : PaymentInstructionMessage(Instruction);
