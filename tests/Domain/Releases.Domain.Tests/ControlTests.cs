using Clearance.Kernel;
using Clearance.Properties;
using CsCheck;

namespace Clearance.Releases.Domain.Tests;

public sealed class ControlTests
{
    private static readonly Actor s_officer = new("officer-1", Roles.Officer);
    private static readonly Actor s_supervisor = new("supervisor-1", Roles.Supervisor);
    private static readonly ControlOrder s_order = new(Given.Now, Given.Key, "090620181000000001", "0902", Given.Enterprise,
        CreditClass.General) { Rules = ["riskRules/x v1"] };
    private static readonly GoodsArrival s_arrival = new(Given.Now, "arrivals/a1", "0902", "t");
    private static readonly InspectionReport s_good = new(InspectionResult.NoDifference, InspectionMethod.Machine, "officer-2");
    private static readonly InspectionReport s_bad = new(InspectionResult.Difference, InspectionMethod.Unpacking,
        "officer-2") { Findings = [new Finding(FindingKind.Quantity, 1, "Ten too many.")], Note = "x" };

    private static readonly AggregateProperties<Review, ReviewMessage> s_review =
        new(ReviewDecider.Decide, ReleasesJson.Default.Review, ReleasesJson.Default.ReviewMessage);

    private static readonly AggregateProperties<Inspection, InspectionMessage> s_inspection =
        new(InspectionDecider.Decide, ReleasesJson.Default.Inspection, ReleasesJson.Default.InspectionMessage);

    private static readonly Gen<ReviewMessage[]> s_reviewAnything =
        Gen.OneOf<ReviewMessage>(new OrderReview(Given.Key, s_order), new CancelReview(Given.Key), Record(true), Record(false)).Array[0, 6];

    private static readonly Gen<InspectionMessage[]> s_inspectionAnything = Gen.OneOf<InspectionMessage>(
        new OrderInspection(Given.Key, s_order), new GoodsThere(Given.Key, s_arrival), new CancelInspection(Given.Key),
        Record(s_good), Record(s_bad)).Array[0, 6];

    [Fact]
    public void Review_facts_join_in_any_order() => s_review.OrderAndDuplicationDoNotMatter(
        Gen.Shuffle((ReviewMessage[])[new OrderReview(Given.Key, s_order), new CancelReview(Given.Key)], 0, 2));

    [Fact]
    public void Inspection_facts_join_in_any_order() => s_inspection.OrderAndDuplicationDoNotMatter(
        Gen.Shuffle((InspectionMessage[])[new OrderInspection(Given.Key, s_order), new GoodsThere(Given.Key, s_arrival),
            new CancelInspection(Given.Key)], 0, 3));

    [Fact]
    public void Controls_replay_byte_for_byte()
    {
        s_review.ReplayGivesTheSameDecisions(s_reviewAnything);
        s_inspection.ReplayGivesTheSameDecisions(s_inspectionAnything);
    }

    [Fact]
    public void Controls_survive_storage()
    {
        s_review.StateSurvivesStorage(s_reviewAnything);
        s_inspection.StateSurvivesStorage(s_inspectionAnything);
    }

    [Theory]
    [InlineData(true, ControlState.Passed, "REVIEW_PASSED")]
    [InlineData(false, ControlState.Failed, "REVIEW_FAILED")]
    public void Recorded_review_tells_its_case(bool passed, ControlState state, string result)
    {
        var review = s_review.Fold(new OrderReview(Given.Key, s_order));

        var decision = ReviewDecider.Decide(review, Record(passed), Given.At(actor: s_officer));

        Assert.Equal(state, decision.State?.State);
        var told = Assert.IsType<ControlRecorded>(Assert.Single(decision.Tells).Message);
        Assert.Equal((result, 1, passed, "officer-1"), (told.Result.Result, told.Result.Ordinal, told.Result.Passed, told.Result.Officer));
    }

