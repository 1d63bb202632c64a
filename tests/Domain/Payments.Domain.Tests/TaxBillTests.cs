using Clearance.Kernel;
using Clearance.Payments.Domain.Settlement;
using static Clearance.Payments.Domain.Tests.Forms;

namespace Clearance.Payments.Domain.Tests;

public sealed class TaxBillTests
{
    private const string Bill = "d1a01";
    private readonly Suite _suite = new();

    public TaxBillTests()
    {
        _suite.Accept("d1", 100_000m);
        _suite.Agree("g1");
        _suite.Facts.Clear();
    }

    /// <summary>Every state with every message: the state afterwards, or the reason of the refusal.</summary>
    [Theory]
    [InlineData(TaxBillState.Open, "pay", "Instructed")]
    [InlineData(TaxBillState.Open, "debit", "Open")]
    [InlineData(TaxBillState.Open, "failure", "Open")]
    [InlineData(TaxBillState.Open, "silence", "Open")]
    [InlineData(TaxBillState.Open, "withdraw", "Cancelled")]
    [InlineData(TaxBillState.Instructed, "pay", "TAX_BILL_IN_FLIGHT")]
    [InlineData(TaxBillState.Instructed, "debit", "Settled")]
    [InlineData(TaxBillState.Instructed, "failure", "Open")]
    [InlineData(TaxBillState.Instructed, "silence", "Unknown")]
    [InlineData(TaxBillState.Instructed, "withdraw", "Instructed")]
    [InlineData(TaxBillState.Unknown, "pay", "TAX_BILL_OUTCOME_UNKNOWN")]
    [InlineData(TaxBillState.Unknown, "debit", "Settled")]
    [InlineData(TaxBillState.Unknown, "failure", "Open")]
    [InlineData(TaxBillState.Unknown, "silence", "Unknown")]
    [InlineData(TaxBillState.Unknown, "withdraw", "Unknown")]
    [InlineData(TaxBillState.Settled, "pay", "TAX_BILL_ALREADY_PAID")]
    [InlineData(TaxBillState.Settled, "debit", "Settled")]
    [InlineData(TaxBillState.Settled, "failure", "Settled")]
    [InlineData(TaxBillState.Settled, "silence", "Settled")]
    [InlineData(TaxBillState.Settled, "withdraw", "RefundDue")]
    [InlineData(TaxBillState.Cancelled, "pay", "TAX_BILL_CANCELLED")]
    [InlineData(TaxBillState.Cancelled, "debit", "Cancelled")]
    [InlineData(TaxBillState.Cancelled, "failure", "Cancelled")]
    [InlineData(TaxBillState.Cancelled, "silence", "Cancelled")]
    [InlineData(TaxBillState.Cancelled, "withdraw", "Cancelled")]
    [InlineData(TaxBillState.RefundDue, "pay", "TAX_BILL_REFUND_DUE")]
    [InlineData(TaxBillState.RefundDue, "debit", "RefundDue")]
    [InlineData(TaxBillState.RefundDue, "failure", "RefundDue")]
    [InlineData(TaxBillState.RefundDue, "silence", "RefundDue")]
    [InlineData(TaxBillState.RefundDue, "withdraw", "RefundDue")]
    public void Each_state_meets_each_message(TaxBillState state, string message, string expected)
    {
        var bill = _suite.Bill(Bill) with { State = state, Instruction = state == TaxBillState.Open ? null : "i1" };
        TaxBillMessage sent = message switch
        {
            "pay" => new PayBill(Bill, "g1"),
            "debit" => new NoteDebit("i1", Suite.Bank, _suite.Time),
            "failure" => new NoteFailure("i1", "INSUFFICIENT_FUNDS"),
            "silence" => new NoteSilence("i1"),
            _ => new WithdrawBill(),
        };

        var decision = TaxBillRules.Decide(bill, sent, new Occasion(_suite.Time, Suite.PayerActor, Guid.Empty));

        Assert.Equal(expected, decision.Refusal?.Reason ?? decision.State!.State.ToString());
        Assert.Equal(0m, decision.Postings.Sum(posting => posting.Amount.Amount));
    }

    [Fact]
    public void Payment_instructs_the_bank_once_with_account_amount_and_end_to_end_id()
    {
        Assert.Null(_suite.Pay(Bill, "g1"));
        Assert.Equal("TAX_BILL_IN_FLIGHT", _suite.Pay(Bill, "g1")?.Reason);

        var instruction = Assert.Single(_suite.Instructions).State;
        Assert.Equal(("090620181000000001-A01/01", Suite.Bank, "6222020000001234", 8_000m), (instruction.Only!.EndToEndId, instruction.Bank, instruction.AccountNumber, instruction.Amount.Amount));
        Assert.True(instruction.Only.EndToEndId.Length <= 35);
    }

