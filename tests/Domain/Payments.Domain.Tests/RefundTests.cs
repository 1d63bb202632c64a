using Clearance.Kernel;
using Clearance.Payments.Domain.Refunds;
using Clearance.Payments.Domain.Settlement;

namespace Clearance.Payments.Domain.Tests;

/// <summary>Refunds of bearings for 100,000: 8,000 duty and 17,280 VAT, paid on 23 October 2018.</summary>
public sealed class RefundTests
{
    private static readonly Actor s_officer = new("officer", Roles.Officer);
    private static readonly Actor s_other = new("other", Roles.Officer);

    private readonly Suite _suite = new();

    public RefundTests()
    {
        _suite.Agree("g1");
        _suite.Accept("d1", 100_000m);
        _suite.Order("o1", "d1a01", "d1l01");
        _suite.Report("o1", BankOutcome.Succeeded);
    }

    private Refund Found => _suite.Find<Refund>(Addresses.Refunds, "r1")!;

    // 2,000 duty for 92 days at 0.35 percent of 360 days: 1.7889.
    [Fact]
    public void What_was_levied_too_much_goes_back_with_interest_and_is_posted()
    {
        Assert.Null(_suite.Amend("d1", 1, 75_000m));
        Assert.Null(Apply());
        _suite.Time = _suite.Time.AddDays(92);
        Assert.Null(Approve(s_officer));
        Assert.Null(Report());

        Assert.Equal((RefundState.Paid, 2_000m, 1.79m, "090620181000000001-A01/R01"), (Found.State, Found.Claim.Amount.Amount, Found.Interest!.Value.Amount, Found.Claim.EndToEndId));
        Assert.Equal(-4_320m, _suite.Balance(Accounts.RefundPayable(Suite.Payer)));
        Assert.Equal(1.79m, _suite.Balance(Accounts.RefundInterest));
        Assert.Equal(25_280m - 2_001.79m, _suite.Balance(Accounts.Clearing(Suite.Bank)));
        Assert.Equal(2_000m, _suite.Bill("d1a01").Refunded!.Value.Amount);
        Assert.Empty(_suite.Audit());
        Assert.Equal(Reasons.RefundNotDue, Apply("r2")!.Reason);
    }

    [Fact]
    public void A_withdrawn_declaration_gives_back_the_tax_without_interest()
    {
        Assert.Null(_suite.Withdraw("d1"));
        Assert.Null(Apply());
        _suite.Time = _suite.Time.AddDays(200);
        Assert.Null(Approve(s_officer));

        Assert.Equal((RefundCause.Withdrawn, 8_000m), (Found.Claim.Cause, Found.Total.Amount));
        Assert.Equal(new DateOnly(2018, 11, 22), Found.AnswerDueDate);
    }

    [Fact]
    public void What_an_officer_opened_bears_no_interest_and_another_officer_approves_it()
    {
        Assert.Null(_suite.Amend("d1", 1, 75_000m));
        _suite.Time = _suite.Time.AddDays(400);
        Assert.Equal(Reasons.RefundTooLate, Apply()!.Reason);
        Assert.Null(Apply(actor: s_officer));

        Assert.Equal(Reasons.RefundSameOfficer, Approve(s_officer)!.Reason);
        Assert.Null(Approve(s_other));
        Assert.Null(Approve(s_other));
        Assert.Equal(Reasons.RefundDecided, Approve(s_officer)!.Reason);
        Assert.Equal(2_000m, Found.Total.Amount);
    }

    [Theory]
    [InlineData(365, null)]
    [InlineData(366, Reasons.RefundTooLate)]
    public void The_payer_applies_within_a_year_of_the_payment(int days, string? reason)
    {
        Assert.Null(_suite.Withdraw("d1"));
        _suite.Time = _suite.Time.AddDays(days);

        Assert.Equal(reason, Apply()?.Reason);
    }

    [Fact]
    public void One_at_a_time_and_only_the_payer_sees_that_there_is_a_bill()
    {
        Assert.Equal(Reasons.RefundNotDue, Apply()!.Reason);
        Assert.Null(_suite.Withdraw("d1"));
        Assert.Equal(Reasons.ResourceNotFound, Apply(actor: new Actor("x", Roles.Declarant, "91210242MA0UCCCC3G"))!.Reason);
        Assert.Null(Apply());
        Assert.Equal(Reasons.RefundInProgress, Apply("r2")!.Reason);

        Assert.Null(_suite.Send(Addresses.Refund("r1"), new RefuseRefund("r1", "Goods were not returned", null), s_officer));
        Assert.Equal((RefundState.Refused, "Goods were not returned"), (Found.State, Found.RefuseReason));
        Assert.Null(Apply("r2"));
    }

