using Clearance.Kernel;
using Clearance.Payments.Domain.Closing;
using Clearance.Payments.Domain.Settlement;

namespace Clearance.Payments.Domain.Tests;

/// <summary>The auditor agrees with the ledger after each road that a bill can take, and names what is wrong.</summary>
public sealed class AuditorTests
{
    private readonly Suite _suite = new();

    public AuditorTests()
    {
        _suite.Agree("g1");
        _suite.Accept("d1", 100_000m);
        _suite.Order("o1", "d1a01", "d1l01");
        _suite.Report("o1", BankOutcome.Succeeded);
    }

    [Fact]
    public void What_is_owed_back_of_a_paid_bill_is_no_revenue()
    {
        Assert.Null(_suite.Send(Addresses.TaxBill("d1l01"), new OweBack(Money.Cny(80m))));

        Assert.Equal(-80m, _suite.Balance(Accounts.RefundPayable(Suite.Payer)));
        Assert.Empty(_suite.Audit());
    }

    [Fact]
    public void A_withdrawal_after_the_payment_agrees()
    {
        Assert.Null(_suite.Withdraw("d1"));

        Assert.Equal(-25_280m, _suite.Balance(Accounts.RefundPayable(Suite.Payer)));
        Assert.Empty(_suite.Audit());
    }

    [Fact]
    public void A_posting_that_nothing_explains_is_named_with_both_amounts()
    {
        _suite.Postings.Add(new Posting(Accounts.Clearing(Suite.Bank), Money.Cny(0.01m)));

        Assert.Equal(new LedgerDifference(Accounts.Clearing(Suite.Bank), Money.Cny(25_280.01m), Money.Cny(25_280m)), Assert.Single(_suite.Audit()));
    }
}
