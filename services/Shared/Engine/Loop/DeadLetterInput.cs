using Clearance.Engine.Storage;
using Clearance.Kernel;
using Google.Protobuf;

namespace Clearance.Engine.Loop;

/// <summary>An operator's word on a dead letter: try it again, or give it up for a reason.</summary>
internal sealed class DeadLetterInput<TReply>(Guid id, string? discardReason, Command command, Func<DeadLetter, TReply> map)
    : RequestInput<TReply>(command)
    where TReply : class, IMessage<TReply>, new()
{
    /// <inheritdoc/>
    public override void Ask(Wants wants)
    {
        base.Ask(wants);
        wants.Letter(id);
    }

    /// <inheritdoc/>
    protected override async ValueTask<Refusal?> CarryOutAsync(Batch batch, string traceParent, Action<TReply> reply)
    {
        var letter = batch.FindDeadLetter(id);
        if (letter is null)
        {
            return Refusal.NotFound("RESOURCE_NOT_FOUND", $"There is no dead letter {id}.");
        }

        if (letter.State is not DeadLetterState.Waiting)
        {
            return Refusal.Precondition("DEAD_LETTER_CLOSED", $"Dead letter {id} is {letter.State} already.");
        }

        var next = discardReason is null
            ? await RetryAsync(batch, letter, traceParent)
            : letter with { State = DeadLetterState.Discarded, Reason = discardReason, ClosedBy = Command.Actor.Subject };
        reply(map(next.ToDeadLetter()));
        batch.Put(next);
        return null;
    }

    private async ValueTask<DeadLetterRow> RetryAsync(Batch batch, DeadLetterRow letter, string traceParent)
    {
        var tried = letter with { Attempts = letter.Attempts + 1, AttemptTime = Microseconds.Of(batch.Now) };
        try
        {
            var messages = EventRouter.Route(batch.Definition, letter.Event);
            var refusal = await batch.DecideAsync(new Cause(id, Actor.System, traceParent), messages);
            return refusal is null
                ? tried with { State = DeadLetterState.Handled, ClosedBy = Command.Actor.Subject }
                : tried with { Reason = $"{refusal.Reason}: {refusal.Message}" };
        }
        catch (Exception exception) when (exception is not StoreException)
        {
            return tried with { Reason = EventRouter.Describe(exception) };
        }
    }
}
