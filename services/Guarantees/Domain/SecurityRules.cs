using System.Diagnostics;
using Clearance.Kernel;

namespace Clearance.Guarantees.Domain;

/// <summary>
/// Joins the facts of a declaration and does what newly follows: asks the guarantee, moves what is held, demands and releases.
/// Every effect is the difference of what followed before and what follows now, so a repeated fact has none.
/// </summary>
public static class SecurityRules
{
    /// <summary>Decides one message; never refuses.</summary>
    public static Decision<Security> Decide(Security? state, SecurityMessage message, Occasion occasion)
    {
        var before = state ?? new Security { Declaration = message.Declaration };
        var after = before.NotAsked ? before : Lowered(Fitted(Join(before, message, occasion)));
        if (after == before)
        {
            return state ?? Decision.Nothing<Security>();
        }

        var decision = Decision.Accept(after);
        Ask(decision, before, after);
        Answer(decision, before, after, occasion);
        Follow(decision, before, after, occasion);
        return decision;
    }

    private static Security Join(Security state, SecurityMessage message, Occasion occasion) => message switch
    {
        SecurityMessage.TaxAssessed { Request: { SecuresTax: false, SecuresDocuments: false } } when state.Request is null =>
            new Security { Declaration = state.Declaration, NotAsked = true },
        SecurityMessage.TaxAssessed fact => state with { Request = Newer(state.Request, fact.Request) },
        SecurityMessage.TaxSettled fact => state with { TaxSettleTime = Earlier(state.TaxSettleTime, fact.Time) },
        SecurityMessage.DocumentsCompleted fact => state with { DocumentsCompleteTime = Earlier(state.DocumentsCompleteTime, fact.Time) },
        SecurityMessage.ReplenishmentOverdue fact => state with { ReplenishmentOverdueTime = Earlier(state.ReplenishmentOverdueTime, fact.Time) },
        SecurityMessage.Withdrawn fact => state with { WithdrawTime = Earlier(state.WithdrawTime, fact.Time) },
        SecurityMessage.TaxOverdue fact => Overdue(state, fact.Bill),
        SecurityMessage.Covered answer => state with { Cover = Newer(state.Cover, answer.Cover) },
        SecurityMessage.Declined answer =>
            state with { Decline = Newer(state.Decline, new Decline(answer.Reason, answer.Text) { Version = answer.Version }) },
        SecurityMessage.ClaimPaid report => report.Total > state.Paid ? state with { Paid = report.Total } : state,
        SecurityMessage.CoverEnded => occasion.Time >= state.Due ? state with { FinalDemand = Reservation.Of(state).Demand } : state,
        _ => throw new UnreachableException($"{message} is no message to a security."),
    };

    /// <summary>An amendment that lowers the tax lowers what was granted before it; what raises it is asked for.</summary>
    private static Security Fitted(Security state) =>
        state is { Request: { } request, Cover: { } cover } && (request.Version ?? 0) > (cover.Version ?? 0) && request.Amount < cover.Amount
            ? state with { Cover = cover with { Amount = request.Amount } }
            : state;

    /// <summary>After the last day for claims a demand can fall but never rise again, so that an end stays an end.</summary>
    private static Security Lowered(Security state) => Reservation.Of(state).Demand is var demand && demand < state.FinalDemand
        ? state with { FinalDemand = demand }
        : state;

    private static Security Overdue(Security state, OverdueBill bill)
    {
        var known = state.OverdueBills.FirstOrDefault(other => other.Bill == bill.Bill);
        return known is not null && known.Open >= bill.Open
            ? state
            : state with
            {
                OverdueBills = [.. state.OverdueBills.Where(other => other != known).Append(bill).OrderBy(other => other.Bill, StringComparer.Ordinal)],
            };
    }