    [Fact]
    public void A_failed_payment_opens_the_bill_again_and_the_next_attempt_has_its_own_id()
    {
        _suite.Pay(Bill, "g1");
        _suite.Report(_suite.Bill(Bill).Instruction!, BankOutcome.Failed);

        Assert.Equal(("INSUFFICIENT_FUNDS", Bill), _suite.Facts.OfType<BillPaymentFailed>().Select(fact => (fact.Reason, fact.Bill)).Single());
        Assert.Equal(TaxBillState.Open, _suite.Bill(Bill).State);
        Assert.Null(_suite.Pay(Bill, "g1"));
        Assert.Equal(["090620181000000001-A01/01", "090620181000000001-A01/02"], _suite.Instructions.Select(one => one.State.Only!.EndToEndId).Order());
    }

    [Theory]
    [InlineData(Suite.Agent)]
    [InlineData(Suite.Payer)]
    public void Payer_and_declarant_pay_with_an_agreement_of_their_own(string enterprise)
    {
        _suite.Agree("own", enterprise);

        Assert.Null(_suite.Pay(Bill, "own", new Actor("x", Roles.Declarant, enterprise)));
    }

    [Fact]
    public void A_stranger_does_not_find_the_bill() =>
        Assert.Equal("RESOURCE_NOT_FOUND", _suite.Pay(Bill, "g1", new Actor("x", Roles.Declarant, "91210242MA0UCCCC3X"))?.Reason);

    [Fact]
    public void Another_enterprises_agreement_and_none_at_all_cannot_be_told_apart()
    {
        _suite.Agree("other", "91210242MA0UCCCC3X");

        Assert.Equal("AGREEMENT_NOT_FOUND", _suite.Pay(Bill, "other")?.Reason);
        Assert.Equal("AGREEMENT_NOT_FOUND", _suite.Pay(Bill, "none")?.Reason);
        Assert.Equal(TaxBillState.Open, _suite.Bill(Bill).State);
        Assert.Empty(_suite.Instructions);
    }

    [Fact]
    public void An_agreement_that_is_not_active_is_refused_and_the_bill_stays_open()
    {
        _suite.Send(Addresses.Agreement("new"), new ProposeAgreement("new", Suite.Payer, Suite.Bank, "1", "x"), Suite.PayerActor);
        _suite.Send(Addresses.Agreement("g1"), new TerminateAgreement("g1", "moved"), Suite.PayerActor);

        Assert.Equal("AGREEMENT_NOT_ACTIVE", _suite.Pay(Bill, "new")?.Reason);
        Assert.Equal("AGREEMENT_NOT_ACTIVE", _suite.Pay(Bill, "g1")?.Reason);
        Assert.Equal(TaxBillState.Open, _suite.Bill(Bill).State);
    }

    [Theory]
    [InlineData(BankOutcome.Succeeded, TaxBillState.RefundDue)]
    [InlineData(BankOutcome.Failed, TaxBillState.Cancelled)]
    public void A_withdrawal_while_the_bank_works_waits_for_its_report(BankOutcome outcome, TaxBillState end)
    {
        _suite.Pay(Bill, "g1");
        _suite.Withdraw("d1");
        Assert.Equal(TaxBillState.Instructed, _suite.Bill(Bill).State);

        _suite.Report(_suite.Bill(Bill).Instruction!, outcome);

        Assert.Equal(end, _suite.Bill(Bill).State);
        Assert.Equal(0m, _suite.Balance(Accounts.Receivable(Suite.Payer)));
        Assert.Equal(outcome == BankOutcome.Succeeded ? -8_000m : 0m, _suite.Balance(Accounts.RefundPayable(Suite.Payer)));
    }

    [Fact]
    public void An_open_bill_falls_overdue_once_after_its_due_date()
    {
        Assert.Null(PassDueDate());
        Assert.Empty(_suite.Facts);

        _suite.Time = CustomsTime.StartOf(Day("2018-11-08"));
        PassDueDate();
        PassDueDate();

        Assert.Equal((Bill, 8_000m), _suite.Facts.OfType<BillFellOverdue>().Select(fact => (fact.Bill, fact.OpenAmount.Amount)).Single());
        Assert.Null(_suite.Bill(Bill).WakeTime);
    }

    [Fact]
    public void A_bill_that_is_with_the_bank_does_not_fall_overdue()
    {
        _suite.Pay(Bill, "g1");
        _suite.Time = CustomsTime.StartOf(Day("2018-11-08"));
        PassDueDate();

        Assert.Empty(_suite.Facts);
        Assert.Null(_suite.Bill(Bill).WakeTime);
    }

    private Refusal? PassDueDate() => _suite.Send(Addresses.TaxBill(Bill), new PassDueDate());
}
