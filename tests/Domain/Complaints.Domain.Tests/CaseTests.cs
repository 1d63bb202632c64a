using Clearance.Kernel;

namespace Clearance.Complaints.Domain.Tests;

public sealed class CaseTests
{
    [Theory]
    [InlineData(World.Firm)]
    [InlineData(World.Agent)]
    public void A_complaint_shows_the_stage_of_the_declaration_and_later_its_release(string enterprise)
    {
        var world = new World();
        world.Accepted();

        Assert.Null(world.File(World.Declaration, enterprise: enterprise));
        Assert.Equal((CaseStage.InClearance, null), (world.Complaint.FilingStage, world.Complaint.GoodsReleaseTime));

        var time = world.Now.AddHours(3);
        world.Hear(new CaseReferenceMessage.Released(time));
        Assert.Equal((CaseStage.InClearance, time), (world.Complaint.FilingStage, world.Complaint.GoodsReleaseTime));
    }

    [Fact]
    public void A_complaint_after_the_release_says_so()
    {
        var world = new World();
        world.Hear(new CaseReferenceMessage.Released(world.Now));
        world.Accepted();

        world.File(World.Declaration);

        Assert.Equal((CaseStage.Released, world.Now), (world.Complaint.FilingStage, world.Complaint.GoodsReleaseTime));
    }

    [Fact]
    public void A_complaint_about_a_withdrawn_declaration_says_so()
    {
        var world = new World();
        world.Accepted();
        world.Hear(new CaseReferenceMessage.Withdrawn(world.Now));

        world.File(World.Declaration);

        Assert.Equal(CaseStage.Withdrawn, world.Complaint.FilingStage);
    }

    [Fact]
    public void Every_complaint_about_a_declaration_hears_of_its_release()
    {
        var world = new World();
        world.Accepted();
        world.File(World.Declaration);
        world.File(World.Declaration, enterprise: World.Agent, key: "c2");

        world.Hear(new CaseReferenceMessage.Released(world.Now));

        Assert.Equal(world.Now, world.Find<Complaint>(Keys.ComplaintTable, "c2")!.GoodsReleaseTime);
        Assert.Equal(world.Now, world.Complaint.GoodsReleaseTime);
    }

    [Fact]
    public void A_release_that_is_heard_twice_is_told_once_and_keeps_its_time()
    {
        var first = new CaseReference { Enterprise = World.Firm, ReleaseTime = new DateTimeOffset(2018, 10, 23, 1, 0, 0, TimeSpan.Zero), Complaints = ["c1"] };

        var decision = CaseReference.Decide(
            first, new CaseReferenceMessage.Released(first.ReleaseTime.Value.AddDays(1)), new Occasion(default, Actor.System, Guid.Empty));

        Assert.Same(first, decision.State);
        Assert.Empty(decision.Tells);
    }

    [Fact]
    public void A_declaration_of_another_firm_is_not_found_and_nothing_is_filed()
    {
        var world = new World();
        world.Accepted();

        var refusal = world.File(World.Declaration, enterprise: "91210200MA0000009Z");

        Assert.Equal((RefusalKind.NotFound, "RESOURCE_NOT_FOUND"), (refusal!.Kind, refusal.Reason));
        Assert.Null(world.Find<Complaint>(Keys.ComplaintTable, World.Key));
        Assert.Empty(world.Facts);
    }

    [Fact]
    public void A_declaration_that_nobody_accepted_is_not_found()
    {
        var world = new World();
        world.Hear(new CaseReferenceMessage.Released(world.Now));

        Assert.Equal("RESOURCE_NOT_FOUND", world.File(World.Declaration)?.Reason);
        Assert.Equal("RESOURCE_NOT_FOUND", world.File("nowhere")?.Reason);
    }
}
