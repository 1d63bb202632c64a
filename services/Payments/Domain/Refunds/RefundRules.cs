using System.Diagnostics;
using System.Globalization;
using Clearance.Kernel;
using Clearance.Payments.Domain.Settlement;

namespace Clearance.Payments.Domain.Refunds;

/// <summary>
/// Decides for refunds. An application travels from the refund to the bill, which reserves what it owes back, to the agreement, which names the
/// account, and back, within one transaction. A refund is approved once and the bank's first final report stands, so that it is never paid twice.
/// </summary>
public static class RefundRules
{
    private const string Collection = "refunds";

    /// <summary>What follows from a message.</summary>
    public static Decision<Refund> Decide(Refund? state, RefundMessage message, Occasion occasion) => (state, message) switch
    {
        (null, ApplyForRefund apply) => Decision.Nothing<Refund>().Tell(
            Addresses.TaxBill(apply.Bill), new ClaimRefund(apply.Bill, apply.Refund, apply.Agreement, apply.Reason)),
        (null, OpenRefund open) => new Refund(open.Refund, open.Claim, open.Opening, open.Account, RefundState.Applied, occasion.Time, occasion.Time),
        (null, ApproveRefund or RefuseRefund or ReportRefund) => Tenancy.NotFound(Collection, message.Refund),
        (null, _) => Decision.Nothing<Refund>(),
        (_, ApplyForRefund or OpenRefund) => state,
        (_, ApproveRefund approve) => Approve(state, approve, occasion),
        (_, RefuseRefund refuse) => Refuse(state, refuse, occasion),
        (_, DropRefund drop) => state.State == RefundState.Applied ? Close(state, RefundState.Refused, occasion, drop.Reason) : state,
        (_, ReportRefund report) => Tenancy.Sees(occasion.Actor, state.Account.Bank)
            ? Report(state, report, occasion)
            : Tenancy.NotFound(Collection, message.Refund),
        _ => throw new UnreachableException(message.GetType().Name),
    };

    /// <summary>The version of a refund: what a decision can name, so that it is not taken on what has changed since.</summary>
    public static string EtagOf(Refund refund) => refund.Revision.ToString(CultureInfo.InvariantCulture);

    private static Decision<Refund> Approve(Refund state, ApproveRefund approve, Occasion occasion)
    {
        if (state.State == RefundState.Approved && state.Decider == occasion.Actor.Subject)
        {
            return state;
        }

        if (WhyNotDecided(state, approve.Etag) is { } refusal)
        {
            return refusal;
        }

        if (state.Opening.ByCustoms && state.Opening.Subject == occasion.Actor.Subject)
        {
            return Refusal.Precondition(Reasons.RefundSameOfficer, "You opened this refund yourself; another officer must approve it.") with
            {
                MessageZh = "该退税由您本人发起，须由其他关员审批。",
            };
        }

        var approved = Change(state, RefundState.Approved, occasion) with
        {
            Decider = occasion.Actor.Subject,
            DecideTime = occasion.Time,
            Interest = BearsInterest(state) ? DepositInterest.Of(state.Claim.Amount, state.Claim.PaidDate, occasion.Today) : Money.Zero,
        };
        return Decision.Accept(approved).Publish(Decided(approved, occasion));
    }

    /// <summary>Interest is for the payer who finds that too much was levied, not for goods whose declaration is taken back nor where customs found it.</summary>
    private static bool BearsInterest(Refund refund) => refund is { Claim.Cause: RefundCause.Overpaid, Opening.ByCustoms: false };

    private static Decision<Refund> Refuse(Refund state, RefuseRefund refuse, Occasion occasion) =>
        WhyNotDecided(state, refuse.Etag) is { } refusal
            ? refusal
            : Close(state with { Decider = occasion.Actor.Subject, DecideTime = occasion.Time }, RefundState.Refused, occasion, refuse.Reason);

    private static Refusal? WhyNotDecided(Refund state, string? etag) =>
        state.State != RefundState.Applied ? Refusal.Precondition(
            Reasons.RefundDecided, $"refunds/{state.Key} is {state.State.ToString().ToUpperInvariant()} already; only one that is applied for can be decided.") with
        {
            MessageZh = $"退税{state.Key}已作出决定，不能再次审批。",
        }
        : etag is not null && etag != EtagOf(state) ? Refusal.Conflict("ETAG_STALE", "The refund has changed since it was read; read it again.")
        : null;

    private static Decision<Refund> Report(Refund state, ReportRefund report, Occasion occasion) => state.State switch
    {
        RefundState.Applied or RefundState.Refused => Refusal.Precondition(
            Reasons.RefundNotApproved, $"refunds/{state.Key} is {state.State.ToString().ToUpperInvariant()}; credit only what is approved.") with
        {
            MessageZh = $"退税{state.Key}未获批准，不得入账。",
        },
        RefundState.Approved when report.Succeeded => Pay(state, report, occasion),
        RefundState.Approved => Close(state with { BankReference = report.BankReference, FailureReason = report.FailureReason }, RefundState.Failed, occasion),
        _ when state.State == RefundState.Paid != report.Succeeded => Refusal.Precondition(
            Reasons.OutcomeContradicted,
            $"{state.Claim.EndToEndId} was reported as {state.State.ToString().ToUpperInvariant()} with reference {state.BankReference}; that stands. Correct it with the treasury.") with
        {
            MessageZh = $"{state.Claim.EndToEndId}的结果已报告，不能更改。",
        },
        _ when state.BankReference != report.BankReference => Refusal.Precondition(
            Reasons.BankReferenceDiffers,
            $"{state.Claim.EndToEndId} was reported with reference {state.BankReference} before, now with {report.BankReference}: was the account credited twice?") with
        {
            MessageZh = $"{state.Claim.EndToEndId}先前报告的银行流水号不同，请核实是否重复入账。",
        },
        _ => state,
    };

    private static Decision<Refund> Pay(Refund state, ReportRefund report, Occasion occasion) => Decision
        .Accept(Change(state, RefundState.Paid, occasion) with { BankReference = report.BankReference, PayTime = occasion.Time })
        .Publish(Concluded(state, paid: true, null, occasion))
        .Tell(Addresses.TaxBill(state.Claim.Bill), new NoteRefundPaid(state.Key, state.Account.Bank, state.Claim.Amount, state.Interest ?? Money.Zero));

    /// <summary>Nothing is paid: the bill can be refunded by another.</summary>
    private static Decision<Refund> Close(Refund state, RefundState to, Occasion occasion, string? reason = null) => Decision
        .Accept(Change(state, to, occasion) with { RefuseReason = reason })
        .Publish(to == RefundState.Failed ? Concluded(state, paid: false, state.FailureReason, occasion) : Decided(state, occasion, reason))
        .Tell(Addresses.TaxBill(state.Claim.Bill), new NoteRefundDropped(state.Key));

    private static RefundWasDecided Decided(Refund refund, Occasion occasion, string? refused = null) => new(
        TaxBill.DeclarationOf(refund.Claim.Bill), occasion.Time, refund.Key, refund.Claim.Bill, refund.Total, refund.State == RefundState.Approved, refused);

    private static RefundWasConcluded Concluded(Refund refund, bool paid, string? reason, Occasion occasion) =>
        new(TaxBill.DeclarationOf(refund.Claim.Bill), occasion.Time, refund.Key, refund.Claim.Bill, refund.Total, paid, reason);

    private static Refund Change(Refund state, RefundState to, Occasion occasion) =>
        state with { State = to, Revision = state.Revision + 1, UpdateTime = occasion.Time };
}
