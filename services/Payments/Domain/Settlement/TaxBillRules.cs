using System.Diagnostics;
using System.Globalization;
using Clearance.Kernel;
using Clearance.Payments.Domain.Duty;
using Clearance.Payments.Domain.Refunds;

namespace Clearance.Payments.Domain.Settlement;

/// <summary>Decides for tax bills. Every change of what is owed posts to the ledger here and nowhere else.</summary>
public static class TaxBillRules
{
    /// <summary>What follows from a message.</summary>
    public static Decision<TaxBill> Decide(TaxBill? state, TaxBillMessage message, Occasion occasion) => (state, message) switch
    {
        (null, IssueBill issue) => Issue(issue, occasion),
        (_, PayBill pay) => Pay(state, pay, occasion),
        (_, ClaimRefund claim) => BillRefundRules.Claim(state, claim, occasion),
        (null, WaiveFee waive) => Tenancy.NotFound("taxBills", waive.Bill),
        (null, _) => Decision.Nothing<TaxBill>(),
        (_, IssueBill) => state,
        (_, NoteDebit debit) => Settle(state, debit, occasion),
        (_, NoteFailure failure) => Reopen(state, failure, occasion),
        (_, NoteReversal reversal) => ReversalRules.Reopen(state, reversal, occasion),
        (_, NoteSilence silence) => state.State == TaxBillState.Instructed && state.Instruction == silence.Instruction
            ? state with { State = TaxBillState.Unknown, UpdateTime = occasion.Time }
            : state,
        (_, WaiveFee waive) => FeeRules.Waive(state, waive, occasion),
        (_, WithdrawBill) => Withdraw(state, occasion),
        (_, OweBack owed) => OweBackPart(state, owed, occasion),
        (_, NoteRefundPaid paid) => BillRefundRules.Pay(state, paid, occasion),
        (_, NoteRefundDropped dropped) => BillRefundRules.Drop(state, dropped, occasion),
        (_, PassDueDate) => FallOverdue(state, occasion),
        _ => throw new UnreachableException(message.GetType().Name),
    };

    private static Decision<TaxBill> Issue(IssueBill issue, Occasion occasion) => Decision
        .Accept(new TaxBill(
            issue.Declaration,
            issue.Number,
            issue.Enterprise,
            issue.Declarant,
            issue.Kind,
            issue.Amount,
            issue.IssueDate,
            issue.DueDate,
            TaxBillState.Open,
            occasion.Time,
            occasion.Time)
        {
            SelfPayment = issue.SelfPayment,
            Fee = issue.Fee,
        })
        .Transfer(Accounts.Receivable(issue.Enterprise), Accounts.Revenue(issue.Kind), issue.Amount);

    private static Decision<TaxBill> Pay(TaxBill? state, PayBill pay, Occasion occasion)
    {
        var order = pay.Order ?? new PaymentOrder(occasion.NewId(), [pay.Bill]);
        if (WhyNotPayable(state, pay, order, occasion) is { } refusal)
        {
            return pay.Order is null
                ? refusal
                : PassOn(state, pay, order with { Obstacles = [.. order.Obstacles, new Obstacle(order.Asked, refusal.Reason, refusal.Message)] }, occasion);
        }

        var attempt = state!.Attempts + 1;
        var next = state with
        {
            State = TaxBillState.Instructed,
            Attempts = attempt,
            Instruction = order.Instruction,
            InstructDate = occasion.Today,
            FailureReason = null,
            UpdateTime = occasion.Time,
        };
        var transaction = new PaymentTransaction(
            pay.Bill, state.Number, string.Create(CultureInfo.InvariantCulture, $"{state.Number}/{attempt:00}"), state.Amount);
        return PassOn(next, pay, order with { Enterprise = state.Enterprise, Transactions = [.. order.Transactions, transaction] }, occasion);
    }

