using Clearance.Kernel;

namespace Clearance.Complaints.Domain.Tests;

public sealed class LifecycleTests
{
    private static readonly string[] s_steps = ["file", "accept", "reject", "assign", "answer", "conclude", "clock", "case_known", "case_released", "repeated"];

    /// <summary>Where a step leads; a step that is not here is refused with STATE_FORBIDS. Facts and the clock never change where a complaint stands.</summary>
    private static readonly Dictionary<(string State, string Step), string> s_ways = new()
    {
        [("none", "file")] = "Filed",
        [("Filed", "accept")] = "Accepted",
        [("Filed", "reject")] = "Rejected",
        [("Accepted", "assign")] = "Assigned",
        [("Assigned", "assign")] = "Assigned",
        [("Assigned", "answer")] = "Answered",
        [("Answered", "assign")] = "Assigned",
        [("Answered", "conclude")] = "Concluded",
    };

    public static TheoryData<string, string, string> Cells
    {
        get
        {
            var cells = new TheoryData<string, string, string>();
            foreach (var state in Enum.GetNames<ComplaintState>().Prepend("none"))
            {
                foreach (var step in s_steps)
                {
                    cells.Add(state, step, Expected(state, step));
                }
            }

            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_state_answers_every_message(string state, string step, string expected)
    {
        var world = In(state);

        var refusal = Take(world, step);

        Assert.Equal(expected, refusal?.Reason ?? world.Complaint.State.ToString());
    }

    [Fact]
    public void Filing_opens_the_clock_and_is_published()
    {
        var world = new World();

        world.File();

        Assert.Equal(new Clock(new DateOnly(2018, 10, 24), new DateOnly(2018, 11, 1)), world.Complaint.Clock);
        Assert.Equal(new ComplaintFiled(World.Key, null, World.Firm, world.Now), Assert.Single(world.Facts));
    }

    [Fact]
    public void The_clock_skips_holidays_and_counts_worked_weekends()
    {
        // 30 September 2018 is a Sunday that is worked for the holidays of 1 to 7 October.
        var clock = Clock.From(new DateOnly(2018, 9, 29), BusinessCalendar.China);

        Assert.Equal(new Clock(new DateOnly(2018, 9, 30), new DateOnly(2018, 10, 15)), clock);
    }

    [Fact]
    public void A_firm_without_an_enterprise_files_nothing()
    {
        var refusal = new World().Tell(
            new ComplaintMessage.File(World.Key, new Grievance(ComplaintKind.Other, "Text.", null, null, null), new Clock(default, default)),
            new Actor("clerk", Roles.Declarant));

        Assert.Equal("ENTERPRISE_MISSING", refusal?.Reason);
    }

    [Theory]
    [InlineData("Filed", "accept")]
    [InlineData("Filed", "reject")]
    [InlineData("Accepted", "assign")]
    [InlineData("Assigned", "answer")]
    [InlineData("Answered", "conclude")]
    public void The_person_complained_of_takes_no_step(string state, string step)
    {
        var world = In(state);

        var refusal = Take(world, step, World.By(World.Complained));

        Assert.Equal((RefusalKind.Precondition, "HANDLER_COMPLAINED_OF"), (refusal!.Kind, refusal.Reason));
        Assert.Equal(state, world.Complaint.State.ToString());
    }

    [Theory]
    [InlineData("Accepted")]
    [InlineData("Assigned")]
    [InlineData("Answered")]
    public void A_complaint_is_never_assigned_to_the_person_complained_of(string state)
    {
        var refusal = In(state).Tell(new ComplaintMessage.Assign(World.Complained), World.Supervisor);

        Assert.Equal("HANDLER_COMPLAINED_OF", refusal?.Reason);
    }

    [Fact]
    public void Only_the_handler_answers()
    {
        var refusal = In("Assigned").Tell(new ComplaintMessage.GiveAnswer("No."), World.Supervisor);

        Assert.Equal((RefusalKind.Forbidden, "NOT_THE_HANDLER"), (refusal!.Kind, refusal.Reason));
    }

    [Fact]
    public void Another_assignment_sets_the_answer_aside()
    {
        var world = In("Answered");

        world.Tell(new ComplaintMessage.Assign("officer-sun"), World.Supervisor);

        Assert.Equal(("officer-sun", null, null), (world.Complaint.Handler, world.Complaint.Answer, world.Complaint.AnswerTime));
    }

    [Fact]
    public void Assigning_to_the_same_handler_changes_nothing()
    {
        var world = In("Assigned");
        var before = world.Complaint;

        Assert.Null(world.Tell(new ComplaintMessage.Assign(World.Officer.Subject), World.Supervisor));

        Assert.Same(before, world.Complaint);
    }

    [Fact]
    public void A_rejection_keeps_who_why_and_when()
    {
        var world = In("Rejected");

        Assert.Equal((World.Officer.Subject, "Not ours.", world.Now), (world.Complaint.IntakeOfficer, world.Complaint.RejectionReason, world.Complaint.IntakeTime));
    }

    private static string Expected(string state, string step) => (state, step) switch
    {
        _ when s_ways.TryGetValue((state, step), out var next) => next,
        ("none", _) => "RESOURCE_NOT_FOUND",
        (_, "clock" or "case_known" or "case_released" or "repeated") => state,
        _ => "STATE_FORBIDS",
    };

    private static World In(string state)
    {
        var world = new World();
        foreach (var step in state switch
        {
            "none" => Array.Empty<string>(),
            "Filed" => ["file"],
            "Accepted" => ["file", "accept"],
            "Assigned" => ["file", "accept", "assign"],
            "Answered" => ["file", "accept", "assign", "answer"],
            "Concluded" => ["file", "accept", "assign", "answer", "conclude"],
            _ => ["file", "reject"],
        })
        {
            Assert.Null(Take(world, step));
        }

        return world;
    }

    private static Refusal? Take(World world, string step, Actor? actor = null) => step switch
    {
        "file" => world.File(),
        "accept" => world.Tell(new ComplaintMessage.Accept(), actor ?? World.Officer),
        "reject" => world.Tell(new ComplaintMessage.Reject("Not ours."), actor ?? World.Officer),
        "assign" => world.Tell(new ComplaintMessage.Assign(World.Officer.Subject), actor ?? World.Supervisor),
        "answer" => world.Tell(new ComplaintMessage.GiveAnswer("We are sorry."), actor ?? World.Officer),
        "conclude" => world.Tell(
            new ComplaintMessage.Conclude(Finding.Founded, Measure.Talk, null, Satisfaction.Satisfied, null), actor ?? World.Supervisor),
        "clock" => world.Tell(new ComplaintMessage.ClockRan(), Actor.System),
        "case_known" => world.Tell(new ComplaintMessage.CaseKnown(CaseStage.InClearance, null), Actor.System),
        "case_released" => world.Tell(new ComplaintMessage.CaseReleased(world.Now), Actor.System),
        _ => world.Tell(new ComplaintMessage.FindingRepeated(), Actor.System),
    };
}
