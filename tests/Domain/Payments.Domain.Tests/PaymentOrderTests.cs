using Clearance.Kernel;
using Clearance.Payments.Domain.Settlement;

namespace Clearance.Payments.Domain.Tests;

/// <summary>Several bills in one order: all are instructed or none, and each has an outcome of its own.</summary>
public sealed class PaymentOrderTests
{
    private const string Duty = "d1a01";
    private const string Vat = "d1l01";
    private readonly Suite _suite = new();

    public PaymentOrderTests()
    {
        _suite.Accept("d1", 100_000m);
        _suite.Agree("g1");
        _suite.Facts.Clear();
    }

    [Fact]
    public void An_order_makes_one_instruction_with_a_transaction_for_each_bill()
    {
        Assert.Null(_suite.Order("i1", Duty, Vat));

        var instruction = _suite.Instruction("i1");
        Assert.Equal([("d1a01", "090620181000000001-A01/01", 8_000m), ("d1l01", "090620181000000001-L01/01", 17_280m)],
            instruction.Transactions.Select(one => (one.Bill, one.EndToEndId, one.Amount.Amount)));
        Assert.Equal((25_280m, PaymentInstructionState.Pending, "g1"), (instruction.Amount.Amount, instruction.State, instruction.Agreement));
        Assert.All([Duty, Vat], bill => Assert.Equal((TaxBillState.Instructed, "i1"), (_suite.Bill(bill).State, _suite.Bill(bill).Instruction)));
    }

    [Fact]
    public void One_report_settles_the_whole_order()
    {
        _suite.Order("i1", Duty, Vat);

        Assert.Null(_suite.Report("i1", BankOutcome.Succeeded));

        Assert.Equal(PaymentInstructionState.Succeeded, _suite.Instruction("i1").State);
        Assert.Single(_suite.Facts.OfType<TaxesSettled>());
        Assert.Equal(25_280m, _suite.Balance(Accounts.Clearing(Suite.Bank)));
    }

    [Fact]
    public void A_bank_that_debits_one_and_not_the_other_leaves_one_paid_and_one_open()
    {
        _suite.Order("i1", Duty, Vat);

        Assert.Null(_suite.Report("i1", BankOutcome.Succeeded, transaction: "090620181000000001-A01/01"));
        Assert.Equal(PaymentInstructionState.Pending, _suite.Instruction("i1").State);
        Assert.Null(_suite.Report("i1", BankOutcome.Failed, transaction: "090620181000000001-L01/01"));

        Assert.Equal(PaymentInstructionState.PartlySucceeded, _suite.Instruction("i1").State);
        Assert.Equal((TaxBillState.Settled, TaxBillState.Open), (_suite.Bill(Duty).State, _suite.Bill(Vat).State));
        Assert.Equal(8_000m, _suite.Balance(Accounts.Clearing(Suite.Bank)));
        Assert.Equal(["TAX_BILL_ALREADY_PAID"], Codes(_suite.Order("i2", Duty, Vat)));
        Assert.Null(_suite.Order("i3", Vat));
        Assert.Equal("090620181000000001-L01/02", _suite.Instruction("i3").Only!.EndToEndId);
    }

    [Fact]
    public void Silence_makes_only_what_the_bank_has_not_answered_unknown()
    {
        _suite.Order("i1", Duty, Vat);
        _suite.Report("i1", BankOutcome.Succeeded, transaction: "090620181000000001-A01/01");
        _suite.Time += PaymentInstruction.AnswerPeriod;
        _suite.Send(Addresses.PaymentInstruction("i1"), new PassAnswerPeriod("i1"));

        Assert.Equal((TaxBillState.Settled, TaxBillState.Unknown), (_suite.Bill(Duty).State, _suite.Bill(Vat).State));
        Assert.Equal((PaymentInstructionState.Unknown, (DateTimeOffset?)null), (_suite.Instruction("i1").State, _suite.Instruction("i1").WakeTime));
    }

    [Fact]
    public void A_refusal_names_each_bill_that_cannot_be_paid_and_nothing_is_instructed()
    {
        _suite.Pay(Vat, "g1");

        var refusal = _suite.Order("i1", Duty, Vat, "none");

        Assert.Equal((RefusalKind.Precondition, "TAX_BILLS_NOT_PAYABLE"), (refusal!.Kind, refusal.Reason));
        Assert.Equal([("tax_bills[1]", "TAX_BILL_IN_FLIGHT"), ("tax_bills[2]", "RESOURCE_NOT_FOUND")], refusal.Violations.Select(one => (one.Field, one.Code)));
        Assert.Equal(TaxBillState.Open, _suite.Bill(Duty).State);
        Assert.Single(_suite.Instructions);
    }

    [Fact]
    public void Bills_of_two_payers_do_not_go_into_one_order()
    {
        var other = Suite.Acceptance("d2", Forms.Import("2018-10-23", Forms.Line(100_000m, Forms.Rates(8m)))) with { Number = "090620181000000002", Enterprise = "91210242MA0UCCCC3X" };
        _suite.Send(Addresses.Assessment("d2"), other);
        var agent = new Actor("x", Roles.Declarant, Suite.Agent);
        _suite.Agree("ga", Suite.Agent);

        var refusal = _suite.Send(Addresses.PaymentInstruction("i1"), new OrderPayment("i1", [Duty, "d2a01", Vat], "ga"), agent);

        Assert.Equal([("tax_bills[1]", "TAX_BILL_OF_ANOTHER_PAYER")], refusal!.Violations.Select(one => (one.Field, one.Code)));
    }

    [Fact]
    public void An_agreement_that_is_not_the_payers_leaves_every_bill_open()
    {
        _suite.Agree("other", "91210242MA0UCCCC3X");

        Assert.Equal("AGREEMENT_NOT_FOUND", _suite.Send(Addresses.PaymentInstruction("i1"), new OrderPayment("i1", [Duty, Vat], "other"), Suite.PayerActor)?.Reason);
        Assert.Equal((TaxBillState.Open, TaxBillState.Open), (_suite.Bill(Duty).State, _suite.Bill(Vat).State));
    }

    [Fact]
    public void A_report_on_the_whole_that_contradicts_one_transaction_is_refused_for_all()
    {
        _suite.Order("i1", Duty, Vat);
        _suite.Report("i1", BankOutcome.Failed, transaction: "090620181000000001-A01/01");

        Assert.Equal("OUTCOME_CONTRADICTED", _suite.Report("i1", BankOutcome.Succeeded)?.Reason);
        Assert.Equal((TaxBillState.Open, TaxBillState.Instructed), (_suite.Bill(Duty).State, _suite.Bill(Vat).State));
        Assert.Equal("FIELDS_INVALID", _suite.Report("i1", BankOutcome.Succeeded, transaction: "090620181000000009-A01/01")?.Reason);
    }

    private static IEnumerable<string> Codes(Refusal? refusal) => refusal!.Violations.Select(one => one.Code);
}
