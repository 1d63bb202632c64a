using Clearance.Kernel;

namespace Clearance.Releases.Domain;

/// <summary>
/// The release decision. Facts join in any order; in the transaction of the last one that was missing the goods are released,
/// once. What a case asks of others (arrival, risk rules, controls) follows from the difference between before and after.
/// </summary>
public static class ReleaseCaseDecider
{
    private const int MaxExits = 500;

    /// <summary>Decides a message.</summary>
    public static Decision<ReleaseCase> Decide(ReleaseCase? state, ReleaseCaseMessage message, Occasion occasion)
    {
        if (message is LeaveGate leave)
        {
            return Leave(state, leave);
        }

        var before = state ?? new ReleaseCase(message.Case);
        if (message is WithdrawalRequested { UnlessArrived: var unlessArrived } && (before.ReleaseTime is not null || (unlessArrived && before.Arrival is not null)))
        {
            // The release came first, or the goods that were given up: Declarations hears of both, and the withdrawal has no effect.
            return before;
        }

        var joined = Join(before, message);
        if (state is not null && ReferenceEquals(joined, state))
        {
            return state;
        }

        var released = joined is { ReleaseTime: null, Withdrawal: null } && Conditions.Allow(joined, occasion.Time);
        var after = released ? joined with { ReleaseTime = occasion.Time } : joined;
        var decision = Decision.Accept(after);
        AskOthers(decision, before, after, message as DeclarationAccepted);
        PublishNews(decision, before, after, occasion);
        return decision;
    }

    /// <summary>Puts a fact in its place; the very state when it is known already.</summary>
    private static ReleaseCase Join(ReleaseCase state, ReleaseCaseMessage message) => message switch
    {
        DeclarationAccepted m => Put(state, state.Profile, Joining.Earlier(state.Profile, m.Profile),
            value => state with { Profile = value }),
        DocumentsCompleted m => Put(state, state.Documents, Joining.Earlier(state.Documents, m.Documents),
            value => state with { Documents = value }),
        TaxAssessed m => Put(state, state.Assessed, Joining.Newer(state.Assessed, m.Bill), value => state with { Assessed = value }),
        TaxSettled m => Settle(state, m.Paid),
        TaxPaymentReversed m => Put(state, state.Reversal, Joining.Later(state.Reversal, m.Reversal), value => state with { Reversal = value }),
        DeclarationSecured m => Put(state, state.Securities, Joining.With(state.Securities, m.Security, s => s.Reservation, Joining.Newer),
            value => state with { Securities = value }),
        SecurityRefused m => Put(state, state.Refusal, Joining.Later(state.Refusal, m.Refusal), value => state with { Refusal = value }),
        DeclarationAmended m => Put(state, state.Amendment, Joining.Newer(state.Amendment, m.Amendment), value => state with { Amendment = value }),
        DeclarationReturned m => Put(state, state.Return, Joining.Newer(state.Return, m.Return), value => state with { Return = value }),
        WithdrawalRequested m => Put(state, state.Withdrawal, Joining.Earlier(state.Withdrawal, m.Withdrawal),
            value => state with { Withdrawal = value }),
        LaneDecided m => Put(state, state.Control, Joining.Earlier(state.Control, m.Decision), value => state with { Control = value }),
        ControlRecorded m => m.Result.Ordinal > (state.Result?.Ordinal ?? 0) ? state with { Result = m.Result } : state,
        ArrivalReported m => Put(state, state.Arrival, Joining.Earlier(state.Arrival, m.Arrival), value => state with { Arrival = value }),
        _ => throw new ArgumentOutOfRangeException(nameof(message), message, "Not a fact of a release case."),
    };

    /// <summary>The first and the last settlement of a version have a place each: a reversal lies between them, and may be heard after both.</summary>
    private static ReleaseCase Settle(ReleaseCase state, TaxPaid paid)
    {
        var (first, last) = (Joining.Newer(state.Settled, paid), Joining.Newest(state.Resettled ?? state.Settled, paid));
        last = last == first ? null : last;
        return ReferenceEquals(first, state.Settled) && last == state.Resettled ? state : state with { Settled = first, Resettled = last };
    }

    private static ReleaseCase Put<T>(ReleaseCase state, T? held, T joined, Func<T, ReleaseCase> with)
        where T : class => ReferenceEquals(held, joined) ? state : with(joined);

