using Clearance.Kernel;
using Clearance.Payments.Domain.Settlement;

namespace Clearance.Payments.Domain.Tests;

/// <summary>A bank that repeats itself, answers late, contradicts itself or is silent.</summary>
public sealed class PaymentInstructionTests
{
    private const string Bill = "d1a01";
    private readonly Suite _suite = new();
    private readonly string _key;

    public PaymentInstructionTests()
    {
        _suite.Accept("d1", 100_000m);
        _suite.Agree("g1");
        _suite.Pay(Bill, "g1");
        _key = _suite.Bill(Bill).Instruction!;
    }

    [Fact]
    public void A_repeated_report_changes_nothing()
    {
        _suite.Report(_key, BankOutcome.Succeeded);
        var postings = _suite.Postings.Count;

        Assert.Null(_suite.Report(_key, BankOutcome.Succeeded));
        Assert.Null(_suite.Report(_key, BankOutcome.Unknown));
        Assert.Equal(postings, _suite.Postings.Count);
        Assert.Equal(TaxBillState.Settled, _suite.Bill(Bill).State);
    }

    [Theory]
    [InlineData(BankOutcome.Succeeded, BankOutcome.Failed, TaxBillState.Settled)]
    [InlineData(BankOutcome.Failed, BankOutcome.Succeeded, TaxBillState.Open)]
    public void A_contradiction_is_refused_and_the_first_final_outcome_stands(BankOutcome first, BankOutcome second, TaxBillState state)
    {
        _suite.Report(_key, first);

        Assert.Equal("OUTCOME_CONTRADICTED", _suite.Report(_key, second)?.Reason);
        Assert.Equal(state, _suite.Bill(Bill).State);
    }

    [Fact]
    public void The_same_outcome_with_another_reference_may_be_a_second_debit_and_is_refused()
    {
        _suite.Report(_key, BankOutcome.Succeeded, "B1");

        Assert.Equal("BANK_REFERENCE_DIFFERS", _suite.Report(_key, BankOutcome.Succeeded, "B2")?.Reason);
    }

    [Fact]
    public void Silence_for_ten_minutes_makes_the_outcome_unknown_and_forbids_a_second_debit()
    {
        Silence(TimeSpan.FromMinutes(10) - TimeSpan.FromMicroseconds(1));
        Assert.Equal(TaxBillState.Instructed, _suite.Bill(Bill).State);
        Silence(TimeSpan.FromMicroseconds(1));

        Assert.Equal(TaxBillState.Unknown, _suite.Bill(Bill).State);
        Assert.Equal("TAX_BILL_OUTCOME_UNKNOWN", _suite.Pay(Bill, "g1")?.Reason);
        Assert.Single(_suite.Instructions);
    }

    [Theory]
    [InlineData(BankOutcome.Succeeded, TaxBillState.Settled)]
    [InlineData(BankOutcome.Failed, TaxBillState.Open)]
    public void A_late_report_resolves_the_unknown_outcome(BankOutcome outcome, TaxBillState state)
    {
        Silence(TimeSpan.FromDays(3));

        Assert.Null(_suite.Report(_key, outcome));
        Assert.Equal(state, _suite.Bill(Bill).State);
    }

    [Fact]
    public void Silence_after_a_report_means_nothing()
    {
        _suite.Report(_key, BankOutcome.Succeeded);
        Silence(TimeSpan.FromHours(1));

        Assert.Equal(TaxBillState.Settled, _suite.Bill(Bill).State);
        Assert.Null(_suite.Find<PaymentInstruction>(Addresses.PaymentInstructions, _key)!.WakeTime);
    }

    [Fact]
    public void Another_bank_does_not_find_the_instruction() =>
        Assert.Equal("RESOURCE_NOT_FOUND", _suite.Report(_key, BankOutcome.Succeeded, actor: new Actor("b", Roles.Bank, Suite.Agent))?.Reason);

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void A_debit_before_the_instruction_or_in_the_future_is_refused(int minutes)
    {
        var report = new ReportOutcome(_key, BankOutcome.Succeeded) { BankReference = "B1", DebitTime = _suite.Time.AddMinutes(minutes) };

        Assert.Equal("DEBIT_TIME_IMPLAUSIBLE", _suite.Send(Addresses.PaymentInstruction(_key), report, Suite.BankActor)?.Reason);
    }

    [Fact]
    public void A_debit_that_is_reported_late_counts_from_its_own_time()
    {
        var debited = _suite.Time.AddMinutes(2);
        Silence(TimeSpan.FromDays(1));
        _suite.Send(Addresses.PaymentInstruction(_key), new ReportOutcome(_key, BankOutcome.Succeeded) { BankReference = "B1", DebitTime = debited }, Suite.BankActor);

        Assert.Equal(debited, _suite.Bill(Bill).DebitTime);
    }

    private void Silence(TimeSpan period)
    {
        _suite.Time += period;
        _suite.Send(Addresses.PaymentInstruction(_key), new PassAnswerPeriod(_key));
    }
}