    [Fact]
    public void Review_is_refused_where_it_may_not_be_recorded()
    {
        var ordered = s_review.Fold(new OrderReview(Given.Key, s_order))!;
        var passed = ordered with { Records = [new ReviewRecord(Given.Now, true, "", "o")] };
        var failed = ordered with { Records = [new ReviewRecord(Given.Now, false, "", "o")] };
        string? Reason(Review? state, Actor actor, string note = "n", params string[] offices) =>
            ReviewDecider.Decide(state, new RecordReview(Given.Key, true, note, offices), Given.At(actor: actor)).Refusal?.Reason;

        Assert.Equal("RESOURCE_NOT_FOUND", Reason(null, s_officer));
        Assert.Equal("RESOURCE_NOT_FOUND", Reason(s_review.Fold(new CancelReview(Given.Key)), s_officer));
        Assert.Equal("CONTROL_CLOSED", Reason(ordered with { Withdrawn = true }, s_officer));
        Assert.Equal("CONTROL_CLOSED", Reason(passed, s_supervisor));
        Assert.Equal("SUPERVISOR_NEEDED", Reason(failed, s_officer));
        Assert.Equal("FIELDS_INVALID", Reason(failed, s_supervisor, " "));
        Assert.Null(Reason(failed, s_supervisor));
        Assert.Equal("OFFICE_NOT_YOURS", Reason(ordered, s_officer, "n", "0901", "0906"));
        Assert.Null(Reason(ordered, s_officer, "n", "0901", "0902"));
        Assert.Null(Reason(ordered, s_officer));
    }

    [Fact]
    public void Second_record_of_a_supervisor_counts()
    {
        var failed = ReviewDecider.Decide(s_review.Fold(new OrderReview(Given.Key, s_order)), Record(false),
            Given.At(actor: s_officer)).State;

        var decision = ReviewDecider.Decide(failed, Record(true), Given.At(actor: s_supervisor));

        Assert.Equal(ControlState.Passed, decision.State?.State);
        Assert.Equal(2, Assert.IsType<ControlRecorded>(Assert.Single(decision.Tells).Message).Result.Ordinal);
    }

    [Fact]
    public void Inspection_waits_for_the_goods()
    {
        var ordered = s_inspection.Fold(new OrderInspection(Given.Key, s_order));

        Assert.Equal(ControlState.AwaitingGoods, ordered?.State);
        Assert.Equal("GOODS_NOT_ARRIVED", InspectionDecider.Decide(ordered, Record(s_good), Given.At(actor: s_officer)).Refusal?.Reason);
    }

    [Fact]
    public void Inspection_needs_two_officers_and_findings_that_fit()
    {
        var ready = s_inspection.Fold(new OrderInspection(Given.Key, s_order), new GoodsThere(Given.Key, s_arrival));
        string? Reason(InspectionReport report) => InspectionDecider.Decide(ready, Record(report), Given.At(actor: s_officer))
            .Refusal?.Reason;

        Assert.Equal(ControlState.Ready, ready?.State);
        Assert.Equal("TWO_OFFICERS_NEEDED", Reason(s_good with { SecondOfficer = " Officer-1 " }));
        Assert.Equal("FIELDS_INVALID", Reason(s_good with { Findings = s_bad.Findings }));
        Assert.Equal("FIELDS_INVALID", Reason(s_bad with { Findings = [] }));
        Assert.Null(Reason(s_good));
        Assert.Null(Reason(s_bad));
    }

    [Theory]
    [InlineData(InspectionResult.NoDifference, "INSPECTION_PASSED")]
    [InlineData(InspectionResult.Difference, "INSPECTION_DIFFERENCE")]
    [InlineData(InspectionResult.ProhibitedGoods, "INSPECTION_PROHIBITED_GOODS")]
    [InlineData(InspectionResult.QuarantineFailure, "INSPECTION_QUARANTINE_FAILURE")]
    public void Recorded_inspection_tells_its_case(InspectionResult result, string told)
    {
        var ready = s_inspection.Fold(new OrderInspection(Given.Key, s_order), new GoodsThere(Given.Key, s_arrival));
        var report = result == InspectionResult.NoDifference ? s_good : s_bad with { Result = result };

        var decision = InspectionDecider.Decide(ready, Record(report), Given.At(actor: s_officer));

        var recorded = Assert.IsType<ControlRecorded>(Assert.Single(decision.Tells).Message).Result;
        Assert.Equal((told, result == InspectionResult.NoDifference, "officer-1 and officer-2"),
            (recorded.Result, recorded.Passed, recorded.Officer));
    }

    private static RecordReview Record(bool passed) => new(Given.Key, passed, "note", []);

    private static RecordInspection Record(InspectionReport report) => new(Given.Key, report, []);
}
