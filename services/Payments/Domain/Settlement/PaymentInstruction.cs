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

    /// <summary>Debited for every bill. Final.</summary>
    Succeeded,

    /// <summary>Debited for no bill. Final.</summary>
    Failed,

    /// <summary>Debited for some bills and not for others. Final; only of a whole instruction.</summary>
    PartlySucceeded,

    /// <summary>Debited, and taken back by the bank afterwards. Final.</summary>
    Reversed,
}

/// <summary>A debit order: what a bank is asked to debit from one account, once, with a transaction for each bill.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Agreement">Key of the agreement.</param>
/// <param name="Enterprise">USCC of the enterprise that pays.</param>
/// <param name="Bank">USCC of the bank.</param>
/// <param name="AccountNumber">Account to debit.</param>
/// <param name="AccountHolder">Name of its holder.</param>
/// <param name="Transactions">One for each bill, at least one.</param>
/// <param name="CreateTime">When it was given.</param>
/// <param name="UpdateTime">When it last changed.</param>
public sealed record PaymentInstruction(
    string Key,
    string Agreement,
    string Enterprise,
    string Bank,
    string AccountNumber,
    string AccountHolder,
    IReadOnlyList<PaymentTransaction> Transactions,
    DateTimeOffset CreateTime,
    DateTimeOffset UpdateTime)
{
    /// <summary>How long a bank has to answer before the outcome counts as unknown (DOMAIN 10).</summary>
    public static readonly TimeSpan AnswerPeriod = TimeSpan.FromMinutes(10);

    /// <summary>Where it stands: pending while one transaction is, then unknown while one is.</summary>
    [JsonIgnore]
    public PaymentInstructionState State =>
        Has(PaymentInstructionState.Pending) ? PaymentInstructionState.Pending
        : Has(PaymentInstructionState.Unknown) ? PaymentInstructionState.Unknown
        : Transactions.All(transaction => transaction.State == Transactions[0].State) ? Transactions[0].State
        : PaymentInstructionState.PartlySucceeded;

    /// <summary>The only transaction; null when there are several.</summary>
    [JsonIgnore]
    public PaymentTransaction? Only => Transactions is [var only] ? only : null;

    /// <summary>Sum of the transactions in CNY.</summary>
    [JsonIgnore]
    public Money Amount => Transactions.Aggregate(Money.Zero, (sum, transaction) => sum + transaction.Amount);

    /// <summary>When the outcome counts as unknown.</summary>
    [JsonIgnore]
    public DateTimeOffset AnswerDueTime => CreateTime + AnswerPeriod;

    /// <summary>Since when the bank owes the answer; null unless the outcome is unknown.</summary>
    [JsonIgnore]
    public DateTimeOffset? UnknownTime => State != PaymentInstructionState.Unknown ? null : UpdateTime < AnswerDueTime ? UpdateTime : AnswerDueTime;

    /// <summary>When the instruction wants to be woken.</summary>
    [JsonIgnore]
    public DateTimeOffset? WakeTime => State == PaymentInstructionState.Pending ? AnswerDueTime : null;

    private bool Has(PaymentInstructionState state) => Transactions.Any(transaction => transaction.State == state);
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
[JsonDerivedType(typeof(OrderPayment), "order")]
[JsonDerivedType(typeof(OpenInstruction), "open")]
[JsonDerivedType(typeof(ReportOutcome), "report")]
[JsonDerivedType(typeof(ReportReversal), "reverse")]
[JsonDerivedType(typeof(PassAnswerPeriod), "pass_answer_period")]
public abstract record PaymentInstructionMessage(string Instruction);

/// <summary>A payer orders the payment of several bills: nothing comes of it but what the bills and the agreement answer.</summary>
/// <param name="Instruction">Key of the instruction that comes of it.</param>
/// <param name="Bills">Keys of the bills.</param>
/// <param name="Agreement">Key of the agreement.</param>
public sealed record OrderPayment(string Instruction, IReadOnlyList<string> Bills, string Agreement) : PaymentInstructionMessage(Instruction);

/// <summary>Told by the agreement in the transaction of the payment.</summary>
public sealed record OpenInstruction(
    string Instruction,
    string Agreement,
    string Enterprise,
    string Bank,
    string AccountNumber,
    string AccountHolder,
    IReadOnlyList<PaymentTransaction> Transactions) : PaymentInstructionMessage(Instruction);

/// <summary>The bank reports.</summary>
public sealed record ReportOutcome(string Instruction, BankOutcome Outcome) : PaymentInstructionMessage(Instruction)
{
    /// <summary>The transaction that it is about; all of them when null.</summary>
    public string? EndToEndId { get; init; }

    /// <summary>The bank's own reference; with a final outcome.</summary>
    public string? BankReference { get; init; }

    /// <summary>Why it was not debited; with a failure.</summary>
    public string? FailureReason { get; init; }

    /// <summary>When it was debited; the time of the report when null.</summary>
    public DateTimeOffset? DebitTime { get; init; }
}

/// <summary>The bank took a debit back: the treasury did not get the money.</summary>
/// <param name="Instruction">Key of the instruction.</param>
/// <param name="EndToEndId">The transaction; null for the only one.</param>
/// <param name="Reason">Why, in capital letters.</param>
/// <param name="BankReference">The bank's reference of the taking back.</param>
public sealed record ReportReversal(string Instruction, string? EndToEndId, string Reason, string BankReference) : PaymentInstructionMessage(Instruction);

/// <summary>The bank has not reported in time.</summary>
public sealed record PassAnswerPeriod(string Instruction) : PaymentInstructionMessage(Instruction);
