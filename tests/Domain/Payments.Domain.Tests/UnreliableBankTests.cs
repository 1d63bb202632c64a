using Clearance.Payments.Domain.Settlement;
using CsCheck;

namespace Clearance.Payments.Domain.Tests;

/// <summary>
/// A bank that loses answers, repeats them, answers late, or lies, against payers that pay whatever is open, again and again. The bank
/// keeps accounts of its own; in the end they say the same as our bills and our books.
/// </summary>
public sealed class UnreliableBankTests
{
    private static readonly string[] s_bills = ["d0a01", "d0l01", "d1a01", "d1l01", "d2a01", "d2l01"];

    private static readonly Gen<(int Action, int Which, int Minutes)[]> s_days =
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 5], Gen.Int[0, 7]).Array[0, 80];

    [Fact]
    public void Whatever_the_bank_does_each_bill_is_debited_once_and_the_books_say_so() => s_days.Sample(days =>
    {
        var world = new World();
        foreach (var (action, which, minutes) in days)
        {
            world.Pass(TimeSpan.FromMinutes(minutes));
            world.Act(action, which);
        }

        world.Recover();
        world.Audit();
    });

    /// <summary>What a bank has done under an end-to-end id, once.</summary>
    private sealed record Booking(string Instruction, PaymentTransaction Transaction, bool Debited, DateTimeOffset Time)
    {
        public ReportOutcome Report => new(Instruction, Debited ? BankOutcome.Succeeded : BankOutcome.Failed)
        {
            EndToEndId = Transaction.EndToEndId,
            BankReference = $"B{Transaction.EndToEndId}",
            FailureReason = Debited ? null : "INSUFFICIENT_FUNDS",
            DebitTime = Debited ? Time : null,
        };
    }

    private sealed class World
    {
        private readonly Suite _suite = new();
        private readonly Dictionary<string, Booking> _bank = [];
        private readonly List<ReportOutcome> _underway = [];
        private int _orders;

        public World()
        {
            _suite.Agree("g1");
            for (var declaration = 0; declaration < 3; declaration++)
            {
                var request = Forms.Import("2018-10-23", Forms.Line(100_000m + declaration, Forms.Rates(8m)));
                var acceptance = Suite.Acceptance($"d{declaration}", request) with { Number = $"09062018100000000{declaration}" };
                Assert.Null(_suite.Send(Addresses.Assessment(acceptance.Declaration), acceptance));
            }
        }

        /// <summary>Time goes by; instructions without an answer wake.</summary>
        public void Pass(TimeSpan period)
        {
            _suite.Time += period;
            foreach (var (key, _) in _suite.Instructions.Where(one => one.State.WakeTime <= _suite.Time).ToList())
            {
                Assert.Null(_suite.Send(Addresses.PaymentInstruction(key), new PassAnswerPeriod(key)));
            }
        }

        public void Act(int action, int which)
        {
            switch (action)
            {
                case 0:
                    _suite.Pay(s_bills[which], "g1");
                    break;
                case 1:
                    _suite.Order($"o{_orders++}", [.. s_bills.Skip(which).Take(3)]);
                    break;
                case 2:
                    _suite.Withdraw($"d{which % 3}");
                    break;
                case 3 or 4:
                    Work(debits: transaction => (transaction.Bill.Length + which + _bank.Count) % 3 != 0);
                    break;
                case 5 when _underway.Count > 0:
                    _underway.RemoveAt(which % _underway.Count);
                    break;
                case 6 when _underway.Count > 0:
                    _underway.Add(_underway[which % _underway.Count]);
                    break;
                case 7 when _bank.Count > 0:
                    Lie(_bank.Values.ElementAt(which % _bank.Count), which);
                    break;
                case 8:
                    foreach (var (key, _) in _suite.Instructions.Take(which).ToList())
                    {
                        Assert.Null(_suite.Report(key, BankOutcome.Unknown));
                    }

                    break;
                default:
                    Deliver(_underway.Take(which));
                    break;
            }
        }

        /// <summary>The bank comes to its senses: it pulls what has no outcome, works it off, and says what it did.</summary>
        public void Recover()
        {
            _underway.Clear();
            Work(debits: _ => true);
            foreach (var transaction in _suite.Transactions.Where(one => !one.IsFinal).ToList())
            {
                Assert.Null(_suite.Send(Addresses.PaymentInstruction(_bank[transaction.EndToEndId].Instruction), _bank[transaction.EndToEndId].Report, Suite.BankActor));
            }
        }

        public void Audit()
        {
            Assert.All(_suite.Transactions, transaction => Assert.Equal(
                _bank[transaction.EndToEndId].Debited ? PaymentInstructionState.Succeeded : PaymentInstructionState.Failed, transaction.State));
            var debited = _bank.Values.Where(booking => booking.Debited).ToLookup(booking => booking.Transaction.Bill);
            Assert.All(debited, debits => Assert.Single(debits));
            Assert.All(_suite.Bills, bill => Assert.Equal(Expected(bill, debited.Contains(bill.Key)), bill.State));
            Assert.All(_suite.Bills.Where(bill => bill.DebitTime is not null), bill => Assert.Equal(debited[bill.Key].Single().Time, bill.DebitTime));
            Assert.Equal(0m, _suite.Postings.Sum(posting => posting.Amount.Amount));
            Assert.Equal(debited.Sum(debits => debits.Sum(booking => booking.Transaction.Amount.Amount)), _suite.Balance(Accounts.Clearing(Suite.Bank)));
            Assert.Equal(
                _suite.Bills.Where(bill => bill.State == TaxBillState.Open).Sum(bill => bill.Amount.Amount), _suite.Balance(Accounts.Receivable(Suite.Payer)));
        }

        private static TaxBillState Expected(TaxBill bill, bool debited) => (bill.Withdrawn, debited) switch
        {
            (false, false) => TaxBillState.Open,
            (false, true) => TaxBillState.Settled,
            (true, false) => TaxBillState.Cancelled,
            (true, true) => TaxBillState.RefundDue,
        };

        // The bank pulls what waits and what is unknown, and does each end-to-end id once; its answers are under way, and may get lost.
        private void Work(Func<PaymentTransaction, bool> debits)
        {
            foreach (var (key, state) in _suite.Instructions)
            {
                foreach (var transaction in state.Transactions.Where(one => !one.IsFinal && !_bank.ContainsKey(one.EndToEndId)))
                {
                    var booking = new Booking(key, transaction, debits(transaction), _suite.Time);
                    _bank.Add(transaction.EndToEndId, booking);
                    _underway.Add(booking.Report);
                }
            }
        }

        private void Deliver(IEnumerable<ReportOutcome> reports)
        {
            foreach (var report in reports.ToList())
            {
                Assert.Null(_suite.Send(Addresses.PaymentInstruction(report.Instruction), report, Suite.BankActor));
                _underway.Remove(report);
            }
        }

        // A lie after the truth was told: the other outcome, or the same one under another reference. Before, it could not be told from the truth.
        private void Lie(Booking booking, int which)
        {
            if (!_suite.Instruction(booking.Instruction).Transactions.Single(one => one.EndToEndId == booking.Transaction.EndToEndId).IsFinal)
            {
                return;
            }

            var lie = which % 2 == 0
                ? booking.Report with { BankReference = "B9" }
                : (booking with { Debited = !booking.Debited }).Report;
            Assert.Equal(
                which % 2 == 0 ? "BANK_REFERENCE_DIFFERS" : "OUTCOME_CONTRADICTED",
                _suite.Send(Addresses.PaymentInstruction(booking.Instruction), lie, Suite.BankActor)?.Reason);
        }
    }
}
