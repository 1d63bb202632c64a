using Clearance.Kernel;
using Clearance.Payments.Domain.Duty;
using Clearance.Payments.Domain.Settlement;
using static Clearance.Payments.Domain.Tests.Forms;

namespace Clearance.Payments.Domain.Tests;

public sealed class AssessmentTests
{
    private readonly Suite _suite = new();

    [Fact]
    public void Acceptance_issues_one_bill_per_kind_with_number_due_date_and_fact()
    {
        Assert.Null(_suite.Accept("d1", 100_000m));

        var assessed = Assert.IsType<TaxesAssessed>(Assert.Single(_suite.Facts));
        Assert.Equal((25_280m, Day("2018-11-07")), (assessed.Total.Amount, assessed.DueDate));
        Assert.Equal(
            [("d1a01", "090620181000000001-A01", TaxKind.ImportDuty, 8_000m), ("d1l01", "090620181000000001-L01", TaxKind.Vat, 17_280m)],
            assessed.Bills.Select(bill => (bill.Key, bill.Number, bill.Kind, bill.Amount.Amount)));
        Assert.All(assessed.Bills, bill => Assert.Equal(22, bill.Number.Length));
        Assert.Equal(TaxBillState.Open, _suite.Bill("d1a01").State);
    }

    [Fact]
    public void A_form_that_owes_nothing_is_settled_at_once_and_not_assessed()
    {
        _suite.Accept("d1", 1m);

        var settled = Assert.IsType<TaxesSettled>(Assert.Single(_suite.Facts));
        Assert.Equal(Money.Zero, settled.Total);
        Assert.Empty(_suite.Bills);
    }

    [Fact]
    public void A_form_that_owes_nothing_is_still_assessed_for_a_guarantee_of_documents()
    {
        _suite.Accept("d1", 1m, guarantee: "guarantees/g", documents: true);

        Assert.Equal([typeof(TaxesAssessed), typeof(TaxesSettled)], _suite.Facts.Select(fact => fact.GetType()));
    }

    [Fact]
    public void Taxes_are_settled_once_when_the_last_bill_is_paid()
    {
        _suite.Accept("d1", 100_000m);
        _suite.Agree("g1");

        PayAndReport("d1a01");
        Assert.DoesNotContain(_suite.Facts, fact => fact is TaxesSettled);
        PayAndReport("d1l01");

        Assert.Equal(25_280m, Assert.Single(_suite.Facts.OfType<TaxesSettled>()).Total.Amount);
        Assert.True(_suite.Find<Assessment>(Addresses.Assessments, "d1")!.IsSettled);
    }

    [Fact]
    public void A_stated_tax_that_differs_shows_in_the_assessment_and_the_bills_carry_the_computed_amounts()
    {
        _suite.Accept("d1", 100_000m, selfPayment: true, stated: Money.Cny(25_000m));

        var assessment = _suite.Find<Assessment>(Addresses.Assessments, "d1")!;
        Assert.Equal(-280m, assessment.StatedDifference?.Amount);
        Assert.Equal(25_280m, _suite.Bills.Sum(bill => bill.Amount.Amount));
        Assert.All(_suite.Bills, bill => Assert.True(bill.SelfPayment));
    }

    [Fact]
    public void An_unknown_commodity_code_is_refused_and_nothing_is_published()
    {
        var refusal = _suite.Send(Addresses.Assessment("d1"), Suite.Acceptance("d1", Import("2018-10-23", Line(1m, null!))));

        Assert.Equal("COMMODITY_CODE_UNKNOWN", refusal?.Reason);
        Assert.Empty(_suite.Facts);
        Assert.Null(_suite.Find<Assessment>(Addresses.Assessments, "d1"));
    }

    [Fact]
    public void Withdrawal_before_acceptance_leaves_the_same_as_after_it_and_publishes_nothing()
    {
        var other = new Suite();
        _suite.Withdraw("d1");
        _suite.Accept("d1", 100_000m);
        other.Accept("d1", 100_000m);
        other.Withdraw("d1");

        Assert.Empty(_suite.Facts);
        Assert.All(_suite.Bills, bill => Assert.Equal(TaxBillState.Cancelled, bill.State));
        Assert.Equal(other.Bills, _suite.Bills);
        Assert.Equal(0m, _suite.Balance(Accounts.Receivable(Suite.Payer)));
    }

    [Fact]
    public void An_acceptance_that_comes_twice_is_assessed_once()
    {
        _suite.Accept("d1", 100_000m);
        _suite.Accept("d1", 100_000m);

        Assert.Single(_suite.Facts);
        Assert.Equal(4, _suite.Postings.Count);
    }

    [Fact]
    public void Taxes_that_are_settled_are_not_settled_again_by_a_stray_note()
    {
        _suite.Accept("d1", 1m);
        _suite.Send(Addresses.Assessment("d1"), new NoteBillSettled("d1", "d1i01"));

        Assert.Single(_suite.Facts);
    }

    private void PayAndReport(string bill)
    {
        Assert.Null(_suite.Pay(bill, "g1"));
        Assert.Null(_suite.Report(_suite.Bill(bill).Instruction!, BankOutcome.Succeeded));
    }
}
