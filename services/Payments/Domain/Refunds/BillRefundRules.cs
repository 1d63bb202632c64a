using System.Globalization;
using Clearance.Kernel;
using Clearance.Payments.Domain.Settlement;

namespace Clearance.Payments.Domain.Refunds;

/// <summary>A refund claims what the bill owes back; told by it in the transaction of the application.</summary>
public sealed record ClaimRefund(string Bill, string Refund, string Agreement, string Reason) : TaxBillMessage;

/// <summary>The bank credited the payer.</summary>
public sealed record NoteRefundPaid(string Refund, string Bank, Money Amount, Money Interest) : TaxBillMessage;

/// <summary>The refund was refused, or could not be credited.</summary>
public sealed record NoteRefundDropped(string Refund) : TaxBillMessage;

/// <summary>What refunds make of a bill: one at a time, all that is owed back at once, so that more than was paid never goes out.</summary>
public static class BillRefundRules
{
    private const int YearsToApply = 1;

    /// <summary>What is owed back of a bill and not yet paid out.</summary>
    public static Money OwedOf(TaxBill bill) => bill.State switch
    {
        TaxBillState.RefundDue => bill.Amount,
        TaxBillState.Settled => bill.OwedBack ?? Money.Zero,
        _ => Money.Zero,
    } - (bill.Refunded ?? Money.Zero);

    /// <summary>Reserves what is owed back and asks the agreement for the account.</summary>
    public static Decision<TaxBill> Claim(TaxBill? state, ClaimRefund claim, Occasion occasion)
    {
        if (state is null || !Tenancy.Sees(occasion.Actor, state.Enterprise, state.Declarant))
        {
            return Tenancy.NotFound("taxBills", claim.Bill);
        }

        var byCustoms = Tenancy.SeesAll(occasion.Actor);
        if (WhyNot(state, byCustoms, occasion.Today) is { } refusal)
        {
            return refusal;
        }

        var count = state.RefundCount + 1;
        var wanted = new RefundClaim(
            state.Key,
            state.Number,
            string.Create(CultureInfo.InvariantCulture, $"{state.Number}/R{count:00}"),
            state.Enterprise,
            state.Declarant,
            OwedOf(state),
            state.State == TaxBillState.RefundDue ? RefundCause.Withdrawn : RefundCause.Overpaid,
            PaidDateOf(state));
        return Decision.Accept(state with { Refund = claim.Refund, RefundCount = count, UpdateTime = occasion.Time }).Tell(
            Addresses.Agreement(claim.Agreement),
            new NameRefundAccount(claim.Agreement, claim.Refund, wanted, new RefundOpening(byCustoms, occasion.Actor.Subject, claim.Reason)));
    }

    /// <summary>The money is out; the ledger says so.</summary>
    public static Decision<TaxBill> Pay(TaxBill state, NoteRefundPaid paid, Occasion occasion)
    {
        if (state.Refund != paid.Refund)
        {
            return state;
        }

        var decision = Decision
            .Accept(state with { Refund = null, Refunded = (state.Refunded ?? Money.Zero) + paid.Amount, UpdateTime = occasion.Time })
            .Transfer(Accounts.RefundPayable(state.Enterprise), Accounts.Clearing(paid.Bank), paid.Amount);
        return paid.Interest.IsPositive ? decision.Transfer(Accounts.RefundInterest, Accounts.Clearing(paid.Bank), paid.Interest) : decision;
    }

    /// <summary>What the refund had reserved is free for another.</summary>
    public static Decision<TaxBill> Drop(TaxBill state, NoteRefundDropped dropped, Occasion occasion) =>
        state.Refund == dropped.Refund ? state with { Refund = null, UpdateTime = occasion.Time } : state;

    /// <summary>The bank took the payment back: a refund that is not approved has lost its cause.</summary>
    public static Decision<TaxBill> Recall(Decision<TaxBill> decision, TaxBill before, string reason) =>
        before.Refund is { } refund ? decision.Tell(Addresses.Refund(refund), new DropRefund(refund, reason)) : decision;

    private static Refusal? WhyNot(TaxBill state, bool byCustoms, DateOnly today)
    {
        if (state.Refund is { } other)
        {
            return Refusal.Precondition(Reasons.RefundInProgress, $"refunds/{other} of bill {state.Number} is not finished; wait for its end.") with
            {
                MessageZh = $"税单{state.Number}已有退税在办理中，请等待办结。",
            };
        }

        if (!OwedOf(state).IsPositive)
        {
            return Refusal.Precondition(
                Reasons.RefundNotDue, $"Nothing of bill {state.Number} is owed back: have the declaration amended or withdrawn first.") with
            {
                MessageZh = $"税单{state.Number}没有应退税款，请先办理修改或撤销报关单。",
            };
        }

        var lastDay = PaidDateOf(state).AddYears(YearsToApply);
        return byCustoms || today <= lastDay ? null : Refusal.Precondition(
            Reasons.RefundTooLate, $"Bill {state.Number} could be refunded on application until {lastDay:O}, a year after its payment.") with
        {
            MessageZh = $"税单{state.Number}的退税申请期限已于{lastDay:O}届满（缴款之日起一年）。",
        };
    }

    private static DateOnly PaidDateOf(TaxBill state) => CustomsTime.DateOf(state.DebitTime ?? state.UpdateTime);
}
