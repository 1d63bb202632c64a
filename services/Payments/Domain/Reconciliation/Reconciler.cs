using Clearance.Payments.Domain.Settlement;

namespace Clearance.Payments.Domain.Reconciliation;

/// <summary>A transaction as we hold it, with the instruction that it is part of.</summary>
/// <param name="Instruction">Key of the instruction.</param>
/// <param name="InstructTime">When it was instructed.</param>
/// <param name="Transaction">The transaction.</param>
public sealed record RecordedDebit(string Instruction, DateTimeOffset InstructTime, PaymentTransaction Transaction);

/// <summary>
/// Holds the entries of a statement against our transactions. It never asks for a debit: an open outcome is resolved by a booked entry only,
/// and what is not in the statement stays open until the bank says so.
/// </summary>
public static class Reconciler
{
    /// <summary>What each entry is, in its order; then what the statement leaves out. Entries that say what is known are counted.</summary>
    /// <param name="entries">Booked entries.</param>
    /// <param name="recorded">Transactions of this bank: those that the entries name, and those around the period.</param>
    /// <param name="from">Begin of the period.</param>
    /// <param name="to">End of the period.</param>
    public static (IReadOnlyList<Finding> Findings, int Matched) Compare(
        IReadOnlyList<StatementEntry> entries, IReadOnlyDictionary<string, RecordedDebit> recorded, DateTimeOffset from, DateTimeOffset to)
    {
        var (findings, matched) = (new List<Finding>(), 0);
        var collected = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var known = recorded.GetValueOrDefault(entry.EndToEndId);
            var kind = entry.IsReversal ? OfReversal(entry, known, collected) : OfDebit(entry, known, collected);
            if (kind is null)
            {
                matched++;
            }
            else
            {
                findings.Add(Found(kind.Value, entry, known));
            }

            if (!entry.IsReversal)
            {
                collected.Add(entry.EndToEndId);
            }
        }

        var named = entries.Select(entry => entry.EndToEndId).ToHashSet(StringComparer.Ordinal);
        findings.AddRange(recorded.Values
            .Where(debit => !named.Contains(debit.Transaction.EndToEndId))
            .Select(debit => (Debit: debit, Kind: OfSilence(debit, from, to)))
            .Where(one => one.Kind is not null)
            .OrderBy(one => one.Debit.Transaction.EndToEndId, StringComparer.Ordinal)
            .Select(one => Found(one.Kind!.Value, null, one.Debit)));
        return (findings, matched);
    }

    private static FindingKind? OfDebit(StatementEntry entry, RecordedDebit? known, HashSet<string> collected) => known?.Transaction switch
    {
        null => FindingKind.NotInstructed,
        _ when collected.Contains(entry.EndToEndId) => FindingKind.DebitedTwice,
        { } one when one.Amount != entry.Amount => FindingKind.AmountDiffers,
        { State: PaymentInstructionState.Pending or PaymentInstructionState.Unknown } => FindingKind.Resolved,
        { State: PaymentInstructionState.Failed } => FindingKind.DebitedThoughFailed,
        { } one when entry.BankReference.Length > 0 && one.BankReference != entry.BankReference => FindingKind.ReferenceDiffers,
        _ => null,
    };

    private static FindingKind? OfReversal(StatementEntry entry, RecordedDebit? known, HashSet<string> collected) => known?.Transaction switch
    {
        null => FindingKind.NotInstructed,
        { } one when one.Amount != entry.Amount => FindingKind.AmountDiffers,
        { State: PaymentInstructionState.Reversed } => null,
        { State: PaymentInstructionState.Succeeded } => FindingKind.Reversed,
        { State: PaymentInstructionState.Pending or PaymentInstructionState.Unknown } when collected.Contains(entry.EndToEndId) => FindingKind.Reversed,
        _ => FindingKind.NotReversible,
    };

    private static FindingKind? OfSilence(RecordedDebit debit, DateTimeOffset from, DateTimeOffset to) => debit.Transaction switch
    {
        { State: PaymentInstructionState.Succeeded, DebitTime: { } time } when time >= from && time < to => FindingKind.Missing,
        { State: PaymentInstructionState.Unknown } when debit.InstructTime < to => FindingKind.StillUnknown,
        _ => null,
    };

    private static Finding Found(FindingKind kind, StatementEntry? entry, RecordedDebit? known) =>
        new(kind, entry?.EndToEndId ?? known!.Transaction.EndToEndId, entry?.Amount, known?.Transaction.Amount)
        {
            Instruction = known?.Instruction,
            Bill = known?.Transaction.Bill,
            BankReference = entry?.BankReference is { Length: > 0 } reference ? reference : null,
        };
}
