using Clearance.Contracts.Release.Events.V1;
using Clearance.Contracts.Release.V1;
using Clearance.Hosting;
using Clearance.Kernel;
using Grpc.Core;
using Finding = Clearance.Contracts.Release.V1.Inspection.Types.Finding;
using Lane = Clearance.Contracts.Release.V1.Lane;
using State = Clearance.Contracts.Release.V1.ReleaseCase.Types.State;

namespace Clearance.Releases.Tests;

public sealed class ControlTests
{
    [Fact]
    public async Task Failed_review_holds_the_case_and_a_supervisor_lets_it_go()
    {
        await using var app = await ReleasesApp.StartAsync();
        await app.ControlAsync("watch-firm", Lane.DocumentReview);
        await app.ReleaseAsync("c1");
        var request = new RecordReviewRequest { Name = "reviews/c1", Result = Review.Types.Result.Failed,
            Note = "The invoice is of another firm." };

        var work = Assert.Single((await app.Reviews()
            .ListReviewsAsync(new ListReviewsRequest { State = Review.Types.State.Ready, CustomsOffice = "0906" })).Reviews);
        var failed = await app.Reviews().RecordReviewAsync(request);
        var held = await app.CaseAsync("c1");
        request.Result = Review.Types.Result.Passed;
        var officer = await ReleasesApp.RefusedAsync(app.Reviews().RecordReviewAsync(request));
        request.Note = "The right invoice was shown.";
        var passed = await app.Reviews(Roles.Supervisor, "supervisor-1").RecordReviewAsync(request);
        var released = await app.CaseAsync("c1");

        Assert.Equal(("reviews/c1", "riskRules/watch-firm v1"), (work.Name, Assert.Single(work.Rules)));
        Assert.Equal(Review.Types.State.Failed, failed.State);
        Assert.Equal((State.Held, "reviews/c1"), (held.State, held.Control));
        Assert.Contains("The invoice is of another firm.", held.Summary, StringComparison.Ordinal);
        Assert.Equal((StatusCode.PermissionDenied, "SUPERVISOR_NEEDED"), officer);
        Assert.Equal((Review.Types.State.Passed, 2), (passed.State, passed.Records.Count));
        Assert.Equal(State.Released, released.State);
        Assert.Contains(released.Trail, reason => reason.Rule == "riskRules/watch-firm" && reason.Verdict == "DOCUMENT_REVIEW"
            && reason.Version == 1);
        await app.Host.Events.WaitForAsync<GoodsReleased>();
        Assert.Equal([false, true], app.Host.Events.All<ControlCompleted>().Select(completed => completed.Passed));
        Assert.Equal(ControlDecided.Types.Lane.DocumentReview, Assert.Single(app.Host.Events.All<ControlDecided>()).Lane);
    }

    [Fact]
    public async Task Inspection_waits_for_goods_and_takes_two_officers()
    {
        await using var app = await ReleasesApp.StartAsync();
        await app.ControlAsync("watch-firm", Lane.Inspection);
        await app.AcceptAsync("c1");
        await app.SettleAsync("c1");
        var request = new RecordInspectionRequest
        {
            Name = "inspections/c1",
            Result = Inspection.Types.Result.NoDifference,
            Method = Inspection.Types.Method.Machine,
            SecondOfficer = "officer-2",
        };

        var early = await ReleasesApp.RefusedAsync(app.Inspections().RecordInspectionAsync(request));
        await app.ArriveAsync("c1");
        var ready = Assert.Single((await app.Inspections()
            .ListInspectionsAsync(new ListInspectionsRequest { State = Inspection.Types.State.Ready })).Inspections);
        var alone = await ReleasesApp.RefusedAsync(app.Inspections(subject: "officer-2").RecordInspectionAsync(request));
        var passed = await app.Inspections().RecordInspectionAsync(request);

        Assert.Equal((StatusCode.FailedPrecondition, "GOODS_NOT_ARRIVED"), early);
        Assert.Equal(("inspections/c1", "0902"), (ready.Name, ready.CustomsOffice));
        Assert.Equal((StatusCode.InvalidArgument, "TWO_OFFICERS_NEEDED"), alone);
        Assert.Equal(["officer-1", "officer-2"], Assert.Single(passed.Records).Officers);
        Assert.Equal(State.Released, (await app.CaseAsync("c1")).State);
        Assert.Equal((StatusCode.FailedPrecondition, "CONTROL_CLOSED"), await ReleasesApp.RefusedAsync(app.Inspections()
            .RecordInspectionAsync(request)));
    }

