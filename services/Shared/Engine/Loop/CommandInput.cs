using Clearance.Engine.Storage;
using Clearance.Kernel;
using Google.Protobuf;

namespace Clearance.Engine.Loop;

/// <summary>A command to an aggregate.</summary>
internal sealed class CommandInput<TReply>(AggregateKey id, object message, Command command, Func<object, TReply> map)
    : RequestInput<TReply>(command)
    where TReply : class, IMessage<TReply>, new()
{
    /// <inheritdoc/>
    public override void Ask(Wants wants)
    {
        base.Ask(wants);
        wants.Message(id.Aggregate, id.Key, message);
    }

    /// <inheritdoc/>
    protected override ValueTask<Refusal?> CarryOutAsync(Batch batch, string traceParent, Action<TReply> reply) => batch.DecideAsync(
        new Cause(Command.Id, Command.Actor, traceParent),
        [new Told(id.Aggregate, id.Key, message)],
        unit => reply(map(unit.StateOf(id)
            ?? throw new InvalidOperationException($"{message.GetType().Name} was accepted, but {id} has no state to answer with."))));
}
