using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Clearance.Contracts.Complaint.Events.V1;
using Clearance.Contracts.Complaint.V1;
using Clearance.Engine;
using Clearance.Engine.Journal;
using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Testing;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Complaint = Clearance.Contracts.Complaint.V1.Complaint;
using Conclusion = Clearance.Contracts.Complaint.V1.Conclusion;
using Reason = Clearance.Contracts.Complaint.V1.Complaint.Types.Escalation.Types.Reason;

namespace Clearance.Complaints.Tests;

public sealed class HandlingTests
{
    [Fact]
    public async Task A_complaint_goes_from_filing_to_its_conclusion_with_accountability()
    {
        await using var app = await Sample.StartAsync();
        await app.AcceptedAsync();
        var filed = await app.FileAsync(Sample.Delay(Sample.Declaration));

        var answered = await app.AnswerAsync(filed);
        Assert.Equal((Complaint.Types.State.Answered, Sample.Wang, Sample.Wang), (answered.State, answered.Handler, answered.IntakeOfficer));
        var concluded = await app.Supervisor().ConcludeComplaintAsync(Sample.Ending(filed.Name));

        Assert.Equal((Complaint.Types.State.Concluded, Sample.Zhao, Sample.Li), (concluded.State, concluded.Conclusion.Supervisor, concluded.Conclusion.AccountableOfficer));
        Assert.Equal(Conclusion.Types.Satisfaction.Satisfied, concluded.Conclusion.Satisfaction);
        var fact = await app.Events.WaitForAsync<ComplaintConcluded>();
        Assert.Equal((filed.Name, Sample.Declaration, "FOUNDED"), (fact.Complaint, fact.Declaration, fact.Finding));
        var record = Assert.Single((await app.Supervisor().ListAccountabilityRecordsAsync(new ListAccountabilityRecordsRequest())).AccountabilityRecords);
        Assert.Equal((filed.Name, Sample.Li, Conclusion.Types.Measure.Criticism, false), (record.Complaint, record.Officer, record.Measure, record.RepeatedFinding));
        await AssertReplaysAsync(app, filed.Name);
    }

    [Fact]
    public async Task The_whole_way_works_over_rest()
    {
        await using var app = await Sample.StartAsync();
        var name = (await app.FileAsync()).Name;
        var (officer, supervisor) = (app.Http(Roles.Officer, null, Sample.Wang), app.Http(Roles.Supervisor, null, Sample.Zhao));

        Assert.Equal("STATE_ACCEPTED", await PostAsync(officer, "accept", new { }));
        Assert.Equal("STATE_ASSIGNED", await PostAsync(supervisor, "assign", new { handler = Sample.Wang }));
        Assert.Equal("STATE_ANSWERED", await PostAsync(officer, "answer", new { answer = "Released." }));
        Assert.Equal("STATE_CONCLUDED", await PostAsync(supervisor, "conclude", new { conclusion = new { finding = "FINDING_UNFOUNDED", measure = "MEASURE_NONE" } }));
        var records = await app.Http(Roles.Operator).GetFromJsonAsync<JsonElement>("/v1/accountability");
        Assert.False(records.TryGetProperty("accountabilityRecords", out var list) && list.GetArrayLength() > 0);
        var again = await officer.PostAsJsonAsync($"/v1/{name}:accept", new { });
        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);
        Assert.Equal("STATE_FORBIDS", (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("reason").GetString());

        async Task<string?> PostAsync(HttpClient http, string verb, object body)
        {
            var answer = await http.PostAsJsonAsync($"/v1/{name}:{verb}", body);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString();
        }
    }

