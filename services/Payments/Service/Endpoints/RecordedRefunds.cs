using Clearance.Engine;
using Clearance.Payments.Domain.Reconciliation;
using Clearance.Payments.Domain.Refunds;

namespace Clearance.Payments.Endpoints;

/// <summary>The refunds that a statement of a bank is held against: money that left the collecting account because it was approved to.</summary>
internal sealed class RecordedRefunds(IReader<PaymentsDefinition> reader)
{
    private const string Mark = "/R";

    /// <summary>
    /// The entries without those that are a refund as its bank reported it, each once: of the same amount and reference. An entry that differs stays,
    /// and is a difference.
    /// </summary>
    public async Task<IReadOnlyList<StatementEntry>> WithoutThemAsync(string bank, IReadOnlyList<StatementEntry> entries, CancellationToken cancellationToken)
    {
        var (others, seen) = (new List<StatementEntry>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var entry in entries)
        {
            var isRefund = entry.IsReversal && entry.EndToEndId.Contains(Mark, StringComparison.Ordinal)
                && await FindAsync(bank, entry, cancellationToken) && seen.Add(entry.EndToEndId);
            if (!isRefund)
            {
                others.Add(entry);
            }
        }

        return others;
    }

    private async Task<bool> FindAsync(string bank, StatementEntry entry, CancellationToken cancellationToken)
    {
        var number = entry.EndToEndId.Split('/')[0];
        var bills = await reader.ListAsync(Tables.TaxBills, new ListQuery(1, string.Empty) { Filters = [Filter.Is("number", number)] }, cancellationToken);
        if (bills.Rows is not [var bill])
        {
            return false;
        }

        var refunds = await reader.ListAsync(
            Tables.Refunds,
            new ListQuery(200, string.Empty) { Filters = [Filter.Is("bill", bill.Key), Filter.Is("status", nameof(RefundState.Paid))] },
            cancellationToken);
        return refunds.Rows.Any(row => row.State.Claim.EndToEndId == entry.EndToEndId
            && row.State.Account.Bank == bank
            && row.State.Total == entry.Amount
            && (entry.BankReference.Length == 0 || row.State.BankReference == entry.BankReference));
    }
}
