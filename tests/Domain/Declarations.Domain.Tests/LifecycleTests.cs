using Clearance.Declarations.Domain.Documents;
using Clearance.Declarations.Domain.Form;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain.Tests;

/// <summary>What happens in single cells of the life cycle; <see cref="LifecycleTableTests"/> goes through all of them.</summary>
public sealed class LifecycleTests
{
    private const string NotFound = "RESOURCE_NOT_FOUND";

    [Fact]
    public void Acceptance_numbers_the_form_and_tells_everybody()
    {
        var world = World.WithAccepted();
        Assert.Null(world.Lodge(Forms.SeaImport, "02decl"));
        Assert.Null(world.Lodge(Forms.SeaExport, "03decl"));

        Assert.Equal("090620181000000001", world.Declaration.DeclarationNumber);
        Assert.Equal("I20180000000000001", world.Declaration.UnifiedNumber);
        Assert.Equal("090620181000000002", world.Declarations["02decl"].DeclarationNumber);
        Assert.Equal("090620180000000001", world.Declarations["03decl"].DeclarationNumber);
        Assert.Equal("E20180000000000001", world.Declarations["03decl"].UnifiedNumber);
        var fact = Assert.IsType<DeclarationAccepted>(world.Facts[0]);
        Assert.Equal((World.Key, Enterprises.CreditClass.GeneralCertified), (fact.Declaration.Key, fact.Declaration.CreditClass));
        Assert.Equal(3, world.Facts.Count);
    }

    [Fact]
    public void A_draft_is_accepted_with_the_number_that_it_was_saved_under()
    {
        var world = World.WithFirms();
        Assert.Null(world.Save(Forms.SeaImport));
        Assert.Null(world.Tell(new SubmitDeclaration()));

        Assert.Equal(("I20180000000000001", DeclarationState.Accepted), (world.Declaration.UnifiedNumber, world.Declaration.State));
        Assert.Equal([TimelineKind.Saved, TimelineKind.Accepted], world.Declaration.Timeline.Select(entry => entry.Kind));
    }

    [Fact]
    public void A_draft_that_is_refused_stays_a_draft()
    {
        var world = World.WithFirms();
        Assert.Null(world.Save(Forms.SeaImport with { Terms = "" }));
        var before = world.Declaration;

        Assert.Equal("FORM_INVALID", world.Tell(new SubmitDeclaration())!.Reason);

        Assert.Same(before, world.Declaration);
    }

    [Fact]
    public void Update_of_some_fields_leaves_the_others()
    {
        var world = World.WithFirms();
        Assert.Null(world.Save(Forms.SeaImport));

        Assert.Null(world.Tell(new UpdateDeclaration(new DeclarationForm { Remarks = "new" }, ["remarks"], [], "")));

        Assert.Equal(Forms.SeaImport with { Remarks = "new" }, world.Declaration.Form);
    }

    [Theory]
    [InlineData("nothing", "UPDATE_MASK_INVALID")]
    [InlineData("declarant", "FORM_INVALID")]
    [InlineData("direction", "FORM_INVALID")]
    public void Update_that_breaks_the_draft_is_refused(string path, string reason)
    {
        var world = World.WithFirms();
        Assert.Null(world.Save(Forms.SeaImport));

        Assert.Equal(reason, world.Tell(new UpdateDeclaration(new DeclarationForm { Direction = Direction.Export }, [path], [], ""))!.Reason);
    }

    [Fact]
    public void Update_with_a_stale_etag_is_refused()
    {
        var world = World.WithFirms();
        Assert.Null(world.Save(Forms.SeaImport));
        var etag = DeclarationsJson.EtagOf(world.Declaration);
        Assert.Null(world.Tell(new UpdateDeclaration(new DeclarationForm { Remarks = "1" }, ["remarks"], [], etag)));

        var refusal = world.Tell(new UpdateDeclaration(new DeclarationForm { Remarks = "2" }, ["remarks"], [], etag));

        Assert.Equal((RefusalKind.Conflict, "ETAG_STALE"), (refusal!.Kind, refusal.Reason));
    }