    [Fact]
    public async Task The_person_complained_of_never_handles_the_case()
    {
        await using var app = await Sample.StartAsync();
        var filed = await app.FileAsync();
        var li = app.Officer(Sample.Li);

        await AssertComplainedOfAsync(li.AcceptComplaintAsync(new AcceptComplaintRequest { Name = filed.Name }));
        await AssertComplainedOfAsync(li.RejectComplaintAsync(new RejectComplaintRequest { Name = filed.Name, Reason = "No." }));
        await app.Officer().AcceptComplaintAsync(new AcceptComplaintRequest { Name = filed.Name });
        await AssertComplainedOfAsync(app.Supervisor().AssignComplaintAsync(new AssignComplaintRequest { Name = filed.Name, Handler = Sample.Li }));
        await AssertComplainedOfAsync(app.Supervisor(Sample.Li).AssignComplaintAsync(new AssignComplaintRequest { Name = filed.Name, Handler = Sample.Wang }));
        await app.Supervisor().AssignComplaintAsync(new AssignComplaintRequest { Name = filed.Name, Handler = Sample.Wang });
        await AssertComplainedOfAsync(li.AnswerComplaintAsync(new AnswerComplaintRequest { Name = filed.Name, Answer = "I did nothing." }));
        await app.Officer().AnswerComplaintAsync(new AnswerComplaintRequest { Name = filed.Name, Answer = "We are sorry." });
        await AssertComplainedOfAsync(app.Supervisor(Sample.Li).ConcludeComplaintAsync(Sample.Ending(filed.Name)));
        await app.Supervisor().ConcludeComplaintAsync(Sample.Ending(filed.Name));

        static async Task AssertComplainedOfAsync<T>(AsyncUnaryCall<T> call)
        {
            var (code, reason, _) = await Sample.RefusalAsync(call);
            Assert.Equal((StatusCode.FailedPrecondition, "HANDLER_COMPLAINED_OF"), (code, reason));
        }
    }

    [Fact]
    public async Task Only_the_handler_answers_and_a_measure_needs_a_ground()
    {
        await using var app = await Sample.StartAsync();
        var filed = await app.FileAsync();
        await app.Officer().AcceptComplaintAsync(new AcceptComplaintRequest { Name = filed.Name });
        await app.Supervisor().AssignComplaintAsync(new AssignComplaintRequest { Name = filed.Name, Handler = Sample.Wang });

        var stranger = await Sample.RefusalAsync(app.Officer("officer-sun").AnswerComplaintAsync(new AnswerComplaintRequest { Name = filed.Name, Answer = "?" }));
        await app.Officer().AnswerComplaintAsync(new AnswerComplaintRequest { Name = filed.Name, Answer = "We are sorry." });
        var groundless = await Sample.RefusalAsync(
            app.Supervisor().ConcludeComplaintAsync(Sample.Ending(filed.Name, Conclusion.Types.Finding.Unfounded, Conclusion.Types.Measure.Talk)));
        var empty = await Sample.RefusalAsync(app.Supervisor().ConcludeComplaintAsync(new ConcludeComplaintRequest { Name = filed.Name }));

        Assert.Equal((StatusCode.PermissionDenied, "NOT_THE_HANDLER"), (stranger.Code, stranger.Reason));
        Assert.Equal((StatusCode.InvalidArgument, "MEASURE_WITHOUT_GROUND"), (groundless.Code, groundless.Reason));
        Assert.Equal(["conclusion.measure MEASURE_WITHOUT_GROUND"], groundless.Fields);
        Assert.Equal(["conclusion.finding FIELD_REQUIRED", "conclusion.measure FIELD_REQUIRED"], empty.Fields);
    }

    [Fact]
    public async Task A_complaint_can_be_rejected_with_a_reason_and_needs_one()
    {
        await using var app = await Sample.StartAsync();
        var filed = await app.FileAsync();

        var silent = await Sample.RefusalAsync(app.Officer().RejectComplaintAsync(new RejectComplaintRequest { Name = filed.Name }));
        var rejected = await app.Officer().RejectComplaintAsync(new RejectComplaintRequest { Name = filed.Name, Reason = "A matter of the port, not of customs." });

        Assert.Equal(["reason FIELD_REQUIRED"], silent.Fields);
        Assert.Equal((Complaint.Types.State.Rejected, "A matter of the port, not of customs."), (rejected.State, rejected.RejectionReason));
    }

    [Fact]
    public async Task The_clock_flags_and_escalates_what_is_late_by_itself()
    {
        await using var app = await Sample.StartAsync();
        var filed = await app.FileAsync();
        await app.FileAsync(enterprise: Sample.OtherFirm).ContinueWith(
            async other => await app.Officer().RejectComplaintAsync(new RejectComplaintRequest { Name = (await other).Name, Reason = "Not ours." }), TaskScheduler.Default).Unwrap();

        app.Clock.SetUtcNow(CustomsTime.StartOf(new DateOnly(2018, 10, 25)));
        var late = await Eventually.GetAsync(() => GetAsync(app, filed.Name), complaint => complaint.Overdue);
        Assert.Equal([Reason.AcceptOverdue], late.Escalations.Select(escalation => escalation.Reason));
        Assert.Equal(filed.Name, Assert.Single((await app.Supervisor().ListComplaintsAsync(new ListComplaintsRequest { Overdue = true })).Complaints).Name);

        var accepted = await app.Officer().AcceptComplaintAsync(new AcceptComplaintRequest { Name = filed.Name });
        Assert.False(accepted.Overdue);
        app.Clock.SetUtcNow(CustomsTime.StartOf(new DateOnly(2018, 11, 2)));
        var later = await Eventually.GetAsync(() => GetAsync(app, filed.Name), complaint => complaint.Overdue);
        Assert.Equal([Reason.AcceptOverdue, Reason.AnswerOverdue], later.Escalations.Select(escalation => escalation.Reason));
    }

