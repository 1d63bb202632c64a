using Clearance.Kernel;

namespace Clearance.Payments.Domain.Closing;

/// <summary>Accounts put together by kind: those of enterprises as one line, those of banks and taxes each by itself.</summary>
public static class TrialBalance
{
    /// <summary>The lines, in the order of their names.</summary>
    public static IReadOnlyList<TrialBalanceLine> Of(IEnumerable<(string Account, Money Debits, Money Credits)> balances) =>
    [
        .. balances
            .GroupBy(balance => Settlement.Accounts.EnterpriseOf(balance.Account) is null ? balance.Account : balance.Account.Split('/')[0], StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new TrialBalanceLine(
                group.Key,
                group.Aggregate(Money.Zero, (sum, one) => sum + one.Debits),
                group.Aggregate(Money.Zero, (sum, one) => sum + one.Credits),
                group.Count())),
    ];
}
