using Clearance.Engine.Loop;
using Clearance.Engine.Storage;
using Clearance.Kernel;
using Google.Protobuf;

namespace Clearance.Engine;

/// <summary>Puts commands into the loop and waits for their batch.</summary>
internal sealed class Engine<TService>(EngineHost<TService> host) : IEngine<TService>
    where TService : ServiceDefinition
{
    /// <inheritdoc/>
    public Task<TReply> SendAsync<TState, TMessage, TReply>(
        AggregateType<TState, TMessage> type,
        string key,
        TMessage message,
        Command command,
        Func<TState, TReply> reply,
        CancellationToken cancellationToken)
        where TState : class
        where TMessage : class
        where TReply : class, IMessage<TReply>, new()
    {
        var input = new CommandInput<TReply>(new AggregateKey(type.Name, key), message, command, state => reply((TState)state));
        host.Loop.Send(input);
        return input.Answer.WaitAsync(cancellationToken);
    }
}
