using Clearance.Kernel;
using Clearance.Payments.Domain.Refunds;
using Clearance.Payments.Domain.Settlement;

namespace Clearance.Payments.Domain.Closing;

/// <summary>
/// What every account of the ledger must hold, said from bills and payment instructions alone: it knows no posting, so that it can prove the
/// ledger wrong.
/// </summary>
public sealed class Auditor
{
    private readonly Dictionary<string, Money> _expected = new(StringComparer.Ordinal);

    /// <summary>What each account must hold: debits less credits.</summary>
    public IReadOnlyDictionary<string, Money> Expected => _expected;

    /// <summary>Bills looked at.</summary>
    public int Bills { get; private set; }

    /// <summary>Debits of banks looked at.</summary>
    public int Debits { get; private set; }

    /// <summary>A bill: claimed while it is to be paid, levied until it is taken back, owed to the payer when a refund is due.</summary>
    public void See(TaxBill bill)
    {
        Bills++;
        switch (bill.State)
        {
            case TaxBillState.Open or TaxBillState.Instructed or TaxBillState.Unknown:
                Add(Accounts.Receivable(bill.Enterprise), bill.Amount);
                Add(Accounts.Revenue(bill.Kind), -bill.Amount);
                break;
            case TaxBillState.Settled:
                Add(Accounts.Revenue(bill.Kind), -bill.Amount);
                break;
            case TaxBillState.RefundDue:
                Add(Accounts.RefundPayable(bill.Enterprise), -bill.Amount);
                break;
            case TaxBillState.Cancelled or TaxBillState.Waived:
                break;
        }

        // An amendment made the tax less than what was paid: that part is no revenue but owed to the payer.
        if (bill is { OwedBack: { } owed, State: not TaxBillState.RefundDue })
        {
            Add(Accounts.Revenue(bill.Kind), owed);
            Add(Accounts.RefundPayable(bill.Enterprise), -owed);
        }
    }

    /// <summary>An instruction: the bank holds what it has debited and not taken back.</summary>
    public void See(PaymentInstruction instruction)
    {
        foreach (var transaction in instruction.Transactions.Where(one => one.State == PaymentInstructionState.Succeeded))
        {
            Debits++;
            Add(Accounts.Clearing(instruction.Bank), transaction.Amount);
        }
    }

    /// <summary>A refund: once it is paid the payer is owed less, and the bank has passed tax and interest on.</summary>
    public void See(Refund refund)
    {
        if (refund.State == RefundState.Paid)
        {
            Add(Accounts.RefundPayable(refund.Claim.Enterprise), refund.Claim.Amount);
            Add(Accounts.RefundInterest, refund.Interest ?? Money.Zero);
            Add(Accounts.Clearing(refund.Account.Bank), -refund.Total);
        }
    }

    /// <summary>Accounts that hold something else than they must, in the order of their names.</summary>
    public IReadOnlyList<LedgerDifference> Against(IReadOnlyDictionary<string, Money> ledger) =>
    [
        .. ledger.Keys.Union(_expected.Keys, StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(account => new LedgerDifference(account, ledger.GetValueOrDefault(account, Money.Zero), _expected.GetValueOrDefault(account, Money.Zero)))
            .Where(difference => difference.Ledger != difference.Expected),
    ];

    private void Add(string account, Money amount) => _expected[account] = _expected.GetValueOrDefault(account, Money.Zero) + amount;
}

/// <summary>An account that does not hold what it must.</summary>
/// <param name="Account">The account.</param>
/// <param name="Ledger">What is posted, debits less credits.</param>
/// <param name="Expected">What bills and payment instructions say.</param>
public sealed record LedgerDifference(string Account, Money Ledger, Money Expected);
