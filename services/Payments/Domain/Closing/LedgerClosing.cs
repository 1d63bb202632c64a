using System.Text.Json.Serialization;
using Clearance.Kernel;

namespace Clearance.Payments.Domain.Closing;

/// <summary>The closing of a day: its trial balance, and the proof that the ledger is what bills and banks say.</summary>
/// <param name="Date">The day.</param>
/// <param name="Lines">Accounts by kind at the end of the day.</param>
/// <param name="Sum">All postings together; zero, or the ledger is broken.</param>
/// <param name="Differences">Accounts that do not hold what bills and payment instructions say, at most 100.</param>
/// <param name="DifferenceCount">How many there are.</param>
/// <param name="BillCount">Bills that were looked at.</param>
/// <param name="DebitCount">Debits of banks that were looked at.</param>
/// <param name="PreviousDate">Day of the closing before; null for the first.</param>
/// <param name="PreviousHash">Hash of the last row in the journal of the closing before, hexadecimal; empty for the first.</param>
/// <param name="CloseTime">When it was made: the differences are of that moment.</param>
public sealed record LedgerClosing(
    DateOnly Date,
    IReadOnlyList<TrialBalanceLine> Lines,
    Money Sum,
    IReadOnlyList<LedgerDifference> Differences,
    int DifferenceCount,
    int BillCount,
    int DebitCount,
    DateOnly? PreviousDate,
    string PreviousHash,
    DateTimeOffset CloseTime)
{
    /// <summary>Most differences that a closing names.</summary>
    public const int MostDifferences = 100;

    /// <summary>All postings sum to zero and every account holds what it must.</summary>
    [JsonIgnore]
    public bool IsBalanced => Sum.IsZero && DifferenceCount == 0;
}

/// <summary>Accounts of one kind together.</summary>
/// <param name="Kind">Kind of account, e.g. <c>receivable</c>, or a single one such as <c>revenue/VAT</c>.</param>
/// <param name="Debits">Sum of debits in CNY.</param>
/// <param name="Credits">Sum of credits in CNY, positive.</param>
/// <param name="AccountCount">Accounts.</param>
public sealed record TrialBalanceLine(string Kind, Money Debits, Money Credits, int AccountCount);

/// <summary>A message to a closing.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(CloseDay), "close_day")]
public abstract record LedgerClosingMessage;

/// <summary>The day was audited.</summary>
/// <param name="Closing">What came of it; its time is the decision's.</param>
public sealed record CloseDay(LedgerClosing Closing) : LedgerClosingMessage;

/// <summary>Decides for closings: one that balances stands for good; one that does not is made again when the difference is mended.</summary>
public static class LedgerClosingRules
{
    /// <summary>What follows from a message.</summary>
    public static Decision<LedgerClosing> Decide(LedgerClosing? state, LedgerClosingMessage message, Occasion occasion) => (state, message) switch
    {
        ({ IsBalanced: true }, _) => state,
        (_, CloseDay close) when close.Closing.Date >= occasion.Today => Refusal.Precondition(
            Reasons.DayNotOver, $"{close.Closing.Date:O} is not over; close it on the day after.") with
        {
            MessageZh = $"{close.Closing.Date:O}尚未结束，请于次日结账。",
        },
        (_, CloseDay close) => close.Closing with { CloseTime = occasion.Time },
        _ => throw new System.Diagnostics.UnreachableException(message.GetType().Name),
    };
}
