using System.Diagnostics;
using Clearance.Kernel;

namespace Clearance.Complaints.Domain;

/// <summary>What may happen to a complaint. The person complained of handles no step of it.</summary>
public static class ComplaintRules
{
    /// <summary>Decides one message.</summary>
    public static Decision<Complaint> Decide(Complaint? state, ComplaintMessage message, Occasion occasion) => (state, message) switch
    {
        (null, ComplaintMessage.File file) => File(file, occasion),
        (not null, ComplaintMessage.File) => Forbidden(state, "filed again"),
        (null, _) => Refusal.NotFound("RESOURCE_NOT_FOUND", "There is no such complaint."),
        (_, ComplaintMessage.CaseKnown known) => Know(state, known, occasion),
        (_, ComplaintMessage.CaseReleased released) => Release(state, released.Time, occasion),
        (_, ComplaintMessage.FindingRepeated) => Touched(state, Escalated(state, EscalationReason.RepeatedFinding, occasion), occasion),
        (_, ComplaintMessage.ClockRan) => Touched(state, Clocked(state, occasion), occasion),
        _ => ByCustoms(state, message, occasion),
    };

    private static Decision<Complaint> File(ComplaintMessage.File file, Occasion occasion)
    {
        if (occasion.Actor.Enterprise is not { } enterprise)
        {
            return Refusal.Forbidden("ENTERPRISE_MISSING", "A firm files with a token of its enterprise.");
        }

        var decision = Decision.Accept(new Complaint
        {
            Key = file.Key,
            Enterprise = enterprise,
            Grievance = file.Grievance,
            Clock = file.Clock,
            CreateTime = occasion.Time,
            UpdateTime = occasion.Time,
        }).Publish(new ComplaintFiled(file.Key, file.Grievance.Declaration, enterprise, occasion.Time));
        return file.Grievance.Declaration is { } declaration
            ? decision.Tell(Keys.CaseReference(declaration), new CaseReferenceMessage.ComplaintFiled(file.Key, enterprise))
            : decision;
    }

    private static Decision<Complaint> Know(Complaint state, ComplaintMessage.CaseKnown known, Occasion occasion) => Touched(
        state,
        state with { FilingStage = known.Stage, GoodsReleaseTime = state.GoodsReleaseTime ?? known.ReleaseTime },
        occasion);

    private static Decision<Complaint> Release(Complaint state, DateTimeOffset time, Occasion occasion) =>
        Touched(state, state with { GoodsReleaseTime = state.GoodsReleaseTime ?? time }, occasion);

    private static Decision<Complaint> ByCustoms(Complaint state, ComplaintMessage message, Occasion occasion)
    {
        var officer = occasion.Actor.Subject;
        if (officer == state.Grievance.Person)
        {
            return ComplainedOf("The person complained of does not handle the case; leave it to a colleague.");
        }

        // A day that passed before this step is noticed by it, even when the wake of the clock has not come yet.
        var clocked = Clocked(state, occasion);
        return (state.State, message) switch
        {
            (ComplaintState.Filed, ComplaintMessage.Accept) => Touched(
                state, clocked with { State = ComplaintState.Accepted, IntakeOfficer = officer, IntakeTime = occasion.Time }, occasion),
            (ComplaintState.Filed, ComplaintMessage.Reject reject) => Touched(
                state,
                clocked with { State = ComplaintState.Rejected, IntakeOfficer = officer, IntakeTime = occasion.Time, RejectionReason = reject.Reason },
                occasion),
            (ComplaintState.Accepted or ComplaintState.Assigned or ComplaintState.Answered, ComplaintMessage.Assign assign) =>
                Assign(state, clocked, assign, occasion),
            (ComplaintState.Assigned, ComplaintMessage.GiveAnswer answer) => Answer(state, clocked, answer, occasion),
            (ComplaintState.Answered, ComplaintMessage.Conclude conclude) => Conclude(state, conclude, occasion),
            (_, ComplaintMessage.Accept) => Forbidden(state, "accepted"),
            (_, ComplaintMessage.Reject) => Forbidden(state, "rejected"),
            (_, ComplaintMessage.Assign) => Forbidden(state, "assigned"),
            (_, ComplaintMessage.GiveAnswer) => Forbidden(state, "answered"),
            (_, ComplaintMessage.Conclude) => Forbidden(state, "concluded"),
            _ => throw new UnreachableException($"{message} is no step of customs."),
        };
    }