    /// <summary>The order goes on to the next bill; after the last one the agreement is drawn on, unless a bill cannot be paid.</summary>
    private static Decision<TaxBill> PassOn(TaxBill? next, PayBill pay, PaymentOrder order, Occasion occasion)
    {
        var decision = next is null ? Decision.Nothing<TaxBill>() : Decision.Accept(next);
        if (order.Asked < order.Bills.Count)
        {
            var bill = order.Bills[order.Asked];
            return decision.Tell(Addresses.TaxBill(bill), new PayBill(bill, pay.Agreement) { Order = order });
        }

        return order.Obstacles.Count > 0
            ? NotPayable(order)
            : decision.Tell(Addresses.Agreement(pay.Agreement), new DrawOnAgreement(
                pay.Agreement, occasion.Actor.Enterprise ?? order.Enterprise!, order.Instruction, order.Transactions));
    }

    private static Refusal NotPayable(PaymentOrder order) => Refusal.Precondition(
        Reasons.TaxBillsNotPayable,
        $"{order.Obstacles.Count} of {order.Bills.Count} bills cannot be paid, so none was instructed; leave them out and order again.") with
    {
        MessageZh = $"{order.Bills.Count}张税单中有{order.Obstacles.Count}张不能支付，全部未发出扣款指令。",
        Violations =
        [
            .. order.Obstacles.Select(obstacle => new Violation(
                string.Create(CultureInfo.InvariantCulture, $"tax_bills[{obstacle.Position}]"), obstacle.Reason, obstacle.Text, "Leave the bill out of this order.")),
        ],
    };

    private static Refusal? WhyNotPayable(TaxBill? state, PayBill pay, PaymentOrder order, Occasion occasion) =>
        state is null || !Tenancy.Sees(occasion.Actor, state.Enterprise, state.Declarant) ? Tenancy.NotFound("taxBills", pay.Bill)
        : WhyNotPayable(state) is { } refusal ? refusal
        : order.Enterprise is { } payer && payer != state.Enterprise ? Refusal.Precondition(
            Reasons.TaxBillOfAnotherPayer, $"Bill {state.Number} is owed by another enterprise than the bills before it; pay it with an order of its own.")
        : null;

    internal static Refusal? WhyNotPayable(TaxBill state) => state.State switch
    {
        TaxBillState.Open => null,
        TaxBillState.Settled => Refusal.Precondition(Reasons.TaxBillAlreadyPaid, $"Bill {state.Number} is paid already; nothing is left to pay."),
        TaxBillState.Instructed => Refusal.Precondition(Reasons.TaxBillInFlight, $"A payment of bill {state.Number} is with the bank; wait for its outcome."),
        TaxBillState.Unknown => Refusal.Precondition(
            Reasons.TaxBillOutcomeUnknown,
            $"The bank has not said what became of the payment of bill {state.Number}; a second debit could pay twice. Wait for the bank's report."),
        TaxBillState.Cancelled => Refusal.Precondition(Reasons.TaxBillCancelled, $"Bill {state.Number} is cancelled, since its declaration was withdrawn or amended."),
        TaxBillState.RefundDue => Refusal.Precondition(
            Reasons.TaxBillRefundDue, $"Bill {state.Number} was paid, and its declaration withdrawn or amended since; a refund is due."),
        TaxBillState.Waived => Refusal.Precondition(Reasons.TaxBillWaived, $"The fee of bill {state.Number} is waived; nothing is due."),
    };

    private static Decision<TaxBill> Settle(TaxBill state, NoteDebit debit, Occasion occasion)
    {
        if (!IsWaitingFor(state, debit.Instruction))
        {
            return state;
        }

        var next = state with
        {
            State = state.Withdrawn ? TaxBillState.RefundDue : TaxBillState.Settled,
            DebitTime = debit.DebitTime,
            UpdateTime = occasion.Time,
        };
        var decision = Decision.Accept(next).Transfer(Accounts.Clearing(debit.Bank), Accounts.Receivable(state.Enterprise), state.Amount);
        if (state.Withdrawn)
        {
            return OweRefund(decision, state);
        }

        FeeRules.BillLatePayment(decision, next, occasion);

        // A fee for late payment is no part of the assessment: the goods do not wait for it.
        return state.Kind == TaxKind.LatePaymentFee
            ? decision
            : decision.Tell(Addresses.Assessment(state.Declaration), new NoteBillSettled(state.Declaration, state.Key));
    }

