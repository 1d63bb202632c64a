using System.Text.Json.Serialization;
using Clearance.Kernel;

namespace Clearance.Payments.Domain.Reconciliation;

/// <summary>A bank's statement of a period, taken in once, and what came of holding it against our instructions.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Bank">USCC of the bank.</param>
/// <param name="Id">The bank's own id of the statement.</param>
/// <param name="Account">Account of the treasury that it is of.</param>
/// <param name="From">Begin of the period.</param>
/// <param name="To">End of the period; not in it.</param>
/// <param name="Credits">Sum of what was collected, in CNY.</param>
/// <param name="Debits">Sum of what the bank took back, in CNY.</param>
/// <param name="EntryCount">Booked entries.</param>
/// <param name="MatchedCount">Entries that said what was known.</param>
/// <param name="Findings">All that was news or is a difference.</param>
/// <param name="ContentHash">SHA-256 of the file, hexadecimal.</param>
/// <param name="CreateTime">When it was taken in.</param>
public sealed record BankStatement(
    string Key,
    string Bank,
    string Id,
    string Account,
    DateTimeOffset From,
    DateTimeOffset To,
    Money Credits,
    Money Debits,
    int EntryCount,
    int MatchedCount,
    IReadOnlyList<Finding> Findings,
    string ContentHash,
    DateTimeOffset CreateTime)
{
    /// <summary>Findings that somebody must look into.</summary>
    [JsonIgnore]
    public int DifferenceCount => Findings.Count(finding => finding.IsDifference);
}

/// <summary>A booked entry of a statement: one debit of a payer's account, or the taking back of one.</summary>
/// <param name="EndToEndId">End-to-end id of our instruction; empty when the entry has none.</param>
/// <param name="Amount">Amount, positive.</param>
/// <param name="IsReversal">The bank took the money back.</param>
/// <param name="BankReference">The bank's reference.</param>
/// <param name="BookTime">When it was booked: an instant, or the begin of the day when the bank gives only that.</param>
/// <param name="Reason">Why it was taken back; empty when the bank does not say.</param>
public sealed record StatementEntry(string EndToEndId, Money Amount, bool IsReversal, string BankReference, DateTimeOffset BookTime, string Reason);

/// <summary>What a statement says that is news, or not what we hold.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="EndToEndId">End-to-end id; empty when the entry has none.</param>
/// <param name="Stated">Amount in the statement; null when it is not there.</param>
/// <param name="Recorded">Amount that was instructed; null when nothing was.</param>
public sealed record Finding(FindingKind Kind, string EndToEndId, Money? Stated, Money? Recorded)
{
    /// <summary>Key of the instruction; null when there is none.</summary>
    public string? Instruction { get; init; }

    /// <summary>Key of the bill; null when there is none.</summary>
    public string? Bill { get; init; }

    /// <summary>The bank's reference in the statement.</summary>
    public string? BankReference { get; init; }

    /// <summary>Why the entry could not be followed; null when it was.</summary>
    public string? Refusal { get; init; }

    /// <summary>Somebody must look into it.</summary>
    [JsonIgnore]
    public bool IsDifference => Kind is not (FindingKind.Resolved or FindingKind.Reversed);
}

/// <summary>What an entry turned out to be.</summary>
public enum FindingKind
{
    /// <summary>The outcome was open; the statement says debited.</summary>
    Resolved,

    /// <summary>The bank took a debit back; the bill is to be paid again.</summary>
    Reversed,

    /// <summary>The amount is not the one that was instructed.</summary>
    AmountDiffers,

    /// <summary>Booked under another reference than the bank reported: maybe a second debit.</summary>
    ReferenceDiffers,

    /// <summary>Booked twice in this statement.</summary>
    DebitedTwice,

    /// <summary>Debited although the bank had reported a failure.</summary>
    DebitedThoughFailed,

    /// <summary>Nobody instructed it.</summary>
    NotInstructed,

    /// <summary>Taken back what was never debited.</summary>
    NotReversible,

    /// <summary>Reported as debited within the period, and not in the statement.</summary>
    Missing,

    /// <summary>The outcome is open, and the statement does not say either.</summary>
    StillUnknown,

    /// <summary>It could not be followed; the finding says why.</summary>
    Refused,
}

/// <summary>A message to a bank statement.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(RecordStatement), "record_statement")]
public abstract record BankStatementMessage;

/// <summary>A statement was held against the instructions.</summary>
/// <param name="Statement">What came of it; the time of taking in is the decision's.</param>
public sealed record RecordStatement(BankStatement Statement) : BankStatementMessage;

/// <summary>Decides for statements: they come into being and never change.</summary>
public static class BankStatementRules
{
    /// <summary>What follows from a message.</summary>
    public static Decision<BankStatement> Decide(BankStatement? state, BankStatementMessage message, Occasion occasion) => (state, message) switch
    {
        (null, RecordStatement record) => record.Statement with { CreateTime = occasion.Time },
        (_, RecordStatement record) when record.Statement.ContentHash == state.ContentHash => state,
        _ => Exists(state!),
    };

    /// <summary>The refusal of another file under the id of a statement that is there.</summary>
    public static Refusal Exists(BankStatement there) => Refusal.Exists(
        Reasons.BankStatementExists, $"Statement {there.Id} was taken in before with other content; send the corrected one under an id of its own.") with
    {
        MessageZh = $"对账单{there.Id}已导入且内容不同，更正后的对账单请使用新的编号。",
    };
}
