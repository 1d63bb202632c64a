using Clearance.Declarations.Domain.Form;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain.Tests;

/// <summary>A world for every state of the life cycle, reached by the messages that lead there.</summary>
internal static class Worlds
{
    public static Actor Officer { get; } = new("o", Roles.Officer);

    /// <summary>A world whose declaration stands in a state; null for one without.</summary>
    public static World In(DeclarationState? state, DeclarationForm? form = null)
    {
        var world = World.WithFirms();
        world.Now = form?.Summary == true ? Forms.SummaryTime : world.Now;
        form ??= Forms.SeaImport;
        if (state == DeclarationState.Draft)
        {
            Assert.Null(world.Save(form));
        }
        else if (state is not null)
        {
            Assert.Null(world.Lodge(form));
        }

        foreach (var (message, actor) in Way(state))
        {
            Assert.Null(world.Tell(message, actor));
        }

        return world;
    }

    private static (DeclarationMessage Message, Actor Actor)[] Way(DeclarationState? state) => state switch
    {
        DeclarationState.Returned => [(new ReturnDeclaration("value"), Officer)],
        DeclarationState.Withdrawing => [(new WithdrawDeclaration("mistake"), World.AgentActor)],
        DeclarationState.ReleasedProvisionally => [(Facts.Released(provisional: true), Actor.System)],
        DeclarationState.Released => [(Facts.Released(provisional: false), Actor.System)],
        DeclarationState.Closed => [(Facts.Released(provisional: true), Actor.System), (new TaxSettled(Facts.Time, Money.Cny(5)), Actor.System)],
        DeclarationState.Withdrawn => [.. Way(DeclarationState.Withdrawing), (new ReleaseBarred(Facts.Time), Actor.System)],
        DeclarationState.Rejected => [(new RejectDeclaration("class"), Officer), (new ReleaseBarred(Facts.Time), Actor.System)],
        _ => [],
    };
}