    private static Decision<TaxBill> Reopen(TaxBill state, NoteFailure failure, Occasion occasion)
    {
        if (!IsWaitingFor(state, failure.Instruction))
        {
            return state;
        }

        if (state.Withdrawn)
        {
            return Cancel(state with { FailureReason = failure.Reason }, occasion);
        }

        return Decision.Accept(state with { State = TaxBillState.Open, FailureReason = failure.Reason, UpdateTime = occasion.Time })
            .Publish(new BillPaymentFailed(state.Declaration, occasion.Time, state.Key, failure.Reason));
    }

    private static Decision<TaxBill> Withdraw(TaxBill state, Occasion occasion) => state.State switch
    {
        TaxBillState.Open => Cancel(state, occasion),
        TaxBillState.Settled => OweRefund(state with { State = TaxBillState.RefundDue, Withdrawn = true, UpdateTime = occasion.Time }, state),

        // The money may be on its way: what becomes of the bill is known when the bank has reported.
        TaxBillState.Instructed or TaxBillState.Unknown when !state.Withdrawn => state with { Withdrawn = true, UpdateTime = occasion.Time },
        TaxBillState.Instructed or TaxBillState.Unknown or TaxBillState.Cancelled or TaxBillState.RefundDue or TaxBillState.Waived => state,
    };

    /// <summary>What was owed back of a payment that the bank has taken back is owed no more.</summary>
    private static Decision<TaxBill> Cancel(TaxBill state, Occasion occasion)
    {
        var cancelled = Reverse(state with { State = TaxBillState.Cancelled, Withdrawn = true, OwedBack = null, UpdateTime = occasion.Time });
        return state.OwedBack is { } owed
            ? cancelled.Transfer(Accounts.RefundPayable(state.Enterprise), Accounts.Revenue(state.Kind), owed)
            : cancelled;
    }

    private static Decision<TaxBill> FallOverdue(TaxBill state, Occasion occasion) =>
        state.WakeTime is { } wake && wake <= occasion.Time
            ? Decision.Accept(state with { Overdue = true, UpdateTime = occasion.Time })
                .Publish(new BillFellOverdue(state.Declaration, occasion.Time, state.Key, state.Amount))
            : state;

    private static bool IsWaitingFor(TaxBill state, string instruction) =>
        state.State is TaxBillState.Instructed or TaxBillState.Unknown && state.Instruction == instruction;

    internal static Decision<TaxBill> Reverse(TaxBill cancelled) =>
        Decision.Accept(cancelled).Transfer(Accounts.Revenue(cancelled.Kind), Accounts.Receivable(cancelled.Enterprise), cancelled.Amount);

    private static Decision<TaxBill> OweRefund(Decision<TaxBill> decision, TaxBill state) =>
        decision.Transfer(Accounts.Revenue(state.Kind), Accounts.RefundPayable(state.Enterprise), state.Amount - (state.OwedBack ?? Money.Zero));

    /// <summary>Told to paid bills only; one whose declaration was withdrawn gives everything back already.</summary>
    private static Decision<TaxBill> OweBackPart(TaxBill state, OweBack owed, Occasion occasion) => state.State == TaxBillState.Settled
        ? Decision.Accept(state with { OwedBack = (state.OwedBack ?? Money.Zero) + owed.Amount, UpdateTime = occasion.Time })
            .Transfer(Accounts.Revenue(state.Kind), Accounts.RefundPayable(state.Enterprise), owed.Amount)
        : state;
}
