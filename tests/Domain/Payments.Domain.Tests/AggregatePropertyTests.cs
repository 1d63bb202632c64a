using Clearance.Kernel;
using Clearance.Payments.Domain.Duty;
using Clearance.Payments.Domain.Settlement;
using Clearance.Properties;
using CsCheck;
using static Clearance.Payments.Domain.Tests.Forms;

namespace Clearance.Payments.Domain.Tests;

/// <summary>The properties that every aggregate has: order and duplication of facts do not matter, replay gives the same, states survive storage.</summary>
public sealed class AggregatePropertyTests
{
    private const string Key = "d1";
    private const string Bill = "d1a01";
    private static readonly DateTimeOffset s_time = new(2018, 10, 23, 1, 0, 0, TimeSpan.Zero);

    private static readonly AggregateProperties<Assessment, AssessmentMessage> s_assessments =
        new(AssessmentRules.Decide, PaymentsJson.Default.Assessment, PaymentsJson.Default.AssessmentMessage);

    private static readonly AggregateProperties<TaxBill, TaxBillMessage> s_bills =
        new(TaxBillRules.Decide, PaymentsJson.Default.TaxBill, PaymentsJson.Default.TaxBillMessage);

    private static readonly AggregateProperties<Agreement, AgreementMessage> s_agreements =
        new(AgreementRules.Decide, PaymentsJson.Default.Agreement, PaymentsJson.Default.AgreementMessage);

    private static readonly AggregateProperties<PaymentInstruction, PaymentInstructionMessage> s_instructions =
        new(PaymentInstructionRules.Decide, PaymentsJson.Default.PaymentInstruction, PaymentsJson.Default.PaymentInstructionMessage);

    private static readonly Gen<AssessmentMessage> s_acceptance =
        from price in Gen.Long[0, 100_000_000].Select(fen => fen / 100m)
        from self in Gen.Bool
        select (AssessmentMessage)(Suite.Acceptance(Key, Import("2018-10-23", Line(price, Rates(8m)), Line(price / 2m, Rates(5m) with { ConsumptionTax = Percent(10m) }, 2))) with
        {
            SelfPayment = self,
            StatedTax = self ? Money.Cny(price) : null,
            Guarantee = self ? null : "guarantees/g",
            SecuresTax = !self,
        });

    private static readonly Gen<AssessmentMessage[]> s_assessmentFacts =
        from acceptance in s_acceptance
        from withdrawn in Gen.Bool
        from settled in Gen.Shuffle(new[] { "d1a01", "d1l01", "d1y01" })
        from count in Gen.Int[0, 3]
        select (AssessmentMessage[])[
            acceptance,
            .. withdrawn ? [new NoteWithdrawal(Key)] : Array.Empty<AssessmentMessage>(),
            .. settled.Take(count).Select(bill => new NoteBillSettled(Key, bill))];

    private static readonly IssueBill s_issue =
        new(Key, "090620181000000001-A01", Suite.Payer, Suite.Agent, TaxKind.ImportDuty, Money.Cny(8_000m), Day("2018-10-23"), Day("2018-11-07"), true);

