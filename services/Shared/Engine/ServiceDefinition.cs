using Clearance.Kernel;
using Google.Protobuf;

namespace Clearance.Engine;

/// <summary>
/// Everything the engine knows of one service: its aggregates, the events it hears with the messages they become, and the
/// facts it publishes with the events they become. A service derives one class and fills it in its constructor.
/// </summary>
/// <param name="name">Name of the service in the event catalogue, plural lower case, e.g. <c>payments</c>.</param>
public abstract class ServiceDefinition(string name)
{
    private readonly List<AggregateType> _aggregates = [];
    private readonly Dictionary<string, (AggregateType Type, int Order)> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HeardEvent> _hears = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, PublishedFact> _publishes = [];

    /// <summary>Name of the service, e.g. <c>payments</c>; its queue is <c>clearance.payments</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Aggregates, in the order in which their tables are locked and written.</summary>
    public IReadOnlyList<AggregateType> Aggregates => _aggregates;

    /// <summary>Events heard, by full protobuf name.</summary>
    public IReadOnlyDictionary<string, HeardEvent> Hears => _hears;

    /// <summary>Facts published, by their domain type.</summary>
    public IReadOnlyDictionary<Type, PublishedFact> Publishes => _publishes;

    /// <summary>True when the decisions of the service write notes: only then is there a table for them.</summary>
    public bool KeepsNotes { get; private set; }

    /// <summary>
    /// Reads what the maps of events need (reference data of the service's own), once the store is open and before anything is delivered.
    /// </summary>
    public virtual Task PrepareAsync(IReader reader, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The aggregate with a name.</summary>
    internal AggregateType TypeOf(string aggregate) => _byName.TryGetValue(aggregate, out var found)
        ? found.Type
        : throw new InvalidOperationException($"{Name} has no aggregate {aggregate}.");

    /// <summary>Place of an aggregate among the tables, which are always locked in this order.</summary>
    internal int OrderOf(string aggregate) => _byName[aggregate].Order;

    /// <summary>Adds an aggregate.</summary>
    protected AggregateType<TState, TMessage> Add<TState, TMessage>(AggregateType<TState, TMessage> type)
        where TState : class
        where TMessage : class
    {
        _byName.Add(type.Name, (type, _aggregates.Count));
        _aggregates.Add(type);
        return type;
    }

    /// <summary>Keeps the notes that decisions write.</summary>
    protected void KeepNotes() => KeepsNotes = true;

    /// <summary>
    /// Hears an event: maps it to the messages that it becomes. The map is pure but may read immutable reference data (the tariff),
    /// so that the journal holds every input of the decision.
    /// </summary>
    protected void Hear<TEvent>(Func<TEvent, IEnumerable<Told>> route)
        where TEvent : class, IMessage<TEvent>, new()
    {
        var sample = new TEvent();
        var parser = new MessageParser<TEvent>(() => new TEvent());
        _hears.Add(sample.Descriptor.FullName, new HeardEvent(sample.Descriptor.FullName, body => route(parser.ParseFrom(body.Span))));
    }

    /// <summary>Publishes a fact as an event. The subject is what the event is about, e.g. the declaration's name.</summary>
    protected void Publish<TFact>(Func<TFact, string> subject, Func<TFact, IMessage> map)
        where TFact : IFact =>
        _publishes.Add(typeof(TFact), new PublishedFact(fact => subject((TFact)fact), fact => map((TFact)fact)));

    /// <summary>A message to an aggregate, for <see cref="Hear{TEvent}"/>.</summary>
    protected static Told To<TMessage>(Address<TMessage> address, TMessage message)
        where TMessage : class => new(address.Aggregate, address.Key, message);
}

/// <summary>An event that a service hears.</summary>
/// <param name="EventType">Full protobuf name.</param>
/// <param name="Route">Parses the body and maps it to messages.</param>
public sealed record HeardEvent(string EventType, Func<ReadOnlyMemory<byte>, IEnumerable<Told>> Route);

/// <summary>A fact that a service publishes.</summary>
public sealed record PublishedFact(Func<IFact, string> Subject, Func<IFact, IMessage> Map);
