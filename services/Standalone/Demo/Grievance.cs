using Clearance.Contracts.Complaint.V1;
using Clearance.Contracts.Declaration.V1;

namespace Clearance.Standalone.Demo;

/// <summary>A firm complains that its goods wait for an inspection that nobody takes up; the complaint goes its way to accountability.</summary>
internal static class Grievance
{
    /// <summary>Plays it.</summary>
    /// <returns>The concluded complaint.</returns>
    public static async Task<Complaint> RunAsync(Play play, CancellationToken cancellationToken)
    {
        var name = await play.LaidAside.Begun.WaitAsync(cancellationToken);
        var slow = play.Cast.Inspectors[0].Subject;
        var declaration = await play.Cast.Operator.Declarations.GetDeclarationAsync(new GetDeclarationRequest { Name = name }, cancellationToken: cancellationToken);
        var firm = play.Cast.Firm(declaration.Trader.Uscc);

        await LaterAsync(play, 4, cancellationToken);
        var complaint = await firm.Complaints.CreateComplaintAsync(
            new CreateComplaintRequest
            {
                Complaint = new Complaint
                {
                    Kind = Complaint.Types.Kind.Delay,
                    Declaration = name,
                    PersonComplainedOf = slow,
                    Text = "The goods are in port and an inspection is ordered, but nobody comes to make it. Fresh goods suffer.",
                    DesiredOutcome = "Inspect the goods today.",
                },
                RequestId = Play.RequestId().ToString(),
            },
            cancellationToken: cancellationToken);
        play.Say($"complaint about a delay: {declaration.DeclarationNumber} waits for {slow}");

        await LaterAsync(play, 1, cancellationToken);
        var step = await play.Cast.Intake.Complaints.AcceptComplaintAsync(
            new AcceptComplaintRequest { Name = complaint.Name, RequestId = Play.RequestId().ToString() }, cancellationToken: cancellationToken);
        await play.Cast.Supervisor.Complaints.AssignComplaintAsync(
            new AssignComplaintRequest { Name = step.Name, Handler = play.Cast.Handler.Subject, RequestId = Play.RequestId().ToString() }, cancellationToken: cancellationToken);
        play.Say($"complaint accepted and assigned to {play.Cast.Handler.Subject}");

        await LaterAsync(play, 1.5, cancellationToken);
        await play.Cast.Handler.Complaints.AnswerComplaintAsync(
            new AnswerComplaintRequest { Name = complaint.Name, Answer = "The order was left lying. The goods are inspected next; we apologise.", RequestId = Play.RequestId().ToString() },
            cancellationToken: cancellationToken);
        play.LaidAside.End();

        await LaterAsync(play, 3, cancellationToken);
        return await ConcludeAsync(play, complaint.Name, slow, cancellationToken);
    }

    private static async Task<Complaint> ConcludeAsync(Play play, string name, string slow, CancellationToken cancellationToken)
    {
        var concluded = await play.Cast.Supervisor.Complaints.ConcludeComplaintAsync(
            new ConcludeComplaintRequest
            {
                Name = name,
                Conclusion = new Conclusion
                {
                    Finding = Conclusion.Types.Finding.Founded,
                    Measure = Conclusion.Types.Measure.Talk,
                    AccountableOfficer = slow,
                    Satisfaction = Conclusion.Types.Satisfaction.Satisfied,
                    Note = "The order was not taken up although the officer was free.",
                },
                RequestId = Play.RequestId().ToString(),
            },
            cancellationToken: cancellationToken);
        play.Say($"complaint concluded: founded, a talk with {slow}");
        return concluded;
    }

    private static Task LaterAsync(Play play, double officeHours, CancellationToken cancellationToken) =>
        play.Clock.UntilAsync(OfficeHours.Done(play.Clock.GetUtcNow(), TimeSpan.FromHours(officeHours)), cancellationToken);
}