    // The instruction of the first payment: message 1 after the issue, see AggregateProperties for the ids of messages.
    private static readonly string s_instruction = new Occasion(s_time, Actor.System, new Guid(1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1])).NewId();

    private static readonly TaxBillMessage[] s_billOutcomes =
    [
        new NoteDebit(s_instruction, Suite.Bank, s_time),
        new NoteFailure(s_instruction, "INSUFFICIENT_FUNDS"),
    ];

    // One final outcome, since a bank's second one never reaches the bill; silence and withdrawal in any company.
    private static readonly Gen<TaxBillMessage[]> s_billFacts =
        from outcome in Gen.Int[-1, 1]
        from silent in Gen.Bool
        from withdrawn in Gen.Bool
        select (TaxBillMessage[])[
            .. outcome < 0 ? [] : new[] { s_billOutcomes[outcome] },
            .. silent && outcome >= 0 ? [new NoteSilence(s_instruction)] : Array.Empty<TaxBillMessage>(),
            .. withdrawn ? [new WithdrawBill()] : Array.Empty<TaxBillMessage>()];

    private static readonly Gen<TaxBillMessage[]> s_billMessages = Any<TaxBillMessage>(
        s_issue, new PayBill(Bill, "g1"), s_billOutcomes[0], s_billOutcomes[1], new NoteSilence(s_instruction), new WithdrawBill(), new PassDueDate(), new NoteReversal(s_instruction, Suite.Bank, "TREASURY_REJECTED")).Array[0, 12];

    private static readonly OpenInstruction s_open =
        new("i1", "g1", Suite.Payer, Suite.Bank, "6222020000001234", "示例",
        [
            new PaymentTransaction(Bill, "090620181000000001-A01", "090620181000000001-A01/01", Money.Cny(8_000m)),
            new PaymentTransaction("d1l01", "090620181000000001-L01", "090620181000000001-L01/01", Money.Cny(17_280m)),
        ]);

    private static readonly PaymentInstructionMessage[] s_reports =
    [
        new ReportOutcome("i1", BankOutcome.Succeeded) { BankReference = "B1" },
        new ReportOutcome("i1", BankOutcome.Failed) { BankReference = "B1", FailureReason = "INSUFFICIENT_FUNDS" },
    ];

    private static readonly Gen<PaymentInstructionMessage[]> s_instructionFacts =
        from final in Gen.Int[0, 1]
        from unknown in Gen.Bool
        from several in Gen.Bool
        select (PaymentInstructionMessage[])[
            .. several ? new PaymentInstructionMessage[] { OfOne(final, "A01"), OfOne(1 - final, "L01") } : [s_reports[final]],
            new PassAnswerPeriod("i1"),
            .. unknown ? [new ReportOutcome("i1", BankOutcome.Unknown)] : Array.Empty<PaymentInstructionMessage>()];

    private static readonly Gen<PaymentInstructionMessage[]> s_instructionMessages = Any<PaymentInstructionMessage>(
        s_open, s_reports[0], s_reports[1], OfOne(0, "A01"), OfOne(1, "L01"), new ReportOutcome("i1", BankOutcome.Unknown), new PassAnswerPeriod("i1"),
        new ReportReversal("i1", "090620181000000001-A01/01", "TREASURY_REJECTED", "R1")).Array[0, 12];

    private static readonly Gen<AgreementMessage[]> s_agreementMessages = Any<AgreementMessage>(
        new ProposeAgreement("g1", Suite.Payer, Suite.Bank, "6222020000001234", "示例"),
        new ConfirmAgreement("g1"),
        new TerminateAgreement("g1", "moved"),
        new DrawOnAgreement("g1", Suite.Payer, "i1", new List<PaymentTransaction> { new(Bill, "n", "n/01", Money.Cny(1m)) })).Array[0, 10];

    [Fact]
    public void Assessment_joins_its_facts_in_any_order() => s_assessments.OrderAndDuplicationDoNotMatter(s_assessmentFacts);

    [Fact]
    public void Assessment_replays() => s_assessments.ReplayGivesTheSameDecisions(s_assessmentFacts);

    [Fact]
    public void Assessment_survives_storage() => s_assessments.StateSurvivesStorage(s_assessmentFacts);

    [Fact]
    public void Tax_bill_joins_its_facts_in_any_order() => s_bills.OrderAndDuplicationDoNotMatter(s_billFacts, s_issue, new PayBill(Bill, "g1"));

    [Fact]
    public void Tax_bill_replays() => s_bills.ReplayGivesTheSameDecisions(s_billMessages);

    [Fact]
    public void Tax_bill_survives_storage() => s_bills.StateSurvivesStorage(s_billMessages);

    [Fact]
    public void Payment_instruction_joins_its_facts_in_any_order() => s_instructions.OrderAndDuplicationDoNotMatter(s_instructionFacts, s_open);

    [Fact]
    public void Payment_instruction_replays() => s_instructions.ReplayGivesTheSameDecisions(s_instructionMessages);

    [Fact]
    public void Payment_instruction_survives_storage() => s_instructions.StateSurvivesStorage(s_instructionMessages);

    [Fact]
    public void Agreement_replays() => s_agreements.ReplayGivesTheSameDecisions(s_agreementMessages);

    [Fact]
    public void Agreement_survives_storage() => s_agreements.StateSurvivesStorage(s_agreementMessages);

    // A terminated agreement is never active again, whatever comes twice: draws change nothing.
    [Fact]
    public void Agreement_joins_draws_and_repeats_in_any_order() => s_agreements.OrderAndDuplicationDoNotMatter(
        Any<AgreementMessage>(new ConfirmAgreement("g1"), new DrawOnAgreement("g1", Suite.Payer, "i1", new List<PaymentTransaction> { new(Bill, "n", "n/01", Money.Cny(1m)) })).Array[0, 4].Select(messages => messages),
        new ProposeAgreement("g1", Suite.Payer, Suite.Bank, "6222020000001234", "示例"));

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static ReportOutcome OfOne(int outcome, string bill) =>
        (ReportOutcome)s_reports[outcome] with { EndToEndId = $"090620181000000001-{bill}/01" };
}