    [Fact]
    public void A_refund_goes_to_an_account_of_the_payer_only()
    {
        Assert.Null(_suite.Withdraw("d1"));
        _suite.Agree("g2", Suite.Agent);

        Assert.Equal(Reasons.AgreementNotFound, _suite.Send(Addresses.Refund("r1"), new ApplyForRefund("r1", "d1a01", "g2", "x"), Suite.PayerActor)!.Reason);
        Assert.Null(_suite.Bill("d1a01").Refund);
    }

    [Fact]
    public void The_first_report_of_the_bank_stands()
    {
        Assert.Null(_suite.Withdraw("d1"));
        Assert.Null(Apply());
        Assert.Equal(Reasons.RefundNotApproved, Report()!.Reason);
        Assert.Null(Approve(s_officer));
        Assert.Equal(Reasons.ResourceNotFound, Report(actor: new Actor("x", Roles.Bank, "91210200MA0BANK02D"))!.Reason);
        Assert.Null(Report());
        var posted = _suite.Postings.Count;

        Assert.Null(Report());
        Assert.Equal(Reasons.BankReferenceDiffers, Report(reference: "B9")!.Reason);
        Assert.Equal(Reasons.OutcomeContradicted, Report(succeeded: false)!.Reason);
        Assert.Equal(posted, _suite.Postings.Count);
    }

    [Fact]
    public void A_credit_that_failed_leaves_the_money_owed_and_another_refund_can_be_applied_for()
    {
        Assert.Null(_suite.Withdraw("d1"));
        Assert.Null(Apply());
        Assert.Null(Approve(s_officer));
        Assert.Null(Report(succeeded: false));

        Assert.Equal((RefundState.Failed, -25_280m), (Found.State, _suite.Balance(Accounts.RefundPayable(Suite.Payer))));
        Assert.Null(Apply("r2"));
        Assert.Equal("090620181000000001-A01/R02", _suite.Find<Refund>(Addresses.Refunds, "r2")!.Claim.EndToEndId);
    }

    [Fact]
    public void A_payment_that_the_bank_takes_back_ends_a_refund_that_is_not_approved()
    {
        Assert.Null(_suite.Withdraw("d1"));
        Assert.Null(Apply());
        var end = _suite.Transactions.First(one => one.Bill == "d1a01").EndToEndId;

        Assert.Null(_suite.Send(Addresses.PaymentInstruction("o1"), new ReportReversal("o1", end, "TREASURY_REJECTED", "R1"), Suite.BankActor));

        Assert.Equal((RefundState.Refused, "TREASURY_REJECTED"), (Found.State, Found.RefuseReason));
        Assert.Equal(Reasons.RefundDecided, Approve(s_officer)!.Reason);
        Assert.Empty(_suite.Audit());
    }

    [Fact]
    public void A_decision_on_an_old_version_is_refused()
    {
        Assert.Null(_suite.Withdraw("d1"));
        Assert.Null(Apply());

        Assert.Equal("ETAG_STALE", _suite.Send(Addresses.Refund("r1"), new ApproveRefund("r1", "7"), s_officer)!.Reason);
        Assert.Null(_suite.Send(Addresses.Refund("r1"), new ApproveRefund("r1", "1"), s_officer));
    }

    private Refusal? Apply(string key = "r1", Actor? actor = null) =>
        _suite.Send(Addresses.Refund(key), new ApplyForRefund(key, "d1a01", "g1", "Too much was levied"), actor ?? Suite.PayerActor);

    private Refusal? Approve(Actor officer) => _suite.Send(Addresses.Refund("r1"), new ApproveRefund("r1", null), officer);

    private Refusal? Report(bool succeeded = true, string reference = "B1", Actor? actor = null) => _suite.Send(
        Addresses.Refund("r1"), new ReportRefund("r1", succeeded, reference, succeeded ? null : "ACCOUNT_CLOSED"), actor ?? Suite.BankActor);
}
