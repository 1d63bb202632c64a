using Clearance.Engine;
using Clearance.Kernel;
using Clearance.Payments.Domain.Closing;

namespace Clearance.Payments.Closing;

/// <summary>Reads what a closing is made of: ledger, bills and instructions at one moment, and the closing before.</summary>
internal static class DayClosing
{
    private const int MostAccounts = 1_000_000;

    /// <summary>The closing of a day, not yet decided.</summary>
    public static async Task<CloseDay> PrepareAsync(IReader<PaymentsDefinition> reader, DateOnly date, CancellationToken cancellationToken)
    {
        var previous = await PreviousAsync(reader, date, cancellationToken);
        await using var snapshot = await reader.SnapshotAsync(cancellationToken);
        var auditor = new Auditor();
        await foreach (var bill in snapshot.AllAsync(Tables.TaxBills, cancellationToken))
        {
            auditor.See(bill);
        }

        await foreach (var instruction in snapshot.AllAsync(Tables.PaymentInstructions, cancellationToken))
        {
            auditor.See(instruction);
        }

        await foreach (var refund in snapshot.AllAsync(Tables.Refunds, cancellationToken))
        {
            auditor.See(refund);
        }

        var now = await snapshot.BalancesAsync(new BalanceQuery(MostAccounts), cancellationToken);
        var then = await snapshot.BalancesAsync(new BalanceQuery(MostAccounts) { Before = CustomsTime.StartOf(date.AddDays(1)) }, cancellationToken);
        var differences = auditor.Against(now.ToDictionary(balance => balance.Account, balance => balance.Balance, StringComparer.Ordinal));
        return new CloseDay(new LedgerClosing(
            date,
            TrialBalance.Of(then.Select(balance => (balance.Account, balance.Debits, balance.Credits))),
            now.Aggregate(Money.Zero, (sum, balance) => sum + balance.Balance),
            [.. differences.Take(LedgerClosing.MostDifferences)],
            differences.Count,
            auditor.Bills,
            auditor.Debits,
            previous?.State.Date,
            previous is null ? string.Empty : await HashAsync(reader, previous.Key, cancellationToken),
            default));
    }

    private static async Task<Versioned<LedgerClosing>?> PreviousAsync(IReader<PaymentsDefinition> reader, DateOnly date, CancellationToken cancellationToken)
    {
        var filters = new[] { new Filter("date", FilterOperator.Before, Names.DayKey(date)) };
        var page = await reader.ListAsync(Tables.LedgerClosings, new ListQuery(200, string.Empty) { Filters = filters }, cancellationToken);
        return page.Rows.MaxBy(row => row.State.Date);
    }

    private static async Task<string> HashAsync(IReader<PaymentsDefinition> reader, string key, CancellationToken cancellationToken) =>
        Convert.ToHexStringLower((await reader.JournalAsync(Tables.LedgerClosings, key, cancellationToken))[^1].Hash.ToArray());
}