    [Fact]
    public void Withdrawal_of_an_accepted_form_is_asked_of_releases_and_of_a_draft_is_not()
    {
        var (accepted, draft) = (Worlds.In(DeclarationState.Accepted), Worlds.In(DeclarationState.Draft));
        Assert.Null(accepted.Tell(new WithdrawDeclaration("mistake")));
        Assert.Null(draft.Tell(new WithdrawDeclaration("mistake")));

        Assert.Equal(new WithdrawalRequested(World.Key, accepted.Now, "mistake", false), accepted.Facts[^1]);
        Assert.Equal(DeclarationState.Withdrawing, accepted.Declaration.State);
        Assert.Empty(draft.Facts);

        Assert.Null(accepted.Tell(new ReleaseBarred(accepted.Now), Actor.System));
        Assert.Equal(new DeclarationWithdrawn(World.Key, accepted.Now, "mistake"), accepted.Facts[^1]);
        Assert.Equal(DeclarationState.Withdrawn, accepted.Declaration.State);
    }

    [Fact]
    public void A_release_that_was_earlier_than_the_withdrawal_counts()
    {
        var world = Worlds.In(DeclarationState.Withdrawing);

        Assert.Null(world.Tell(Facts.Released(provisional: false), Actor.System));

        Assert.Equal(DeclarationState.Released, world.Declaration.State);
        Assert.Equal(TimelineKind.WithdrawalRefused, world.Declaration.Timeline.Single(entry => entry.Kind is TimelineKind.WithdrawalRefused).Kind);
        Assert.DoesNotContain(world.Facts, fact => fact is DeclarationWithdrawn);
        Assert.Equal("DECLARATION_RELEASED", world.Tell(new WithdrawDeclaration("again"))!.Reason);
    }

    [Fact]
    public void Withdrawal_after_payment_is_refused_and_after_a_settlement_of_nothing_is_not()
    {
        var (paid, nothing) = (Worlds.In(DeclarationState.Accepted), Worlds.In(DeclarationState.Accepted));
        Assert.Null(paid.Tell(new TaxSettled(paid.Now, Money.Cny(100))));
        Assert.Null(nothing.Tell(new TaxSettled(paid.Now, Money.Zero)));

        Assert.Equal("TAX_ALREADY_PAID", paid.Tell(new WithdrawDeclaration("mistake"))!.Reason);
        Assert.Null(nothing.Tell(new WithdrawDeclaration("mistake")));
    }

    [Fact]
    public void Withdrawal_under_inspection_waits_for_the_result()
    {
        var world = Worlds.In(DeclarationState.Accepted);
        Assert.Null(world.Tell(new ControlDecided(world.Now, ControlLane.Inspection, ["r"])));
        Assert.Equal("UNDER_INSPECTION", world.Tell(new WithdrawDeclaration("mistake"))!.Reason);

        Assert.Null(world.Tell(new ControlCompleted(world.Now, false, "INSPECTION_FAILED", "inspections/1")));
        Assert.Null(world.Tell(new WithdrawDeclaration("mistake")));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void Withdrawal_without_a_reason_is_refused(string? reason) => Assert.Equal(
        "REASON_REQUIRED",
        Assert.Single(Worlds.In(DeclarationState.Accepted).Tell(new WithdrawDeclaration(reason ?? new string('x', 256)))!.Violations).Code);

    [Fact]
    public void Another_firm_sees_no_such_declaration()
    {
        var stranger = new Actor("s", Roles.Declarant, "91210242MA0UCCCC3C");
        var world = Worlds.In(DeclarationState.Accepted);

        Assert.Equal(NotFound, world.Tell(new WithdrawDeclaration("mistake"), stranger)!.Reason);
        Assert.Equal(NotFound, world.Tell(new AttachDocument(DocumentKind.Contract, "c", "x", 1, "y"), stranger)!.Reason);
        Assert.Equal(NotFound, world.Tell(new SubmitDeclaration(), new Actor("s", Roles.Declarant))!.Reason);
        Assert.Null(world.Tell(new WithdrawDeclaration("mistake"), World.TraderActor));
    }

    [Fact]
    public void Declaring_in_another_firms_name_is_forbidden()
    {
        var world = World.WithFirms();

        Assert.Equal("DECLARANT_IS_NOT_CALLER", world.Lodge(Forms.SeaImport, actor: World.TraderActor)!.Reason);
        Assert.Equal("DECLARANT_IS_NOT_CALLER", world.Send(Aggregates.Declaration("x"), new CreateDeclaration("x", Forms.SeaImport, []), World.TraderActor)!.Reason);
        Assert.Empty(world.Declarations);
    }
}
