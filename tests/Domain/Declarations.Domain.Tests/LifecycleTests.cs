using Clearance.Declarations.Domain.Documents;
using Clearance.Declarations.Domain.Form;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain.Tests;

/// <summary>Every cell of state × message.</summary>
public sealed class LifecycleTests
{
    private const string Ok = "";
    private const string NotDraft = "DECLARATION_NOT_DRAFT";
    private const string Released = "DECLARATION_RELEASED";
    private const string Withdrawn = "DECLARATION_WITHDRAWN";
    private const string NotFound = "RESOURCE_NOT_FOUND";

    /// <summary>Reasons by state, in the order: none, draft, accepted, released provisionally, released, closed, withdrawn.</summary>
    private static readonly (string Message, DeclarationMessage Sample, string[] Reasons)[] s_table =
    [
        ("create", new CreateDeclaration(World.Key, Forms.SeaImport, []), [Ok, NotDraft, NotDraft, NotDraft, NotDraft, NotDraft, NotDraft]),
        ("lodge", new LodgeDeclaration(World.Key, Forms.SeaImport, []), [Ok, NotDraft, NotDraft, NotDraft, NotDraft, NotDraft, NotDraft]),
        ("update", new UpdateDeclaration(Forms.SeaImport with { Remarks = "new" }, ["remarks"], [], ""), [NotFound, Ok, NotDraft, NotDraft, NotDraft, NotDraft, NotDraft]),
        ("submit", new SubmitDeclaration(), [NotFound, Ok, NotDraft, NotDraft, NotDraft, NotDraft, NotDraft]),
        ("withdraw", new WithdrawDeclaration("mistake"), [NotFound, Ok, Ok, Released, Released, Released, Withdrawn]),
        ("upload", new AttachDocument(DocumentKind.Contract, "c.pdf", "application/pdf", 1, "cd"), [NotFound, Ok, Ok, Ok, Ok, Ok, Withdrawn]),
        ("wake", new ReplenishmentDue(), [NotFound, Ok, Ok, Ok, Ok, Ok, Ok]),
        .. Facts.OneOfEach.Select(fact => (fact.GetType().Name, (DeclarationMessage)fact, (string[])[NotFound, Ok, Ok, Ok, Ok, Ok, Ok])),
    ];

    private static readonly string[] s_states = ["none", "Draft", "Accepted", "ReleasedProvisionally", "Released", "Closed", "Withdrawn"];

    public static TheoryData<string, string, string> Cells() => new(
        from row in s_table
        from state in s_states.Select((name, index) => (name, index))
        select new TheoryDataRow<string, string, string>(state.name, row.Message, row.Reasons[state.index]));

    [Theory]
    [MemberData(nameof(Cells))]
    public void Cell(string state, string message, string reason)
    {
        var world = In(state);
        var sample = s_table.First(row => row.Message == message).Sample;

        var refusal = world.Tell(sample, sample is HeardFact or ReplenishmentDue ? Actor.System : World.AgentActor);

        Assert.Equal(reason, refusal?.Reason ?? Ok);
    }

    [Fact]
    public void The_states_of_the_table_are_what_they_say() =>
        Assert.All(s_states.Skip(1), state => Assert.Equal(state, In(state).Declaration.State.ToString()));

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
    public void Withdrawal_of_an_accepted_form_is_told_and_of_a_draft_is_not()
    {
        var (accepted, draft) = (In("Accepted"), In("Draft"));
        Assert.Null(accepted.Tell(new WithdrawDeclaration("mistake")));
        Assert.Null(draft.Tell(new WithdrawDeclaration("mistake")));

        Assert.Equal(new DeclarationWithdrawn(World.Key, accepted.Now, "mistake"), accepted.Facts[^1]);
        Assert.Empty(draft.Facts);
    }

    [Fact]
    public void Withdrawal_after_payment_is_refused_and_after_a_settlement_of_nothing_is_not()
    {
        var (paid, nothing) = (In("Accepted"), In("Accepted"));
        Assert.Null(paid.Tell(new TaxSettled(paid.Now, Money.Cny(100))));
        Assert.Null(nothing.Tell(new TaxSettled(paid.Now, Money.Zero)));

        Assert.Equal("TAX_ALREADY_PAID", paid.Tell(new WithdrawDeclaration("mistake"))!.Reason);
        Assert.Null(nothing.Tell(new WithdrawDeclaration("mistake")));
    }

    [Fact]
    public void Withdrawal_under_inspection_waits_for_the_result()
    {
        var world = In("Accepted");
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
        Assert.Single(In("Accepted").Tell(new WithdrawDeclaration(reason ?? new string('x', 256)))!.Violations).Code);

    [Fact]
    public void Another_firm_sees_no_such_declaration()
    {
        var stranger = new Actor("s", Roles.Declarant, "91210242MA0UCCCC3C");
        var world = In("Accepted");

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

    /// <summary>A world whose declaration stands in a state.</summary>
    private static World In(string state)
    {
        var world = World.WithFirms();
        if (state == "Draft")
        {
            Assert.Null(world.Save(Forms.SeaImport));
        }
        else if (state != "none")
        {
            Assert.Null(world.Lodge(Forms.SeaImport));
        }

        HeardFact[] facts = state switch
        {
            "ReleasedProvisionally" => [Facts.Released(provisional: true)],
            "Released" => [Facts.Released(provisional: false)],
            "Closed" => [Facts.Released(provisional: true), new TaxSettled(Facts.Time, Money.Cny(5))],
            _ => [],
        };
        Assert.All(facts, fact => Assert.Null(world.Tell(fact, Actor.System)));
        if (state == "Withdrawn")
        {
            Assert.Null(world.Tell(new WithdrawDeclaration("mistake")));
        }

        return world;
    }
}
