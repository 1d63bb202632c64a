using Clearance.Declarations.Domain.Documents;
using Clearance.Declarations.Domain.Notifications;
using Clearance.Kernel;
using CsCheck;

namespace Clearance.Declarations.Domain.Tests;

/// <summary>Who is told what: each entry of an accepted form's timeline once, to trader and agent, and nothing else.</summary>
public sealed class NotifyingTests
{
    [Fact]
    public void Whatever_happens_each_entry_of_the_timeline_is_told_once_to_each_firm() => Facts.Any.Sample(facts =>
    {
        var world = World.WithAccepted();
        foreach (var fact in facts.Concat(facts))
        {
            Assert.Null(world.Tell(fact, Actor.System));
        }

        foreach (var uscc in new[] { Forms.Trader, Forms.Agent })
        {
            var told = world.Notes.Where(note => note.Log == Notification.LogOf(uscc)).Select(note => Notification.Of(note.Json.Span)).ToArray();
            Assert.Equal(
                world.Declaration.Timeline.Select(entry => (entry.Time, entry.Text, entry.TextZh, entry.Actor, entry.Subject)).Order(),
                told.Select(entry => (entry.Time, entry.Text, entry.TextZh, entry.Actor, entry.Subject)).Order());
        }
    });

    [Fact]
    public void A_kind_of_entry_is_the_kind_of_its_notification()
    {
        var world = World.WithAccepted();
        foreach (var fact in Facts.OneOfEach)
        {
            world.Tell(fact, Actor.System);
        }

        Assert.Equal(
            world.Declaration.Timeline.Select(entry => entry.Kind.ToString()).Order(),
            Told(world, Forms.Trader).Select(entry => entry.Kind.ToString()).Order());
    }

    [Fact]
    public void A_firm_that_declares_itself_is_told_once()
    {
        var form = Forms.SeaImport;
        var world = World.WithFirms();
        Assert.Null(world.Lodge(form with { Declarant = form.Trader }));

        var told = Assert.Single(world.Notes);
        Assert.Equal(Notification.LogOf(Forms.Trader), told.Log);
    }

    [Fact]
    public void A_draft_is_told_to_nobody_and_its_acceptance_to_both()
    {
        var world = World.WithFirms();
        Assert.Null(world.Save(Forms.SeaImport));
        Assert.Null(world.Upload(DocumentKind.Contract));
        Assert.Empty(world.Notes);

        Assert.Null(world.Tell(new SubmitDeclaration()));
        Assert.Equal([NotificationKind.Accepted], Told(world, Forms.Trader).Select(entry => entry.Kind));
        Assert.Equal([NotificationKind.Accepted], Told(world, Forms.Agent).Select(entry => entry.Kind));
    }

    [Fact]
    public void A_notification_says_where_the_form_stands_and_under_which_numbers()
    {
        var world = World.WithAccepted(Forms.SeaImport with { ClientReference = "EX-1" });
        world.Tell(Facts.Released(provisional: true), Actor.System);

        var told = Told(world, Forms.Agent)[^1];
        Assert.Equal(
            (NotificationKind.GoodsReleased, DeclarationState.ReleasedProvisionally, world.Declaration.DeclarationNumber, "EX-1", Forms.Agent),
            (told.Kind, told.State, told.DeclarationNumber, told.ClientReference, told.Declarant));
    }

    private static Notification[] Told(World world, string uscc) =>
        [.. world.Notes.Where(note => note.Log == Notification.LogOf(uscc)).Select(note => Notification.Of(note.Json.Span))];
}
