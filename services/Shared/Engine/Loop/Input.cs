using Clearance.Engine.Storage;

namespace Clearance.Engine.Loop;

/// <summary>
/// One thing that waits for the loop: a command, a delivery, a deadline, an operator's word on a dead letter. It may be decided
/// several times (its batch was rolled back and halved) but completes or fails once.
/// </summary>
internal abstract class Input
{
    /// <summary>Messages that it is made of.</summary>
    public virtual int Size => 1;

    /// <summary>What it falls into when the store refuses it as a whole; empty when it does not.</summary>
    public virtual IReadOnlyList<Input> Parts => [];

    /// <summary>Name for logs, traces and meters.</summary>
    public abstract string Kind { get; }

    /// <summary>True when the store tells whether it was carried out, so that carrying it out again does nothing.</summary>
    public virtual bool IsRecognised => true;

    /// <summary>Names what must be loaded before it is decided.</summary>
    public abstract void Ask(Wants wants);

    /// <summary>Decides it in memory. Only a failing store throws: what is wrong with the message itself is part of its outcome.</summary>
    public abstract ValueTask DecideAsync(Batch batch);

    /// <summary>Its batch has committed: answer, settle.</summary>
    public abstract void Complete();

    /// <summary>
    /// The store refused this input alone. True when it wants to be decided once more, in the knowledge of that: a delivery
    /// becomes a dead letter. False when it is done with.
    /// </summary>
    public abstract bool Blame(Exception exception);

    /// <summary>The store does not answer at all. True when it waits until the store does, false when it gives up.</summary>
    public abstract bool Outlasts(Exception exception);
}

/// <summary>Collects what the inputs of a batch want, each thing once and states in the order in which they are locked.</summary>
/// <param name="definition">The service.</param>
/// <param name="now">About the instant at which it is going to be decided.</param>
internal sealed class Wants(ServiceDefinition definition, DateTimeOffset now)
{
    private readonly HashSet<AggregateKey> _states = [];
    private readonly HashSet<RequestKey> _requests = [];
    private readonly HashSet<Guid> _inbox = [];
    private readonly HashSet<Guid> _letters = [];

    /// <summary>The service.</summary>
    public ServiceDefinition Definition { get; } = definition;

    /// <summary>An aggregate, and those that the message is known to tell.</summary>
    public void Message(string aggregate, string key, object message)
    {
        State(new AggregateKey(aggregate, key));
        foreach (var (touched, touchedKey) in Definition.TypeOf(aggregate).TouchedBy(message, now))
        {
            State(new AggregateKey(touched, touchedKey));
        }
    }

    /// <summary>An aggregate.</summary>
    public void State(AggregateKey id) => _states.Add(id);

    /// <summary>A request id.</summary>
    public void Request(RequestKey key) => _requests.Add(key);

    /// <summary>A delivery that may have been taken in already.</summary>
    public void Inbox(Guid id) => _inbox.Add(id);

    /// <summary>A dead letter.</summary>
    public void Letter(Guid id) => _letters.Add(id);

    /// <summary>All of it.</summary>
    public Wanted ToWanted() => new(
        [.. _states.OrderBy(id => Definition.OrderOf(id.Aggregate)).ThenBy(id => id.Key, StringComparer.Ordinal)],
        [.. _requests.OrderBy(key => key.Scope, StringComparer.Ordinal).ThenBy(key => key.RequestId, StringComparer.Ordinal)],
        [.. _inbox.Order()],
        [.. _letters.Order()]);
}