    private static void Ask(Decision<Security> decision, Security before, Security after)
    {
        if (after.Request is not { } request || request == before.Request || !Reservation.Open(after))
        {
            return;
        }

        // What has come to its end stays there, and what is held already need not be asked for.
        var held = after.Cover?.Amount;
        if (held is null || (held < request.Amount && Reservation.StateOf(before) == ReservationState.Reserved))
        {
            decision.Tell(
                Keys.Guarantee(after.Cover?.Guarantee ?? Keys.GuaranteeKey(request.GuaranteeName)),
                new GuaranteeMessage.Reserve(after.Declaration, request.Payer, request.Amount, request.SecuresTax, request.SecuresDocuments)
                {
                    Held = held,
                    Version = request.Version,
                });
        }
    }

    private static void Answer(Decision<Security> decision, Security before, Security after, Occasion occasion)
    {
        if (after.Cover is { } cover && cover != before.Cover)
        {
            Position.None.Post(decision, new Accounts(cover.Guarantee), new Position(Granted(before.Cover, cover), Money.Zero, Money.Zero));
            decision.Publish(new DeclarationSecured(
                after.Declaration, cover, occasion.Time, after.Request?.SecuresTax ?? false, after.Request?.SecuresDocuments ?? false)
            {
                Version = after.Request?.Version,
            });
        }

        if (after.Decline is { } decline && decline != before.Decline)
        {
            decision.Publish(new SecurityRefused(
                after.Declaration, after.Request?.GuaranteeName ?? string.Empty, decline.Reason, decline.Text, occasion.Time));
        }
    }

    private static void Follow(Decision<Security> decision, Security before, Security after, Occasion occasion)
    {
        if (after.Cover is not { } cover)
        {
            return;
        }

        var known = Reservation.Of(before);
        var from = known with { Reserved = known.Reserved + Granted(before.Cover, cover) };
        var to = Reservation.Of(after);
        var wasOpen = before.Cover is null || Reservation.StateOf(before) == ReservationState.Reserved;
        var ended = wasOpen && Reservation.StateOf(after) != ReservationState.Reserved;
        if (from == to && !ended)
        {
            return;
        }

        from.Post(decision, new Accounts(cover.Guarantee), to);
        decision.Tell(Keys.Guarantee(cover.Guarantee), new GuaranteeMessage.Move(after.Declaration, from, to, ended));
        Claim(decision, before, after, (from, to), occasion);
        var freed = cover.Amount - to.Paid;
        if (ended && (freed.IsPositive || cover.Amount.IsZero))
        {
            decision.Publish(new SecurityReleased(after.Declaration, cover.Guarantee, freed, occasion.Time));
        }
    }

    private static void Claim(Decision<Security> decision, Security before, Security after, (Position From, Position To) move, Occasion occasion)
    {
        var (from, to) = move;
        if (from.Demand == to.Demand)
        {
            return;
        }

        var cover = after.Cover!;
        ClaimGround[] grounds = [.. Reservation.Grounds(after)];
        decision.Tell(
            Keys.Claim(after.Declaration),
            new ClaimMessage.Demand(after.Declaration, cover.Guarantee, cover.Guarantor, after.Request?.Payer ?? string.Empty, to.Demand, [.. grounds]));
        if (to.Demand > from.Demand && grounds.Length > 0)
        {
            var reason = grounds.Except(Reservation.Grounds(before)).Append(grounds[0]).First();
            decision.Publish(new GuaranteeClaimed(after.Declaration, to.Demand, reason, occasion.Time));
        }
    }

    /// <summary>What the guarantee has just reserved.</summary>
    private static Money Granted(Cover? before, Cover after) =>
        before is null ? after.Amount : after.Version == before.Version ? Money.Zero : after.Amount - before.Amount;

    /// <summary>That of the newer version; of one version the first.</summary>
    private static T Newer<T>(T? known, T heard)
        where T : class, IVersioned => known is null || (heard.Version ?? 0) > (known.Version ?? 0) ? heard : known;

    private static DateTimeOffset Earlier(DateTimeOffset? known, DateTimeOffset time) => known < time ? known.Value : time;
}
