using Clearance.Kernel;

namespace Clearance.Complaints.Domain.Tests;

public sealed class ClockTests
{
    [Fact]
    public void The_clock_wakes_after_the_last_day_for_accepting_and_not_before()
    {
        var world = Filed();
        var due = world.Complaint.Due!.Value;
        Assert.Equal(CustomsTime.StartOf(new DateOnly(2018, 10, 25)), due);
        var before = world.Complaint;

        world.Now = due.AddMicroseconds(-1);
        world.Tell(new ComplaintMessage.ClockRan(), Actor.System);
        Assert.Same(before, world.Complaint);

        world.Now = due;
        world.Tell(new ComplaintMessage.ClockRan(), Actor.System);
        Assert.True(world.Complaint.Overdue);
        Assert.Equal([new Escalation(EscalationReason.AcceptOverdue, due)], world.Complaint.Escalations);
    }

    [Fact]
    public void The_next_wake_is_the_last_day_for_the_answer_and_then_none()
    {
        var world = Filed();
        Wake(world);
        Assert.Equal(CustomsTime.StartOf(new DateOnly(2018, 11, 2)), world.Complaint.Due);

        Wake(world);

        Assert.Equal(
            [EscalationReason.AcceptOverdue, EscalationReason.AnswerOverdue], world.Complaint.Escalations.Select(escalation => escalation.Reason));
        Assert.Null(world.Complaint.Due);
    }

    [Fact]
    public void An_answer_is_not_overdue_on_its_last_day()
    {
        var world = Filed();
        world.Tell(new ComplaintMessage.Accept(), World.Officer);
        world.Now = world.Complaint.Due!.Value.AddMicroseconds(-1);

        world.Tell(new ComplaintMessage.ClockRan(), Actor.System);

        Assert.Empty(world.Complaint.Escalations);
    }

    [Fact]
    public void Accepting_late_is_possible_ends_the_delay_and_leaves_its_trace()
    {
        var world = Filed();
        world.Now = world.Complaint.Due!.Value.AddDays(1);

        Assert.Null(world.Tell(new ComplaintMessage.Accept(), World.Officer));

        Assert.False(world.Complaint.Overdue);
        Assert.True(world.Complaint.Has(EscalationReason.AcceptOverdue));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_answer_is_overdue_whether_or_not_there_is_a_handler(bool assigned)
    {
        var world = Filed();
        world.Tell(new ComplaintMessage.Accept(), World.Officer);
        if (assigned)
        {
            world.Tell(new ComplaintMessage.Assign(World.Officer.Subject), World.Supervisor);
        }

        Wake(world);

        Assert.True(world.Complaint.Overdue);
        Assert.Equal(EscalationReason.AnswerOverdue, Assert.Single(world.Complaint.Escalations).Reason);
    }

    [Fact]
    public void A_complaint_that_is_answered_or_rejected_has_no_clock()
    {
        var rejected = Filed();
        rejected.Tell(new ComplaintMessage.Reject("Not ours."), World.Officer);
        var answered = Filed();
        answered.Tell(new ComplaintMessage.Accept(), World.Officer);
        answered.Tell(new ComplaintMessage.Assign(World.Officer.Subject), World.Supervisor);
        answered.Tell(new ComplaintMessage.GiveAnswer("Done."), World.Officer);

        Assert.Null(rejected.Complaint.Due);
        Assert.Null(answered.Complaint.Due);
        Assert.False(answered.Complaint.Overdue);
    }

    private static World Filed()
    {
        var world = new World();
        Assert.Null(world.File());
        return world;
    }

    private static void Wake(World world)
    {
        world.Now = world.Complaint.Due!.Value;
        world.Tell(new ComplaintMessage.ClockRan(), Actor.System);
    }
}