    [Fact]
    public async Task The_periods_are_settings()
    {
        await using var app = await Sample.StartAsync(new("Complaints:AcceptWorkingDays", "2"), new("Complaints:AnswerWorkingDays", "15"));

        var filed = await app.FileAsync();

        Assert.Equal((new DateOnly(2018, 10, 25), new DateOnly(2018, 11, 13)), (filed.AcceptDueDate.ToKernel(), filed.AnswerDueDate.ToKernel()));
    }

    [Fact]
    public async Task A_second_founded_complaint_against_an_officer_within_a_year_escalates()
    {
        await using var app = await Sample.StartAsync();
        var first = await ConcludeAsync(app);

        var second = await ConcludeAsync(app);

        Assert.Empty(first.Escalations);
        Assert.Equal(Reason.RepeatedFinding, Assert.Single(second.Escalations).Reason);
        var records = (await app.Supervisor().ListAccountabilityRecordsAsync(new ListAccountabilityRecordsRequest { Officer = Sample.Li })).AccountabilityRecords;
        Assert.Equal(2, records.Count);
        Assert.True(records.Single(record => record.Complaint == second.Name).RepeatedFinding);
        Assert.Empty((await app.Supervisor().ListAccountabilityRecordsAsync(new ListAccountabilityRecordsRequest { Officer = Sample.Wang })).AccountabilityRecords);
    }

    [Fact]
    public async Task Lists_are_filtered_and_paged()
    {
        await using var app = await Sample.StartAsync();
        await app.AcceptedAsync();
        var about = await app.FileAsync(Sample.Delay(Sample.Declaration));
        await app.AnswerAsync(about);
        for (var i = 0; i < 4; i++)
        {
            await app.FileAsync();
        }

        var client = app.Supervisor();
        var first = await client.ListComplaintsAsync(new ListComplaintsRequest { PageSize = 3 });
        var second = await client.ListComplaintsAsync(new ListComplaintsRequest { PageSize = 3, PageToken = first.NextPageToken });

        Assert.Equal((3, 2, string.Empty), (first.Complaints.Count, second.Complaints.Count, second.NextPageToken));
        Assert.Single((await client.ListComplaintsAsync(new ListComplaintsRequest { State = Complaint.Types.State.Answered })).Complaints);
        Assert.Single((await client.ListComplaintsAsync(new ListComplaintsRequest { Declaration = Sample.Declaration })).Complaints);
        Assert.Single((await client.ListComplaintsAsync(new ListComplaintsRequest { Handler = Sample.Wang })).Complaints);
        Assert.Equal(
            ["state VALUE_UNKNOWN", "declaration NAME_INVALID"],
            (await Sample.RefusalAsync(client.ListComplaintsAsync(new ListComplaintsRequest { State = (Complaint.Types.State)88, Declaration = "d1" }))).Fields);
    }

    private static async Task<Complaint> ConcludeAsync(ServiceApp app)
    {
        var filed = await app.FileAsync();
        await app.AnswerAsync(filed);
        return await app.Supervisor().ConcludeComplaintAsync(Sample.Ending(filed.Name));
    }

    private static Task<Complaint> GetAsync(ServiceApp app, string name) =>
        app.Firms().GetComplaintAsync(new GetComplaintRequest { Name = name }).ResponseAsync;

    /// <summary>The journal folds to what is stored, hash by hash.</summary>
    private static async Task AssertReplaysAsync(ServiceApp app, string name)
    {
        var (definition, reader) = (app.Services.GetRequiredService<ComplaintsDefinition>(), app.Services.GetRequiredService<IReader<ComplaintsDefinition>>());
        var key = name.Split('/')[1];
        var replay = JournalReplay.Fold(definition, definition.Complaints, await reader.JournalAsync(definition.Complaints, key, default));
        Assert.Null(replay.Difference);
        Assert.Equal(Domain.ComplaintState.Concluded, replay.State?.State);
    }
}
