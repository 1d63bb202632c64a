using Clearance.Kernel;

namespace Clearance.Declarations.Domain;

/// <summary>
/// How a form ends before release, and how it is sent back. A draft ends at once. On an accepted form Releases has the word, since it alone knows
/// whether the goods have been released: what comes first there counts, and both services end with the same.
/// </summary>
internal static class Withdrawing
{
    /// <summary>Days in which the declarant answers a return (DOMAIN 5.3).</summary>
    private const int DaysToAnswer = 5;

    internal static Decision<Declaration> Withdraw(Declaration state, WithdrawDeclaration withdraw, Occasion occasion)
    {
        if (DeclarationDecisions.WithReason(withdraw.Reason) is { } refusal)
        {
            return refusal;
        }

        if (state.State == DeclarationState.Draft)
        {
            // Nobody has heard of a draft: there is nothing to ask, and nothing to tell.
            return state with
            {
                Stage = Stage.Withdrawn,
                Withdrawal = new Withdrawal(occasion.Time, WithdrawalKind.Declarant, withdraw.Reason),
                Timeline = state.Timeline.With(Timeline.Of(TimelineKind.Withdrawn, occasion, $"The declarant withdrew the form: {withdraw.Reason}", $"报关单已撤销：{withdraw.Reason}")),
            };
        }

        return DeclarationLifecycle.Withdrawal(state.Known) is { } reason
            ? DeclarationDecisions.Refuse(reason)
            : Ask(state, WithdrawalKind.Declarant, withdraw.Reason, $"The declarant asked for the withdrawal: {withdraw.Reason}", $"已申请撤销报关单：{withdraw.Reason}", occasion);
    }

    internal static Decision<Declaration> Reject(Declaration state, RejectDeclaration reject, Occasion occasion) =>
        DeclarationDecisions.WithReason(reject.Reason)
        ?? Ask(state, WithdrawalKind.Rejection, reject.Reason, $"Customs decided to reject the form: {reject.Reason}", $"海关决定退单：{reject.Reason}", occasion);

    internal static Decision<Declaration> Return(Declaration state, ReturnDeclaration returned, Occasion occasion)
    {
        if (DeclarationDecisions.WithReason(returned.Reason) is { } refusal)
        {
            return refusal;
        }

        var due = occasion.Today.AddDays(DaysToAnswer);
        return Decision.Accept(state with
        {
            Return = new Return(occasion.Time, returned.Reason, due),
            Timeline = state.Timeline.With(Timeline.Of(
                TimelineKind.Returned, occasion, $"Customs sent the form back, to be answered by {due:yyyy-MM-dd}: {returned.Reason}", $"海关退回修改，答复期限{due:yyyy-MM-dd}：{returned.Reason}")),
        }).Publish(new DeclarationReturned(state.Key, occasion.Time, state.Version, returned.Reason));
    }

    /// <summary>Goods that were declared early have not come in time: customs takes the form back, unless they arrive meanwhile.</summary>
    internal static Decision<Declaration> GiveUp(Declaration state, Occasion occasion) =>
        state.ArrivalEnd is not { } end || occasion.Time < end
            ? state
            : Ask(
                state,
                WithdrawalKind.NotArrived,
                "The goods of this early declaration did not arrive in time.",
                "The goods did not arrive in time; customs takes the early declaration back.",
                "提前申报货物逾期未运抵，海关撤销报关单。",
                occasion);

    /// <summary>Releases has closed its case: the form is over, for everybody.</summary>
    internal static Decision<Declaration> End(Declaration state, ReleaseBarred barred)
    {
        if (state is not { Withdrawal: { } withdrawal, Known.Barred: null })
        {
            return state;
        }

        var entry = withdrawal.Kind switch
        {
            WithdrawalKind.Declarant => (TimelineKind.Withdrawn, $"The form is withdrawn: {withdrawal.Reason}", $"报关单已撤销：{withdrawal.Reason}"),
            WithdrawalKind.Rejection => (TimelineKind.Rejected, $"The form is rejected: {withdrawal.Reason}", $"报关单已退单：{withdrawal.Reason}"),
            WithdrawalKind.NotArrived => (TimelineKind.Withdrawn, "The early declaration is over, since its goods did not arrive.", "提前申报货物未运抵，报关单已撤销。"),
        };
        return Decision.Accept(state with
        {
            Known = state.Known.With(barred),
            Timeline = state.Timeline.With(new TimelineEntry(barred.Time, entry.Item1, entry.Item2, entry.Item3, "releases", "")),
        }).Publish(new DeclarationWithdrawn(state.Key, barred.Time, withdrawal.Reason));
    }

    private static Decision<Declaration> Ask(Declaration state, WithdrawalKind kind, string reason, string text, string textZh, Occasion occasion) => Decision
        .Accept(state with
        {
            Withdrawal = new Withdrawal(occasion.Time, kind, reason),
            Timeline = state.Timeline.With(Timeline.Of(TimelineKind.WithdrawalRequested, occasion, text, textZh)),
        })
        .Publish(new WithdrawalRequested(state.Key, occasion.Time, reason, kind == WithdrawalKind.NotArrived));
}
