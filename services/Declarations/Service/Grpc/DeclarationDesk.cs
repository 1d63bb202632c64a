using System.Collections.Immutable;
using Clearance.Declarations.Domain;
using Clearance.Declarations.Domain.Enterprises;
using Clearance.Declarations.Domain.Form;
using Clearance.Declarations.Domain.Rules;
using Clearance.Engine;
using Clearance.Kernel;
using Google.Protobuf;

namespace Clearance.Declarations.Grpc;

/// <summary>Lodging, saving and reading, whatever shape the form came in: JSON, protobuf and DecMessage take this one path.</summary>
internal sealed class DeclarationDesk(IEngine<DeclarationsDefinition> engine, IReader<DeclarationsDefinition> reader)
{
    /// <summary>Creates and submits at once.</summary>
    public Task<TReply> LodgeAsync<TReply>(
        DeclarationForm form, Findings findings, Command command, Func<Declaration, TReply> reply, CancellationToken cancellationToken, string? rest = null)
        where TReply : class, IMessage<TReply>, new()
    {
        var key = command.NewKey();
        return engine.SendAsync(DeclarationsTables.Declarations, key, Lodging(key, form, findings) with { MessageRest = rest }, command, reply, cancellationToken);
    }

    /// <summary>Saves a draft.</summary>
    public Task<TReply> SaveAsync<TReply>(
        DeclarationForm form, ImmutableArray<Violation> malformed, Command command, Func<Declaration, TReply> reply, CancellationToken cancellationToken, string? rest = null)
        where TReply : class, IMessage<TReply>, new()
    {
        var key = command.NewKey();
        return engine.SendAsync(DeclarationsTables.Declarations, key, new CreateDeclaration(key, form, malformed) { MessageRest = rest }, command, reply, cancellationToken);
    }

    /// <summary>Sends a command to a declaration.</summary>
    public Task<TReply> SendAsync<TReply>(
        string key, DeclarationMessage message, Command command, Func<Declaration, TReply> reply, CancellationToken cancellationToken)
        where TReply : class, IMessage<TReply>, new() =>
        engine.SendAsync(DeclarationsTables.Declarations, key, message, command, reply, cancellationToken);

    /// <summary>The declaration as lodging would leave it; nothing is stored.</summary>
    /// <exception cref="RefusedException">It would be refused.</exception>
    public Task<Declaration> RehearseAsync(DeclarationForm form, Findings findings, Command command, CancellationToken cancellationToken) =>
        RehearseAsync(null, Lodging(string.Empty, form, findings), form, command, cancellationToken);

    /// <summary>Findings as a message keeps them: none is null.</summary>
    public static ImmutableArray<Violation>? Given(ImmutableArray<Violation> findings) => findings.IsEmpty ? null : findings;

    /// <summary>The declaration as a submission would leave it; nothing is stored.</summary>
    /// <exception cref="RefusedException">The submission would be refused.</exception>
    public async Task<Declaration> RehearseAsync(Declaration? draft, DeclarationMessage submission, DeclarationForm form, Command command, CancellationToken cancellationToken)
    {
        var register = new Dictionary<string, Enterprise>(StringComparer.Ordinal);
        foreach (var uscc in ((string[])[form.Trader.Uscc, form.Declarant.Uscc]).Where(Uscc.IsValid).Distinct())
        {
            if (await reader.FindAsync(DeclarationsTables.Enterprises, uscc, cancellationToken) is { } enterprise)
            {
                register.Add(uscc, enterprise.State);
            }
        }

        var decision = Rehearsal.Of(draft, submission, register.GetValueOrDefault, OccasionOf(command));
        return decision.Refusal is { } refusal ? throw new RefusedException(refusal) : decision.State!;
    }

    /// <summary>Whether a command would be accepted as things stand, before work is done for it.</summary>
    public async Task<bool> WouldAcceptAsync(string key, DeclarationMessage message, Command command, CancellationToken cancellationToken) =>
        await reader.FindAsync(DeclarationsTables.Declarations, key, cancellationToken) is { } found
        && DeclarationDecisions.Decide(found.State, message, OccasionOf(command)).Refusal is null;

    /// <summary>A declaration that the actor may see.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public async Task<Versioned<Declaration>> FindAsync(string key, Actor actor, CancellationToken cancellationToken) =>
        await reader.FindAsync(DeclarationsTables.Declarations, key, cancellationToken) is { } found && found.State.IsVisibleTo(actor)
            ? found
            : throw Names.NotFound();

    private static LodgeDeclaration Lodging(string key, DeclarationForm form, Findings findings) =>
        new(key, form, findings.Violations) { Warnings = Given(findings.Warnings) };

    private static Occasion OccasionOf(Command command) => new(command.Time, command.Actor, command.Id);
}
