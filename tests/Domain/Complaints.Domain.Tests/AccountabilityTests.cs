using Clearance.Kernel;

namespace Clearance.Complaints.Domain.Tests;

public sealed class AccountabilityTests
{
    [Fact]
    public void A_conclusion_is_recorded_against_the_person_complained_of_and_published()
    {
        var world = new World();

        Assert.Null(world.Conclude(World.Key, Finding.PartlyFounded, Measure.Criticism));

        var record = Record(world, World.Key)!;
        Assert.Equal((World.Complained, Measure.Criticism, false), (record.Officer, record.Conclusion.Measure, record.Repeated));
        Assert.Equal(World.Supervisor.Subject, record.Conclusion.Supervisor);
        Assert.Equal(new ComplaintConcluded(World.Key, null, World.Firm, Finding.PartlyFounded, world.Now), world.Facts[^1]);
    }

    [Fact]
    public void A_conclusion_may_hold_an_officer_to_account_whom_the_firm_did_not_name()
    {
        var world = new World();

        world.Conclude(World.Key, officer: "officer-sun", person: null);

        Assert.Equal("officer-sun", Record(world, World.Key)!.Officer);
    }

    [Fact]
    public void An_unfounded_complaint_leaves_nothing_against_the_officer()
    {
        var world = new World();

        world.Conclude(World.Key, Finding.Unfounded, Measure.None);

        Assert.Null(Record(world, World.Key));
        Assert.Equal(ComplaintState.Concluded, world.Complaint.State);
    }

    [Fact]
    public void An_accountability_record_is_written_once()
    {
        var world = new World();
        world.Conclude(World.Key, measure: Measure.Talk);
        var record = Record(world, World.Key)!;

        var decision = AccountabilityRecord.Decide(
            record,
            new AccountabilityMessage.Record(World.Key, "officer-sun", record.Conclusion, true),
            new Occasion(world.Now, Actor.System, Guid.Empty));

        Assert.Same(record, decision.State);
    }

    [Theory]
    [InlineData(Finding.Unfounded, World.Complained)]
    [InlineData(Finding.Founded, null)]
    public void A_measure_without_ground_or_officer_is_refused(Finding finding, string? person)
    {
        var world = new World();

        var refusal = world.Conclude(World.Key, finding, Measure.Talk, person: person);

        Assert.Equal((RefusalKind.Invalid, "MEASURE_WITHOUT_GROUND"), (refusal!.Kind, refusal.Reason));
        Assert.Equal("conclusion.measure", Assert.Single(refusal.Violations).Field);
        Assert.Equal(ComplaintState.Answered, world.Complaint.State);
    }

    [Theory]
    [InlineData("officer-wang")]
    [InlineData("supervisor-zhao")]
    public void Whoever_handled_or_concludes_is_not_held_to_account_in_the_same_case(string officer)
    {
        Assert.Equal("HANDLER_COMPLAINED_OF", new World().Conclude(World.Key, officer: officer)?.Reason);
    }

    [Theory]
    [InlineData("2019-10-22", true)]
    [InlineData("2019-10-23", false)]
    public void A_second_founded_complaint_within_twelve_months_escalates(string day, bool escalates)
    {
        var world = new World();
        world.Conclude("c0");
        world.Now = CustomsTime.StartOf(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)).AddHours(9);

        world.Conclude(World.Key);

        Assert.Equal(escalates, world.Complaint.Has(EscalationReason.RepeatedFinding));
        Assert.Equal(escalates, Record(world, World.Key)!.Repeated);
    }

    [Theory]
    [InlineData(Finding.PartlyFounded, Finding.Founded)]
    [InlineData(Finding.Founded, Finding.PartlyFounded)]
    public void Only_founded_complaints_count(Finding first, Finding second)
    {
        var world = new World();
        world.Conclude("c0", first);

        world.Conclude(World.Key, second);

        Assert.Empty(world.Complaint.Escalations);
    }

    [Fact]
    public void Another_officers_complaint_does_not_count()
    {
        var world = new World();
        world.Conclude("c0", person: "officer-sun");

        world.Conclude(World.Key);

        Assert.Empty(world.Complaint.Escalations);
    }

    private static AccountabilityRecord? Record(World world, string complaint) =>
        world.Find<AccountabilityRecord>(Keys.AccountabilityTable, complaint);
}
