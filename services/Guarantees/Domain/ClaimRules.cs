using System.Diagnostics;
using Clearance.Kernel;

namespace Clearance.Guarantees.Domain;

/// <summary>What may happen to a claim.</summary>
public static class ClaimRules
{
    /// <summary>Decides one message.</summary>
    public static Decision<Claim> Decide(Claim? state, ClaimMessage message, Occasion occasion) => (state, message) switch
    {
        (null, ClaimMessage.Demand demand) => Raise(demand, occasion),
        (_, ClaimMessage.Demand demand) => Adjust(state, demand, occasion),
        (null, _) => NotFound(),
        _ when occasion.Actor.Enterprise != state.Guarantor => NotFound(),
        ({ State: ClaimState.Paid or ClaimState.Withdrawn }, _) =>
            Refusal.Precondition("CLAIM_CLOSED", "The claim is paid or withdrawn; there is nothing to report."),
        (_, ClaimMessage.ReportPaid report) => Pay(state, report, occasion),
        ({ State: ClaimState.Disputed }, ClaimMessage.ReportDisputed) => Refusal.Precondition("CLAIM_DISPUTED", "The claim is disputed already."),
        (_, ClaimMessage.ReportDisputed report) => state with { State = ClaimState.Disputed, DisputeReason = report.Reason, UpdateTime = occasion.Time },
        _ => throw new UnreachableException($"{message} is no message to a claim."),
    };

    private static Decision<Claim> Raise(ClaimMessage.Demand demand, Occasion occasion) => demand.Total.IsZero
        ? Decision.Nothing<Claim>()
        : new Claim
        {
            Declaration = demand.Declaration,
            Guarantee = demand.Guarantee,
            Guarantor = demand.Guarantor,
            Insured = demand.Insured,
            Amount = demand.Total,
            Grounds = demand.Grounds,
            DemandTime = occasion.Time,
            PayDueDate = DueAfter(occasion),
            UpdateTime = occasion.Time,
        };

    private static Decision<Claim> Adjust(Claim state, ClaimMessage.Demand demand, Occasion occasion)
    {
        if (demand.Total <= state.Paid)
        {
            return state.Paid.IsPositive
                ? state with { State = ClaimState.Paid, Amount = state.Paid, UpdateTime = occasion.Time }
                : state with { State = ClaimState.Withdrawn, UpdateTime = occasion.Time };
        }

        // A demand that grows, or comes back, is a new demand with a new day; one that shrinks keeps its day and its dispute.
        var renewed = demand.Total > state.Amount || state.State is ClaimState.Paid or ClaimState.Withdrawn;
        return state with
        {
            Amount = demand.Total,
            Grounds = demand.Grounds,
            State = renewed ? ClaimState.Open : state.State,
            PayDueDate = renewed ? DueAfter(occasion) : state.PayDueDate,
            DisputeReason = renewed ? null : state.DisputeReason,
            UpdateTime = occasion.Time,
        };
    }

    private static Decision<Claim> Pay(Claim state, ClaimMessage.ReportPaid report, Occasion occasion)
    {
        if (report.Amount > state.Open)
        {
            return Refusal.Precondition("PAID_TOO_MUCH", $"{report.Amount} is reported as paid, but only {state.Open} is open on the claim.");
        }

        var paid = state.Paid + report.Amount;
        var next = state with { Paid = paid, State = paid == state.Amount ? ClaimState.Paid : ClaimState.Open, UpdateTime = occasion.Time };
        return Decision.Accept(next).Tell(Keys.Security(state.Declaration), new SecurityMessage.ClaimPaid(state.Declaration, paid));
    }

    private static DateOnly DueAfter(Occasion occasion) => BusinessCalendar.China.AddWorkingDays(occasion.Today, Claim.PayWorkingDays);

    private static Decision<Claim> NotFound() => Refusal.NotFound("RESOURCE_NOT_FOUND", "There is no such claim.");
}
