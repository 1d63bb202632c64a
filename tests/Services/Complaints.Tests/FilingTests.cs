using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Clearance.Contracts.Complaint.Events.V1;
using Clearance.Contracts.Complaint.V1;
using Clearance.Contracts.Declaration.Events.V1;
using Clearance.Hosting;
using Clearance.Kernel;
using Grpc.Core;

namespace Clearance.Complaints.Tests;

public sealed class FilingTests
{
    [Fact]
    public async Task A_complaint_about_a_declaration_shows_its_stage_its_clock_and_later_its_release()
    {
        await using var app = await Sample.StartAsync();
        await app.AcceptedAsync();

        var filed = await app.FileAsync(Sample.Delay(Sample.Declaration));

        Assert.Equal((Complaint.Types.State.Filed, Complaint.Types.CaseStage.InClearance), (filed.State, filed.FilingStage));
        Assert.Equal((new DateOnly(2018, 10, 24), new DateOnly(2018, 11, 1)), (filed.AcceptDueDate.ToKernel(), filed.AnswerDueDate.ToKernel()));
        Assert.Equal(Sample.Firm, filed.Enterprise);
        var fact = await app.Events.WaitForAsync<ComplaintFiled>();
        Assert.Equal((filed.Name, Sample.Declaration, Sample.Firm), (fact.Complaint, fact.Declaration, fact.Enterprise));

        await app.ReleasedAsync(Sample.Start.AddHours(5));
        var read = await app.Firms().GetComplaintAsync(new GetComplaintRequest { Name = filed.Name });
        Assert.Equal(Sample.Start.AddHours(5), read.GoodsReleaseTime.ToKernel());
        Assert.Equal(Complaint.Types.CaseStage.InClearance, read.FilingStage);
    }

    [Theory]
    [InlineData("released", Complaint.Types.CaseStage.Released)]
    [InlineData("withdrawn", Complaint.Types.CaseStage.Withdrawn)]
    public async Task The_stage_is_that_of_the_filing_whatever_order_the_facts_came_in(string stage, Complaint.Types.CaseStage expected)
    {
        await using var app = await Sample.StartAsync();
        if (stage == "released")
        {
            await app.ReleasedAsync(Sample.Start);
        }
        else
        {
            await app.PublishAsync(new DeclarationWithdrawn { Declaration = Sample.Declaration, OccurTime = Sample.Start.ToWire() });
        }

        await app.AcceptedAsync();

        Assert.Equal(expected, (await app.FileAsync(Sample.Delay(Sample.Declaration))).FilingStage);
    }

    [Fact]
    public async Task The_agent_of_a_declaration_may_complain_and_a_stranger_finds_no_declaration()
    {
        await using var app = await Sample.StartAsync();
        await app.AcceptedAsync();

        Assert.Equal(Sample.Agent, (await app.FileAsync(Sample.Delay(Sample.Declaration), Sample.Agent)).Enterprise);
        var foreign = await Sample.RefusalAsync(
            app.Firms(Sample.OtherFirm).CreateComplaintAsync(new CreateComplaintRequest { Complaint = Sample.Delay(Sample.Declaration) }));
        var unknown = await Sample.RefusalAsync(
            app.Firms().CreateComplaintAsync(new CreateComplaintRequest { Complaint = Sample.Delay("declarations/nowhere") }));

        Assert.Equal((StatusCode.NotFound, "RESOURCE_NOT_FOUND"), (foreign.Code, foreign.Reason));
        Assert.Equal((StatusCode.NotFound, "RESOURCE_NOT_FOUND"), (unknown.Code, unknown.Reason));
        Assert.Single((await app.Officer().ListComplaintsAsync(new ListComplaintsRequest())).Complaints);
    }

    [Fact]
    public async Task A_complaint_needs_no_declaration_and_works_over_rest()
    {
        await using var app = await Sample.StartAsync();

        var answer = await app.Http(Roles.Declarant, Sample.Firm).PostAsJsonAsync(
            "/v1/complaints", new { kind = "KIND_CONDUCT", text = "Rude at the counter.", personComplainedOf = Sample.Li });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var filed = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("STATE_FILED", filed.GetProperty("state").GetString());
        Assert.Equal(24, filed.GetProperty("acceptDueDate").GetProperty("day").GetInt32());
        var read = await app.Http(Roles.Officer).GetFromJsonAsync<JsonElement>($"/v1/{filed.GetProperty("name").GetString()}");
        Assert.Equal("Rude at the counter.", read.GetProperty("text").GetString());
    }