    [Fact]
    public async Task Difference_with_findings_holds_the_goods()
    {
        await using var app = await ReleasesApp.StartAsync();
        await app.ControlAsync("watch-firm", Lane.Inspection);
        await app.ReleaseAsync("c1");

        await app.Inspections().RecordInspectionAsync(new RecordInspectionRequest
        {
            Name = "inspections/c1",
            Result = Inspection.Types.Result.Difference,
            Method = Inspection.Types.Method.Unpacking,
            SecondOfficer = "officer-2",
            Findings = { new Finding { Kind = Finding.Types.Kind.Quantity, ItemNumber = 1, Text = "Ten cartons too many." } },
            PartyPresent = "Ms Wang",
        });

        var held = await app.CaseAsync("c1");
        Assert.Equal(State.Held, held.State);
        Assert.Contains("Ten cartons too many.", held.Summary, StringComparison.Ordinal);
        Assert.Equal("INSPECTION_DIFFERENCE", (await app.Host.Events.WaitForAsync<ControlCompleted>()).Result);
        Assert.Equal("HELD", (await app.Gate.CheckGatePassAsync(new CheckGatePassRequest { BillOfLading = "BILL-c1",
            Plate = "LN-B1" })).Reason);
    }

    [Fact]
    public async Task Officer_acts_in_the_offices_of_the_token()
    {
        await using var app = await ReleasesApp.StartAsync();
        await app.ControlAsync("watch-firm", Lane.DocumentReview);
        await app.AcceptAsync("c1");
        ReviewService.ReviewServiceClient Of(params string[] offices) => new(app.Host.GrpcWith(
            app.Service<LocalIssuer>().Issue("officer-1", [Roles.Officer], null, TimeSpan.FromHours(1), offices)));
        var request = new RecordReviewRequest { Name = "reviews/c1", Result = Review.Types.Result.Passed };

        Assert.Equal((StatusCode.PermissionDenied, "OFFICE_NOT_YOURS"), await ReleasesApp.RefusedAsync(Of("0901", "0902")
            .RecordReviewAsync(request)));
        Assert.Equal(Review.Types.State.Passed, (await Of("0901", "0906").RecordReviewAsync(request)).State);
    }

    [Fact]
    public async Task Wrong_records_are_refused_field_by_field()
    {
        await using var app = await ReleasesApp.StartAsync();

        Assert.Equal(["result", "note"], await ReleasesApp.FieldsAsync(app.Reviews()
            .RecordReviewAsync(new RecordReviewRequest { Name = "reviews/c1", Note = new string('x', 1001) })));
        Assert.Equal(
            ["containers[0]", "findings[0].item_number", "findings[0].kind", "findings[0].text", "method", "result", "second_officer"],
            (await ReleasesApp.FieldsAsync(app.Inspections().RecordInspectionAsync(
                new RecordInspectionRequest { Name = "inspections/c1", Findings = { new Finding { ItemNumber = 51 } },
                    Containers = { "x" } }))).Order(StringComparer.Ordinal));
        Assert.Equal((StatusCode.NotFound, "RESOURCE_NOT_FOUND"), await ReleasesApp.RefusedAsync(
            app.Reviews().RecordReviewAsync(new RecordReviewRequest { Name = "reviews/none", Result = Review.Types.Result.Passed })));
        Assert.Equal(StatusCode.NotFound, (await ReleasesApp.RefusedAsync(app.Inspections()
            .GetInspectionAsync(new GetInspectionRequest { Name = "inspections/none" }))).Code);
    }
}