    private static Decision<Complaint> Assign(Complaint state, Complaint clocked, ComplaintMessage.Assign assign, Occasion occasion) =>
        assign.Handler == state.Grievance.Person
            ? ComplainedOf("The complaint cannot be assigned to the person complained of; name another handler.")
            : Touched(state, clocked with { State = ComplaintState.Assigned, Handler = assign.Handler, Answer = null, AnswerTime = null }, occasion);

    private static Decision<Complaint> Answer(Complaint state, Complaint clocked, ComplaintMessage.GiveAnswer answer, Occasion occasion) =>
        occasion.Actor.Subject != state.Handler
            ? Refusal.Forbidden("NOT_THE_HANDLER", "Only the officer to whom the complaint is assigned answers it.")
            : Touched(state, clocked with { State = ComplaintState.Answered, Answer = answer.Text, AnswerTime = occasion.Time }, occasion);

    private static Decision<Complaint> Conclude(Complaint state, ComplaintMessage.Conclude conclude, Occasion occasion)
    {
        var officer = conclude.Officer ?? state.Grievance.Person;
        if (officer is not null && (officer == state.Handler || officer == occasion.Actor.Subject))
        {
            return ComplainedOf("The officer held to account has handled the case; assign it to another handler, or leave it to another supervisor.");
        }

        if (conclude.Measure != Measure.None && (officer is null || conclude.Finding == Finding.Unfounded))
        {
            return Refusal.Invalid(
                "MEASURE_WITHOUT_GROUND",
                "A measure needs an officer to be held to account, and a finding that is not UNFOUNDED.",
                new Violation("conclusion.measure", "MEASURE_WITHOUT_GROUND", "There is nobody, or no ground, for a measure.", "Name accountable_officer and a finding, or set MEASURE_NONE."));
        }

        var conclusion = new Conclusion(
            conclude.Finding, conclude.Measure, officer, conclude.Satisfaction, conclude.Note, occasion.Actor.Subject, occasion.Time);
        var decision = Touched(state, state with { State = ComplaintState.Concluded, Conclusion = conclusion }, occasion)
            .Publish(new ComplaintConcluded(state.Key, state.Grievance.Declaration, state.Enterprise, conclude.Finding, occasion.Time));

        // An unfounded complaint leaves nothing in the officer's record.
        return officer is not null && conclude.Finding != Finding.Unfounded
            ? decision.Tell(Keys.OfficerRecord(officer), new OfficerRecordMessage.Concluded(state.Key, officer, conclusion))
            : decision;
    }

    /// <summary>Notes each day of the clock that has passed with its duty undone, once.</summary>
    private static Complaint Clocked(Complaint state, Occasion occasion)
    {
        var noticed = state.State == ComplaintState.Filed && occasion.Today > state.Clock.Accept
            ? Escalated(state, EscalationReason.AcceptOverdue, occasion)
            : state;
        return noticed.AnswerOwed && occasion.Today > state.Clock.Answer
            ? Escalated(noticed, EscalationReason.AnswerOverdue, occasion)
            : noticed;
    }

    private static Complaint Escalated(Complaint state, EscalationReason reason, Occasion occasion) => state.Has(reason)
        ? state
        : state with { Escalations = state.Escalations.Add(new Escalation(reason, occasion.Time)) };

    private static Decision<Complaint> Touched(Complaint before, Complaint after, Occasion occasion) => before == after
        ? before
        : after with { UpdateTime = occasion.Time, Revision = before.Revision + 1 };

    private static Refusal Forbidden(Complaint state, string step) => Refusal.Precondition(
        "STATE_FORBIDS",
        $"A complaint that is {state.State.ToString().ToUpperInvariant()} cannot be {step}.");

    private static Refusal ComplainedOf(string message) => Refusal.Precondition("HANDLER_COMPLAINED_OF", message);
}