    [Fact]
    public async Task Every_wrong_field_is_named_at_once_and_nothing_is_stored()
    {
        await using var app = await Sample.StartAsync();
        var wrong = new Complaint
        {
            Kind = (Complaint.Types.Kind)17,
            Text = "   ",
            Declaration = "taxBills/b1",
            PersonComplainedOf = new string('x', 101),
            DesiredOutcome = new string('x', 1001),
        };

        var (code, reason, fields) = await Sample.RefusalAsync(app.Firms().CreateComplaintAsync(new CreateComplaintRequest { Complaint = wrong }));

        Assert.Equal((StatusCode.InvalidArgument, "FIELDS_INVALID"), (code, reason));
        Assert.Equal(
            [
                "complaint.kind VALUE_UNKNOWN",
                "complaint.text FIELD_REQUIRED",
                "complaint.declaration NAME_INVALID",
                "complaint.person_complained_of TEXT_TOO_LONG",
                "complaint.desired_outcome TEXT_TOO_LONG",
            ],
            fields);
        Assert.Empty((await app.Officer().ListComplaintsAsync(new ListComplaintsRequest())).Complaints);
    }

    [Fact]
    public async Task A_repeated_request_files_once()
    {
        await using var app = await Sample.StartAsync();
        var request = new CreateComplaintRequest { Complaint = Sample.Delay(), RequestId = "3d1f6b0a-8f0e-4a35-8d42-0c1f2ad7b9e1" };

        var first = await app.Firms().CreateComplaintAsync(request);
        var second = await app.Firms().CreateComplaintAsync(request);
        request.Complaint.Text = "Something else.";
        var other = await Sample.RefusalAsync(app.Firms().CreateComplaintAsync(request));

        Assert.Equal(first, second);
        Assert.Equal((StatusCode.AlreadyExists, "REQUEST_ID_REUSED"), (other.Code, other.Reason));
    }

    [Fact]
    public async Task A_firm_sees_its_own_complaints_and_customs_sees_all()
    {
        await using var app = await Sample.StartAsync();
        var own = await app.FileAsync();
        await app.FileAsync(enterprise: Sample.OtherFirm);

        Assert.Equal(own.Name, Assert.Single((await app.Firms().ListComplaintsAsync(new ListComplaintsRequest())).Complaints).Name);
        Assert.Equal(2, (await app.Officer().ListComplaintsAsync(new ListComplaintsRequest())).Complaints.Count);
        Assert.Equal(
            StatusCode.NotFound,
            (await Sample.RefusalAsync(app.Firms(Sample.OtherFirm).GetComplaintAsync(new GetComplaintRequest { Name = own.Name }))).Code);
    }

    [Fact]
    public async Task Only_a_declarant_files_and_only_customs_handles()
    {
        await using var app = await Sample.StartAsync();
        var name = (await app.FileAsync()).Name;

        Assert.Equal("ROLE_MISSING", (await Sample.RefusalAsync(app.Officer().CreateComplaintAsync(new CreateComplaintRequest { Complaint = Sample.Delay() }))).Reason);
        Assert.Equal("ROLE_MISSING", (await Sample.RefusalAsync(app.Firms().AcceptComplaintAsync(new AcceptComplaintRequest { Name = name }))).Reason);
        Assert.Equal("ROLE_MISSING", (await Sample.RefusalAsync(app.Officer().AssignComplaintAsync(new AssignComplaintRequest { Name = name, Handler = Sample.Wang }))).Reason);
        Assert.Equal("ROLE_MISSING", (await Sample.RefusalAsync(app.Officer().ConcludeComplaintAsync(Sample.Ending(name)))).Reason);
        Assert.Equal("ROLE_MISSING", (await Sample.RefusalAsync(app.Officer().ListAccountabilityRecordsAsync(new ListAccountabilityRecordsRequest()))).Reason);
    }
}
