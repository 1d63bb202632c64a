using Clearance.Contracts.Complaint.V1;
using Clearance.Contracts.Declaration.V1;
using Clearance.Standalone.Demo;
using Clearance.Testing;
using Grpc.Core;

namespace Clearance.EndToEnd.Tests.Stories;

/// <summary>A complaint about a delay, from its filing to accountability.</summary>
public abstract class ComplaintStory(StorySuite suite) : Story(suite.StartAsync)
{
    [Fact]
    public async Task Complaint_about_a_delay_ends_with_accountability()
    {
        var lodged = await suite.LodgeAsync(suite.Form("traditional/05-fruit-thailand.json"));
        var firm = suite.Cast.Firm(lodged.Trader.Uscc);
        var slow = suite.Cast.Inspectors[1].Subject;
        var filed = await firm.Complaints.CreateComplaintAsync(new CreateComplaintRequest
        {
            Complaint = new Complaint { Kind = Complaint.Types.Kind.Delay, Declaration = lodged.Name, PersonComplainedOf = slow, Text = "Nobody inspects the goods." },
            RequestId = Play.RequestId().ToString(),
        });
        Assert.NotNull(filed.AnswerDueDate);
        await suite.Cast.Intake.Complaints.AcceptComplaintAsync(new AcceptComplaintRequest { Name = filed.Name });

        var toTheAccused = await Assert.ThrowsAsync<RpcException>(() =>
            suite.Cast.Supervisor.Complaints.AssignComplaintAsync(new AssignComplaintRequest { Name = filed.Name, Handler = slow }).ResponseAsync);
        Assert.Equal(StatusCode.FailedPrecondition, toTheAccused.StatusCode);

        await suite.Cast.Supervisor.Complaints.AssignComplaintAsync(new AssignComplaintRequest { Name = filed.Name, Handler = suite.Cast.Handler.Subject });
        await suite.Cast.Handler.Complaints.AnswerComplaintAsync(new AnswerComplaintRequest { Name = filed.Name, Answer = "The goods are inspected today." });
        var concluded = await suite.Cast.Supervisor.Complaints.ConcludeComplaintAsync(new ConcludeComplaintRequest
        {
            Name = filed.Name,
            Conclusion = new Conclusion { Finding = Conclusion.Types.Finding.Founded, Measure = Conclusion.Types.Measure.Criticism, AccountableOfficer = slow, Note = "Left lying." },
        });

        Assert.Equal(Complaint.Types.State.Concluded, concluded.State);
        var records = await suite.Cast.Supervisor.Complaints.ListAccountabilityRecordsAsync(new ListAccountabilityRecordsRequest { Officer = slow });
        Assert.Contains(records.AccountabilityRecords, record => record.Complaint == filed.Name);
        await Eventually.GetAsync(
            () => firm.Declarations.ListTimelineAsync(new ListTimelineRequest { Parent = lodged.Name }).ResponseAsync,
            timeline => timeline.Entries.Any(entry => entry.Kind == TimelineEntry.Types.Kind.ComplaintConcluded));
    }
}
