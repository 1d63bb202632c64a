using Clearance.Payments.Domain.Settlement;
using CsCheck;

namespace Clearance.Payments.Domain.Tests;

/// <summary>What amendments make of bills: 8% duty, 16% VAT on the sum.</summary>
public sealed class ReassessmentTests
{
    private readonly Suite _suite = new();

    [Fact]
    public void A_bill_that_is_not_paid_is_replaced()
    {
        Assert.Null(_suite.Accept("d1", 100_000m));

        Assert.Null(_suite.Amend("d1", 1, 200_000m));

        Assert.Equal(
            ["A01 Cancelled 8000.00", "A02 Open 16000.00", "L01 Cancelled 17280.00", "L02 Open 34560.00"],
            _suite.Bills.Select(Words).Order(StringComparer.Ordinal));
        var assessed = Assert.IsType<TaxesAssessed>(_suite.Facts[^1]);
        Assert.Equal((1, 50_560m), (assessed.Version!.Value, assessed.Total.Amount));
        Assert.Equal(50_560m, _suite.Balance(Accounts.Receivable(Suite.Payer)));
    }

    [Fact]
    public void More_tax_on_a_paid_bill_is_billed_on_top()
    {
        PaidOf(100_000m);

        Assert.Null(_suite.Amend("d1", 1, 200_000m));

        Assert.Equal(
            ["A01 Settled 8000.00", "A02 Open 8000.00", "L01 Settled 17280.00", "L02 Open 17280.00"],
            _suite.Bills.Select(Words).Order(StringComparer.Ordinal));
        Pay("d1a02", "d1l02");
        var settled = Assert.IsType<TaxesSettled>(_suite.Facts[^1]);
        Assert.Equal((1, 50_560m), (settled.Version!.Value, settled.Total.Amount));
    }

    [Fact]
    public void Less_tax_on_a_paid_bill_is_owed_back()
    {
        PaidOf(100_000m);

        Assert.Null(_suite.Amend("d1", 1, 75_000m));

        Assert.Equal(2_000m, _suite.Bill("d1a01").OwedBack!.Value.Amount);
        Assert.Equal(-6_320m, _suite.Balance(Accounts.RefundPayable(Suite.Payer)));
        var settled = Assert.IsType<TaxesSettled>(_suite.Facts[^1]);
        Assert.Equal((1, 18_960m), (settled.Version!.Value, settled.Total.Amount));

        // Up again: what is owed back is not there any more, so the difference is billed.
        Assert.Null(_suite.Amend("d1", 2, 100_000m));
        Assert.Equal("A02 Open 2000.00", Words(_suite.Bill("d1a02")));

        // And a withdrawal gives back what has not been owed back before.
        Assert.Null(_suite.Withdraw("d1"));
        Assert.Equal(-25_280m, _suite.Balance(Accounts.RefundPayable(Suite.Payer)));
    }

    [Fact]
    public void What_changes_no_tax_only_says_that_its_version_is_settled()
    {
        PaidOf(100_000m);
        var bills = _suite.Bills.ToArray();

        Assert.Null(_suite.Amend("d1", 1, 100_000m));

        Assert.Equal(bills, _suite.Bills);
        Assert.Equal(1, Assert.IsType<TaxesSettled>(_suite.Facts[^1]).Version);
        Assert.Single(_suite.Facts.OfType<TaxesAssessed>());
    }

    [Fact]
    public void A_payment_of_a_replaced_bill_that_comes_through_is_given_back()
    {
        _suite.Agree("g1");
        Assert.Null(_suite.Accept("d1", 100_000m));
        Assert.Null(_suite.Pay("d1a01", "g1"));

        Assert.Null(_suite.Amend("d1", 1, 200_000m));
        Assert.Null(_suite.Report(_suite.Instructions.Single().Key, BankOutcome.Succeeded));

        Assert.Equal("A01 RefundDue 8000.00", Words(_suite.Bill("d1a01")));
        Assert.Equal("A02 Open 16000.00", Words(_suite.Bill("d1a02")));
    }

    [Fact]
    public void An_amendment_of_what_cannot_be_computed_is_refused()
    {
        PaidOf(100_000m);
        var request = Suite.Acceptance("d1", Forms.Import("2018-10-23", Forms.Line(1m, Forms.Rates(8m)) with { Rates = null }));

        Assert.NotNull(_suite.Send(Addresses.Assessment("d1"), new ReassessTaxes(1, request)));
        Assert.Null(_suite.Assessment("d1").Version);
    }

    /// <summary>Acceptance and versions in any order, each any number of times: the same bills, the same assessment.</summary>
    [Fact]
    public void Versions_wait_for_their_predecessors() => Gen.Shuffle(new[] { 0, 1, 2, 3, 2, 0, 1 }).Sample(order =>
    {
        var (one, other) = (new Suite(), new Suite());
        foreach (var version in (int[])[0, 1, 2, 3])
        {
            Hear(one, version);
        }

        foreach (var version in order)
        {
            Hear(other, version);
        }

        Assert.Equal(one.Bills.Select(Words).Order(StringComparer.Ordinal), other.Bills.Select(Words).Order(StringComparer.Ordinal));
        Assert.Equal(JsonOf(one), JsonOf(other));
        Assert.Equal(3, other.Assessment("d1").Version);
    });

    private static void Hear(Suite suite, int version) =>
        Assert.Null(version == 0 ? suite.Accept("d1", 100_000m) : suite.Amend("d1", version, 100_000m + (10_000m * version)));

    private static string JsonOf(Suite suite) => System.Text.Json.JsonSerializer.Serialize(suite.Assessment("d1"), PaymentsJson.Default.Assessment);

    [Theory]
    [InlineData(15, 0)]
    [InlineData(16, 50)]
    [InlineData(17, 100)]
    [InlineData(25, 500)]
    public void A_late_second_step_costs_the_late_declaration_fee_once(int day, int fee)
    {
        PaidOf(100_000m);

        // Entry on 1 October: the fee runs from the 16th, half a thousandth of the value a day.
        Assert.Null(_suite.Complete("d1", 1, 100_000m, new DateOnly(2018, 10, 1), new DateOnly(2018, 10, day)));
        Assert.Null(_suite.Complete("d1", 2, 100_000m, new DateOnly(2018, 10, 1), new DateOnly(2018, 10, day)));

        var fees = _suite.Bills.Where(bill => bill.Kind == Duty.TaxKind.LateDeclarationFee).ToArray();
        Assert.Equal(fee, fees.Sum(bill => bill.Amount.Amount));
        Assert.All(fees, bill => Assert.Equal(new DateOnly(2018, 10, 16), bill.Fee!.From));
        Assert.Equal(fee == 0 ? 2 : null, _suite.Facts.OfType<TaxesSettled>().LastOrDefault(settled => settled.Version == 2)?.Version);
    }

    private static string Words(TaxBill bill) => FormattableString.Invariant($"{bill.Number[^3..]} {bill.State} {bill.Amount.Amount:0.00}");

    private void PaidOf(decimal price)
    {
        _suite.Agree("g1");
        Assert.Null(_suite.Accept("d1", price));
        Pay("d1a01", "d1l01");
    }

    private void Pay(params string[] bills)
    {
        foreach (var bill in bills)
        {
            Assert.Null(_suite.Pay(bill, "g1"));
            Assert.Null(_suite.Report(_suite.Bill(bill).Instruction!, BankOutcome.Succeeded, $"B{bill}"));
        }
    }
}
