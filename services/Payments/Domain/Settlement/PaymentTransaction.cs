using System.Text.Json.Serialization;
using Clearance.Kernel;

namespace Clearance.Payments.Domain.Settlement;

/// <summary>The debit for one bill: a transaction of a payment instruction, with an outcome of its own.</summary>
/// <param name="Bill">Key of the bill.</param>
/// <param name="BillNumber">Number of the bill: the structured remittance reference.</param>
/// <param name="EndToEndId">Bill number and attempt, at most 35 signs.</param>
/// <param name="Amount">Amount in CNY.</param>
public sealed record PaymentTransaction(string Bill, string BillNumber, string EndToEndId, Money Amount)
{
    /// <summary>Where it stands; never partly.</summary>
    public PaymentInstructionState State { get; init; }

    /// <summary>Reference of the bank's final report.</summary>
    public string? BankReference { get; init; }

    /// <summary>Why it was not debited.</summary>
    public string? FailureReason { get; init; }

    /// <summary>When it was debited.</summary>
    public DateTimeOffset? DebitTime { get; init; }

    /// <summary>What the bank took back after the debit; null when nothing.</summary>
    public Reversal? Reversal { get; init; }

    /// <summary>The bank has said what came of it.</summary>
    [JsonIgnore]
    public bool IsFinal => State is PaymentInstructionState.Succeeded or PaymentInstructionState.Failed or PaymentInstructionState.Reversed;
}

/// <summary>A debit that the bank took back.</summary>
/// <param name="Reason">Why, in capital letters.</param>
/// <param name="BankReference">The bank's reference.</param>
/// <param name="Time">When we heard of it.</param>
public sealed record Reversal(string Reason, string BankReference, DateTimeOffset Time);

/// <summary>
/// An order over bills on its way from bill to bill, within one transaction: each bill adds its transaction or says why it cannot be
/// paid, and the last one draws on the agreement or refuses for all.
/// </summary>
/// <param name="Instruction">Key of the instruction that comes of it.</param>
/// <param name="Bills">Keys of the bills, in their order.</param>
public sealed record PaymentOrder(string Instruction, IReadOnlyList<string> Bills)
{
    /// <summary>USCC of the payer of the first bill that can be paid.</summary>
    public string? Enterprise { get; init; }

    /// <summary>Transactions of the bills that have been asked and can be paid.</summary>
    public IReadOnlyList<PaymentTransaction> Transactions { get; init; } = [];

    /// <summary>Why others cannot.</summary>
    public IReadOnlyList<Obstacle> Obstacles { get; init; } = [];

    /// <summary>How many bills have been asked: the position of the bill that is asked now.</summary>
    [JsonIgnore]
    public int Asked => Transactions.Count + Obstacles.Count;
}

/// <summary>Why a bill of an order cannot be paid.</summary>
/// <param name="Position">Position of the bill in the order, from 0.</param>
/// <param name="Reason">Reason, as the payment of the bill alone would be refused.</param>
/// <param name="Text">The sentence of that refusal.</param>
public sealed record Obstacle(int Position, string Reason, string Text);
