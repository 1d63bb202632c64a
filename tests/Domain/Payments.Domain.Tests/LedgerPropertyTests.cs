using Clearance.Kernel;
using Clearance.Payments.Domain.Closing;
using Clearance.Payments.Domain.Settlement;
using CsCheck;

namespace Clearance.Payments.Domain.Tests;

/// <summary>The books after any sequence of acceptances, payments, reports, silences and withdrawals, audited from the bills alone.</summary>
public sealed class LedgerPropertyTests
{
    private static readonly string[] s_bills = ["d0a01", "d0l01", "d1a01", "d1l01", "d2a01", "d2l01", "d0f01", "d0f05", "d1f05", "d2f01"];

    private static readonly Gen<(int Action, int Which, int Minutes)[]> s_actions =
        Gen.Select(Gen.Int[0, 12], Gen.Int[0, 9], Gen.Int[0, 6]).Array[0, 60];

    [Fact]
    public void Any_sequence_sums_to_zero_and_receivables_are_what_is_open() => s_actions.Sample(actions =>
    {
        var suite = new Suite();
        suite.Agree("g1");
        foreach (var (action, which, minutes) in actions)
        {
            // Now and then a bill is left lying until its fee is worth a bill.
            suite.Time = suite.Time.AddMinutes(minutes).AddDays(minutes == 6 ? which * 3 : 0);
            Act(suite, action, which);
        }

        Assert.Equal(0m, suite.Postings.Sum(posting => posting.Amount.Amount));
        Assert.Equal(
            suite.Bills.Where(bill => bill.State is TaxBillState.Open or TaxBillState.Instructed or TaxBillState.Unknown).Sum(bill => bill.Amount.Amount),
            suite.Balance(Accounts.Receivable(Suite.Payer)));
        Assert.Equal(
            suite.Bills.Where(bill => bill.State == TaxBillState.RefundDue).Sum(bill => bill.Amount.Amount),
            -suite.Balance(Accounts.RefundPayable(Suite.Payer)));
        Assert.Equal(
            suite.Transactions.Where(one => one.State == PaymentInstructionState.Succeeded).Sum(one => one.Amount.Amount),
            suite.Balance(Accounts.Clearing(Suite.Bank)));
        Assert.Empty(Audit(suite));
        Assert.All(
            suite.Transactions.Where(one => one.State == PaymentInstructionState.Succeeded).GroupBy(one => one.Bill),
            debits => Assert.Single(debits));
        Assert.All(
            suite.Transactions.Where(one => !one.IsFinal).GroupBy(one => one.Bill),
            waiting => Assert.Single(waiting));
    });

    // Every account, revenue too, said from bills and instructions alone.
    private static IReadOnlyList<LedgerDifference> Audit(Suite suite)
    {
        var auditor = new Auditor();
        foreach (var bill in suite.Bills)
        {
            auditor.See(bill);
        }

        foreach (var (_, instruction) in suite.Instructions)
        {
            auditor.See(instruction);
        }

        return auditor.Against(suite.Postings.GroupBy(posting => posting.Account).ToDictionary(group => group.Key, group => Money.Cny(group.Sum(posting => posting.Amount.Amount))));
    }

    private static void Act(Suite suite, int action, int which)
    {
        var bill = s_bills[which];
        var instruction = suite.Instructions.Select(one => one.Key).Order().ElementAtOrDefault(which) ?? "none";
        _ = action switch
        {
            0 or 1 => suite.Accept($"d{which % 3}", 100_000m + which),
            2 or 3 => suite.Pay(bill, "g1"),
            8 => suite.Order($"o{suite.Instructions.Count()}", bill, s_bills[(which + 1) % 6], s_bills[(which + 2) % 6]),
            9 => suite.Report(instruction, BankOutcome.Succeeded, transaction: suite.Transactions.FirstOrDefault(one => one.Bill == bill && !one.IsFinal)?.EndToEndId),
            10 => suite.Report(instruction, BankOutcome.Failed, transaction: suite.Transactions.FirstOrDefault(one => one.Bill == bill && !one.IsFinal)?.EndToEndId),
            11 => TakeBack(suite, bill),
            4 => suite.Report(instruction, BankOutcome.Succeeded),
            5 => suite.Report(instruction, BankOutcome.Failed),
            6 => suite.Send(Addresses.PaymentInstruction(instruction), new PassAnswerPeriod(instruction)),
            7 => suite.Send(Addresses.TaxBill(s_bills[which]), new WaiveFee(s_bills[which], Fees.WaiverReason.Other, "x")),
            _ => suite.Withdraw($"d{which % 3}"),
        };
    }

    private static Refusal? TakeBack(Suite suite, string bill)
    {
        var (key, instruction) = suite.Instructions.FirstOrDefault(one => one.State.Transactions.Any(one => one.Bill == bill && one.State == PaymentInstructionState.Succeeded));
        return key is null ? null : suite.Send(
            Addresses.PaymentInstruction(key),
            new ReportReversal(key, instruction.Transactions.First(one => one.Bill == bill).EndToEndId, "TREASURY_REJECTED", "R1"),
            Suite.BankActor);
    }
}