    private static void AskOthers(Decision<ReleaseCase> decision, ReleaseCase before, ReleaseCase after, DeclarationAccepted? accepted)
    {
        if (before.Profile is null && after.Profile is { } profile && accepted is not null)
        {
            decision.Tell(Addresses.Consignment(profile.ConsignmentKey), new ExpectGoods(profile.ConsignmentKey, after.Key));
            decision.Tell(Addresses.RuleSet, new Judge(after.Key, profile, accepted.Seed));
            foreach (var container in profile.Containers.Select(GoodsNumbers.ContainerKey).Distinct(StringComparer.Ordinal))
            {
                decision.Tell(Addresses.Container(container), new Carry(container, new CarriedCase(profile.Time, after.Key)));
            }
        }

        if (after.Amendment is { } amendment && before.Amendment != amendment)
        {
            foreach (var container in amendment.Containers.Select(GoodsNumbers.ContainerKey).Distinct(StringComparer.Ordinal))
            {
                decision.Tell(Addresses.Container(container), new Carry(container, new CarriedCase(amendment.AcceptTime, after.Key)));
            }
        }

        AskForReview(decision, before, after);
        AskForInspection(decision, before, after);
    }

    private static void AskForReview(Decision<ReleaseCase> decision, ReleaseCase before, ReleaseCase after)
    {
        if (!Ordered(before, Lane.DocumentReview) && Ordered(after, Lane.DocumentReview))
        {
            decision.Tell(Addresses.Review(after.Key), new OrderReview(after.Key, OrderFor(after, after.Profile!.CustomsOffice)));
        }

        if (!Cancelled(before, Lane.DocumentReview) && Cancelled(after, Lane.DocumentReview))
        {
            decision.Tell(Addresses.Review(after.Key), new CancelReview(after.Key));
        }
    }

    private static void AskForInspection(Decision<ReleaseCase> decision, ReleaseCase before, ReleaseCase after)
    {
        if (!Ordered(before, Lane.Inspection) && Ordered(after, Lane.Inspection))
        {
            decision.Tell(Addresses.Inspection(after.Key), new OrderInspection(after.Key,
                OrderFor(after, after.Profile!.InspectingOffice)));
        }

        if (!Inspectable(before) && Inspectable(after))
        {
            decision.Tell(Addresses.Inspection(after.Key), new GoodsThere(after.Key, after.Arrival!));
        }

        if (!Cancelled(before, Lane.Inspection) && Cancelled(after, Lane.Inspection))
        {
            decision.Tell(Addresses.Inspection(after.Key), new CancelInspection(after.Key));
        }
    }

    private static void PublishNews(Decision<ReleaseCase> decision, ReleaseCase before, ReleaseCase after, Occasion occasion)
    {
        if (before.Control is null && after.Control is { } control)
        {
            decision.Publish(new ControlDecided(after.Declaration, control.Time, control.Lane, control.Deciding));
        }

        if (before.Result != after.Result && after.Result is { } result)
        {
            decision.Publish(new ControlCompleted(after.Declaration, result.Time, result.Passed, result.Result, result.Control));
        }

        if (before.Arrival is null && after.Arrival is { } arrival)
        {
            decision.Publish(new GoodsArrived(after.Declaration, arrival.Time, after.Profile?.BillOfLading ?? string.Empty));
        }

        if (before.Withdrawal is null && after.Withdrawal is not null)
        {
            decision.Publish(new ReleaseBarred(after.Declaration, occasion.Time));
        }

        if (before.ReleaseTime is null && after.ReleaseTime is { } time)
        {
            decision.Publish(new GoodsReleased(
                after.Declaration, time, after.Name, after.SettleTime is null, after.ClearanceTime!.Value,
                Roads.Of(after, time)!.Value, ReasonTrail.Sentences(after))
            {
                Direction = after.Profile!.Direction,
                TransportMode = after.Profile.TransportMode,
            });
        }
    }

    private static bool Ordered(ReleaseCase state, Lane lane) => state.Profile is not null && state.Control?.Lane == lane;

    private static bool Cancelled(ReleaseCase state, Lane lane) => Ordered(state, lane) && state.Withdrawal is not null;

    private static bool Inspectable(ReleaseCase state) => Ordered(state, Lane.Inspection) && state.Arrival is not null;

    private static ControlOrder OrderFor(ReleaseCase @case, string office) => new(
        @case.Control!.Time, @case.Key, @case.Profile!.DeclarationNumber, office, @case.Profile.Enterprise, @case.Profile.CreditClass)
    {
        Rules = @case.Control.Deciding,
    };

    private static Decision<ReleaseCase> Leave(ReleaseCase? state, LeaveGate message)
    {
        if (state is not { State: CaseState.Released or CaseState.ReleasedProvisionally })
        {
            return Refusal.Precondition("GOODS_NOT_RELEASED",
                $"The goods of declarations/{message.Case} are not released; ask the gate again.");
        }

        // A form of many trucks needs no list without end: the first exits are kept, every pass is a gate pass of its own.
        return state.Exits.Count >= MaxExits
            ? state
            : Put(state, state.Exits, Joining.With(state.Exits, message.Exit, exit => exit.GatePass, Joining.Earlier),
                value => state with { Exits = value });
    }
}
