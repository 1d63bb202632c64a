using Clearance.Kernel;
using Clearance.Payments.Domain.Refunds;
using Clearance.Payments.Domain.Settlement;
using Clearance.Properties;
using CsCheck;

namespace Clearance.Payments.Domain.Tests;

/// <summary>Refunds in any order among payments, withdrawals, amendments and debits that are taken back, each message also twice.</summary>
public sealed class RefundPropertyTests
{
    private static readonly string[] s_bills = ["d0a01", "d0l01", "d1a01", "d1l01", "d0a02", "d1l02"];
    private static readonly Actor[] s_officers = [new("one", Roles.Officer), new("two", Roles.Officer)];

    private static readonly AggregateProperties<Refund, RefundMessage> s_refunds =
        new(RefundRules.Decide, PaymentsJson.Default.Refund, PaymentsJson.Default.RefundMessage);

    private static readonly Gen<(int Action, int Which, int Days)[]> s_actions =
        Gen.Select(Gen.Int[0, 12], Gen.Int[0, 5], Gen.Int[0, 3]).Array[0, 80];

    [Fact]
    public void The_books_agree_and_no_bill_gives_back_more_than_was_debited_for_it() => s_actions.Sample(actions =>
    {
        var suite = new Suite();
        suite.Agree("g1");
        _ = (suite.Accept("d0", 100_000m), suite.Accept("d1", 50_000m));
        foreach (var (action, which, days) in actions)
        {
            suite.Time = suite.Time.AddDays(days * which);
            Act(suite, action, which);
        }

        Assert.Equal(0m, suite.Postings.Sum(posting => posting.Amount.Amount));
        Assert.Empty(suite.Audit());
        foreach (var bill in suite.Bills)
        {
            var paid = suite.Refunds.Where(refund => refund.Claim.Bill == bill.Key && refund.State == RefundState.Paid).Sum(refund => refund.Claim.Amount.Amount);
            Assert.Equal(paid, bill.Refunded?.Amount ?? 0m);
            Assert.InRange(paid, 0m, bill.Amount.Amount);
            Assert.True(paid == 0m || suite.Transactions.Any(one => one.Bill == bill.Key && one.DebitTime is not null));
            var open = suite.Refunds.Count(refund => refund.Claim.Bill == bill.Key && refund.State is (RefundState.Applied or RefundState.Approved));
            Assert.Equal(bill.Refund is null ? 0 : 1, open);
        }
    });

    [Fact]
    public void Decisions_of_a_refund_replay() => s_refunds.ReplayGivesTheSameDecisions(Gen.Shuffle(Messages()));

    [Fact]
    public void Refunds_survive_storage() => s_refunds.StateSurvivesStorage(Gen.Shuffle(Messages()));

    private static RefundMessage[] Messages() =>
    [
        new OpenRefund(
            "r1",
            new RefundClaim("d1a01", "090620181000000001-A01", "090620181000000001-A01/R01", Suite.Payer, Suite.Agent, Money.Cny(10m), RefundCause.Overpaid, new DateOnly(2018, 10, 23)),
            new RefundOpening(true, "x", "y"),
            new RefundAccount("g1", Suite.Bank, "6222020000001234", "示例进口有限公司")),
        new ApproveRefund("r1", null),
        new RefuseRefund("r1", "no", null),
        new DropRefund("r1", "TREASURY_REJECTED"),
        new ReportRefund("r1", true, "B1", null),
        new ReportRefund("r1", false, "B1", "ACCOUNT_CLOSED"),
    ];

    private static void Act(Suite suite, int action, int which)
    {
        var bill = s_bills[which];
        var key = suite.Refunds.Select(refund => refund.Key).Order(StringComparer.Ordinal).ElementAtOrDefault(which) ?? "none";
        var instruction = suite.Instructions.Select(one => one.Key).Order(StringComparer.Ordinal).ElementAtOrDefault(which) ?? "none";
        var officer = s_officers[which % 2];
        Func<Refusal?> act = action switch
        {
            0 or 1 => () => suite.Pay(bill, "g1"),
            2 or 3 => () => suite.Report(instruction, BankOutcome.Succeeded),
            4 => () => suite.Withdraw($"d{which % 2}"),
            5 => () => suite.Amend($"d{which % 2}", 1 + (which / 2), 20_000m * (1 + which)),
            6 or 7 => () => suite.Send(
                Addresses.Refund($"r{suite.Refunds.Count()}"),
                new ApplyForRefund($"r{suite.Refunds.Count()}", bill, "g1", "x"),
                which % 3 == 0 ? officer : Suite.PayerActor),
            8 or 9 => () => suite.Send(Addresses.Refund(key), new ApproveRefund(key, null), officer),
            10 => () => suite.Send(Addresses.Refund(key), new RefuseRefund(key, "x", null), officer),
            11 => () => suite.Send(Addresses.Refund(key), new ReportRefund(key, which != 5, "B1", which == 5 ? "ACCOUNT_CLOSED" : null), Suite.BankActor),
            _ => () => suite.Send(
                Addresses.PaymentInstruction(instruction),
                new ReportReversal(instruction, suite.Find<PaymentInstruction>(Addresses.PaymentInstructions, instruction)?.Transactions[0].EndToEndId, "TREASURY_REJECTED", "R1"),
                Suite.BankActor),
        };
        _ = (act(), act());
    }
}
