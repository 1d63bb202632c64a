using Clearance.Kernel;
using Clearance.Payments.Domain.Duty;
using Clearance.Payments.Domain.Settlement;
using CsCheck;

namespace Clearance.Payments.Domain.Tests;

/// <summary>The books after any sequence of acceptances, payments, reports, silences, withdrawals and amendments, audited from the bills alone.</summary>
public sealed class LedgerPropertyTests
{
    private static readonly string[] s_bills = ["d0a01", "d0l01", "d1a01", "d1l01", "d2a01", "d2l01", "d0f01", "d0f05", "d1f05", "d2f01", "d0a02", "d0l02", "d1a02", "d0a03"];

    private static readonly Gen<(int Action, int Which, int Minutes)[]> s_actions =
        Gen.Select(Gen.Int[0, 14], Gen.Int[0, 13], Gen.Int[0, 6]).Array[0, 80];

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
            suite.Bills.Sum(bill => bill.State == TaxBillState.RefundDue ? bill.Amount.Amount : bill.OwedBack?.Amount ?? 0m),
            -suite.Balance(Accounts.RefundPayable(Suite.Payer)));
        Assert.Equal(
            suite.Transactions.Where(one => one.State == PaymentInstructionState.Succeeded).Sum(one => one.Amount.Amount),
            suite.Balance(Accounts.Clearing(Suite.Bank)));
        Assert.Empty(suite.Audit());
        foreach (var key in (string[])["d0", "d1", "d2"])
        {
            if (suite.Find<Assessment>(Addresses.Assessments, key) is { IsSettled: true, Withdrawn: false, WaivedBills: null } settled)
            {
                var fees = settled.Bills.Where(bill => bill.Kind.IsFee()).Sum(bill => bill.Amount.Amount);
                Assert.Equal(settled.Computation!.Totals.Sum(total => total.Due.Amount), settled.Paid.Amount - fees);
            }
        }

        Assert.All(
            suite.Transactions.Where(one => one.State == PaymentInstructionState.Succeeded).GroupBy(one => one.Bill),
            debits => Assert.Single(debits));
        Assert.All(
            suite.Transactions.Where(one => !one.IsFinal).GroupBy(one => one.Bill),
            waiting => Assert.Single(waiting));
    });

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
            13 or 14 => suite.Amend($"d{which % 3}", 1 + (which % 4), 40_000m * (1 + (which % 5)), which % 2 == 0 ? 8m : 0m),
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
