using Clearance.Declarations.Domain.Documents;
using Clearance.Declarations.Domain.Notifications;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain.Tests;

/// <summary>What officers ask for beside the rules, and what they say of what came.</summary>
public sealed class RequestingDocumentsTests
{
    private static readonly DateOnly s_due = new(2018, 10, 30);

    [Fact]
    public void A_request_is_told_and_answered_by_an_upload()
    {
        var world = World.WithAccepted();

        Assert.Null(Ask(world, DocumentKind.Contract));

        var slot = Slot(world, DocumentKind.Contract);
        Assert.Equal((false, "Who insures?", s_due), (slot.Required, slot.Request!.Reason, slot.Request.DueDate));
        Assert.Empty(world.Declaration.MissingDocuments);
        Assert.Equal(2, world.Notes.Count(note => Notification.Of(note.Json.Span).Kind == NotificationKind.DocumentRequested));
        Assert.Equal("DOCUMENT_AWAITED", Confirm(world, DocumentKind.Contract)!.Reason);

        Assert.Null(world.Upload(DocumentKind.Contract));
        Assert.Null(Slot(world, DocumentKind.Contract).Request);
        Assert.Null(Confirm(world, DocumentKind.Contract));
        Assert.Equal(world.Now, Slot(world, DocumentKind.Contract).ConfirmTime);
        var before = world.Declaration;
        Assert.Null(Confirm(world, DocumentKind.Contract));
        Assert.Same(before, world.Declaration);
    }

    [Fact]
    public void A_file_that_does_not_do_is_replaced_by_another_and_never_by_itself()
    {
        var world = World.WithAccepted();
        Assert.Null(world.Upload(DocumentKind.PackingList, "aa"));
        Assert.Equal("DOCUMENT_ALREADY_UPLOADED", world.Upload(DocumentKind.PackingList, "bb")!.Reason);
        Assert.Null(Confirm(world, DocumentKind.PackingList));

        Assert.Null(Ask(world, DocumentKind.PackingList));
        Assert.Null(Slot(world, DocumentKind.PackingList).ConfirmTime);
        Assert.Null(world.Upload(DocumentKind.PackingList, "aa"));
        Assert.NotNull(Slot(world, DocumentKind.PackingList).Request);
        Assert.Null(world.Upload(DocumentKind.PackingList, "bb"));

        Assert.Equal((null, "bb"), (Slot(world, DocumentKind.PackingList).Request, Slot(world, DocumentKind.PackingList).File!.Sha256));
    }

    [Fact]
    public void An_amendment_of_the_papers_keeps_what_officers_said()
    {
        var world = World.WithAccepted();
        Assert.Null(Ask(world, DocumentKind.Contract));
        Assert.Null(Confirm(world, DocumentKind.Invoice));
        Assert.Null(Confirm(world, DocumentKind.BillOfLading));

        var papers = Forms.SeaImport.Attachments.SetItem(0, Forms.SeaImport.Attachments[0] with { Reference = "A-OTHER.pdf" });
        Assert.Null(world.Tell(new AmendDeclaration(Forms.SeaImport with { Attachments = papers }, ["attachments"], "right file", "")));

        Assert.Equal(1, world.Declaration.Version);
        Assert.NotNull(Slot(world, DocumentKind.Contract).Request);
        Assert.Null(Slot(world, DocumentKind.Invoice).ConfirmTime);
        Assert.NotNull(Slot(world, DocumentKind.BillOfLading).ConfirmTime);
    }

    [Fact]
    public void A_form_is_not_closed_while_an_officer_waits()
    {
        var world = World.WithAccepted();
        Assert.Null(Ask(world, DocumentKind.Contract));
        world.Tell(Facts.Released(provisional: false), Actor.System);
        world.Tell(new TaxSettled(Facts.Time, Money.Cny(5)), Actor.System);
        Assert.Equal(DeclarationState.Released, world.Declaration.State);

        Assert.Null(world.Upload(DocumentKind.Contract));

        Assert.Equal(DeclarationState.Closed, world.Declaration.State);
        Assert.Equal("DECLARATION_CLOSED", Ask(world, DocumentKind.PackingList)!.Reason);
    }

    [Fact]
    public void What_does_not_come_is_told_once_and_the_earliest_day_wakes()
    {
        var world = World.WithAccepted();
        Assert.Null(Ask(world, DocumentKind.Contract, s_due.AddDays(3)));
        Assert.Null(Ask(world, DocumentKind.PackingList));
        var due = world.Declaration.Due!.Value;
        Assert.Equal((CustomsTime.StartOf(s_due.AddDays(1)), typeof(DocumentRequestDue)), (due.Time, due.Message.GetType()));

        world.Now = due.Time.AddTicks(-1);
        world.Tell(due.Message, Actor.System);
        Assert.Null(Slot(world, DocumentKind.PackingList).Request!.Overdue);
        world.Now = due.Time;
        world.Tell(due.Message, Actor.System);
        world.Tell(due.Message, Actor.System);

        Assert.True(Slot(world, DocumentKind.PackingList).Request!.Overdue);
        Assert.Null(Slot(world, DocumentKind.Contract).Request!.Overdue);
        Assert.Single(world.Declaration.Timeline, entry => entry.Kind == TimelineKind.DocumentOverdue);
        Assert.Equal(CustomsTime.StartOf(s_due.AddDays(4)), world.Declaration.Due!.Value.Time);
        Assert.Null(world.Upload(DocumentKind.PackingList));
        Assert.Null(Slot(world, DocumentKind.PackingList).Request);
    }

    [Theory]
    [InlineData("", 5, "REASON_REQUIRED")]
    [InlineData("why", 0, "DUE_DATE_OUT_OF_RANGE")]
    [InlineData("why", 91, "DUE_DATE_OUT_OF_RANGE")]
    [InlineData("why", 90, null)]
    public void A_request_has_a_reason_and_a_day(string reason, int days, string? code)
    {
        var world = World.WithAccepted();

        var refusal = world.Tell(new RequestDocument(DocumentKind.Contract, reason, CustomsTime.DateOf(world.Now).AddDays(days)), World.Officer);

        Assert.Equal(code, refusal?.Violations.Single().Code);
    }

    private static Refusal? Ask(World world, DocumentKind kind, DateOnly? due = null) => world.Tell(new RequestDocument(kind, "Who insures?", due ?? s_due), World.Officer);

    private static Refusal? Confirm(World world, DocumentKind kind) => world.Tell(new ConfirmDocument(kind), World.Officer);

    private static DocumentSlot Slot(World world, DocumentKind kind) => world.Declaration.Documents.Single(slot => slot.Kind == kind);
}
