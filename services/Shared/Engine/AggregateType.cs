using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Clearance.Kernel;

namespace Clearance.Engine;

/// <summary>
/// One kind of aggregate: its table, its indexed columns, its deadline and its decide function. Schema, writes and queries
/// all follow from this definition; there are no row classes and no mapping code.
/// </summary>
public abstract class AggregateType(string name)
{
    private readonly List<AggregateColumn> _columns = [];
    private readonly List<(string First, string Second)> _pairs = [];

    /// <summary>Table name, singular snake_case, e.g. <c>tax_bill</c>; also the name of its addresses.</summary>
    public string Name { get; } = name;

    /// <summary>Columns beside key, version, state, due time, create time and update time.</summary>
    public IReadOnlyList<AggregateColumn> Columns => _columns;

    /// <summary>Columns that are asked for together: one index over both, in the place of the first one's own.</summary>
    public IReadOnlyList<(string First, string Second)> Pairs => _pairs;

    /// <summary>False for counters and matchers whose history says nothing.</summary>
    public bool Journaled { get; private protected set; } = true;

    /// <summary>Columns that every aggregate has; a column of a service must not shadow one.</summary>
    internal static IReadOnlyList<string> FixedColumns { get; } =
        ["key", "version", "state", "hash", "due", "create_time", "update_time"];

    private protected void AddPair(string first, string second)
    {
        if (!_columns.Exists(column => column.Name == first && column.Indexed && !column.Unique) || !_columns.Exists(column => column.Name == second))
        {
            throw new ArgumentException($"{Name} has no columns {first}, with an index, and {second}; define them first.", nameof(first));
        }

        _pairs.Add((first, second));
    }

    private protected void AddColumn(AggregateColumn column)
    {
        if (FixedColumns.Contains(column.Name) || _columns.Exists(known => known.Name == column.Name))
        {
            throw new ArgumentException($"{Name} has a column {column.Name} already; take another name.", nameof(column));
        }

        _columns.Add(column);
    }

    internal abstract bool IsWoken { get; }

    // What the loop asks of a type without knowing its state and messages.
    internal abstract bool Takes(object message);

    internal abstract Outcome DecideOn(object? state, object message, Occasion occasion);

    internal abstract byte[] WriteState(object state);

    internal abstract object ReadState(ReadOnlySpan<byte> json);

    internal abstract byte[] WriteMessage(object message);

    internal abstract object ReadMessage(ReadOnlySpan<byte> json);

    internal abstract DateTimeOffset? DueOf(object state);

    internal abstract object WakeOf(object state);

    internal abstract IEnumerable<(string Aggregate, string Key)> TouchedBy(object message, DateTimeOffset now);

    internal abstract IEnumerable<(string Aggregate, string Key)> LedTo(object state);
}

/// <summary>A decision as the loop sees it, whatever the type of its state.</summary>
internal readonly record struct Outcome(
    object? State,
    Refusal? Refusal,
    IReadOnlyList<IFact> Facts,
    IReadOnlyList<Posting> Postings,
    IReadOnlyList<Told> Tells,
    IReadOnlyList<Note> Notes);

/// <summary>A column that follows from the state.</summary>
/// <param name="Name">snake_case name.</param>
/// <param name="Kind">Type of its values.</param>
/// <param name="Unique">True when no two aggregates may share a value (nulls aside).</param>
/// <param name="Read">Takes the value from the state: string or long (instants as UTC microseconds), or null.</param>
public sealed record AggregateColumn(string Name, ColumnKind Kind, bool Unique, Func<object, object?> Read)
{
    /// <summary>False for a column that is only counted: one that changes with every message would make each write touch every index.</summary>
    public bool Indexed { get; init; } = true;
}

/// <summary>Type of a column.</summary>
public enum ColumnKind
{
    /// <summary>Text, compared by code point.</summary>
    Text,

    /// <summary>64-bit integer.</summary>
    Integer,

    /// <summary>Instant as UTC microseconds since 1970 in a 64-bit integer, since SQLite cannot order instants.</summary>
    Instant,
}

/// <inheritdoc/>
/// <typeparam name="TState">Immutable state record; serialised to JSON by source generation.</typeparam>
/// <typeparam name="TMessage">Base record of all messages; a closed JSON hierarchy (<c>JsonPolymorphic</c>).</typeparam>
public sealed class AggregateType<TState, TMessage> : AggregateType
    where TState : class
    where TMessage : class
{
    /// <summary>Defines the aggregate.</summary>
    /// <param name="name">Table name, singular snake_case.</param>
    /// <param name="stateJson">Source-generated type information of the state.</param>
    /// <param name="messageJson">Source-generated type information of the message base.</param>
    /// <param name="decide">The pure function: state (null when none exists), message, occasion → decision.</param>
    public AggregateType(
        string name,
        JsonTypeInfo<TState> stateJson,
        JsonTypeInfo<TMessage> messageJson,
        Func<TState?, TMessage, Occasion, Decision<TState>> decide)
        : base(name)
    {
        StateJson = stateJson;
        MessageJson = messageJson;
        Decide = decide;
    }

    /// <summary>Type information of the state.</summary>
    public JsonTypeInfo<TState> StateJson { get; }

    /// <summary>Type information of the message base.</summary>
    public JsonTypeInfo<TMessage> MessageJson { get; }

    /// <summary>The pure decide function.</summary>
    public Func<TState?, TMessage, Occasion, Decision<TState>> Decide { get; }

    /// <summary>When the aggregate wants to be woken; null when it does not.</summary>
    public Func<TState, DateTimeOffset?>? Due { get; private set; }

    /// <summary>The message it is woken with.</summary>
    public Func<TState, TMessage>? Wake { get; private set; }

    /// <summary>Addresses of the same service that a message is going to tell, so that they are loaded in the same round trip.</summary>
    public Func<TMessage, DateTimeOffset, IEnumerable<(string Aggregate, string Key)>>? Touches { get; private set; }

    /// <summary>Addresses of the same service that a message to a loaded state is likely to tell.</summary>
    public Func<TState, IEnumerable<(string Aggregate, string Key)>>? Leads { get; private set; }

    /// <summary>The address of one aggregate of this type.</summary>
    public Address<TMessage> At(string key) => new(Name, key);

    /// <summary>Adds a text column, indexed unless it is only counted.</summary>
    public AggregateType<TState, TMessage> Text(string name, Func<TState, string?> read, bool unique = false, bool indexed = true) =>
        With(new AggregateColumn(name, ColumnKind.Text, unique, state => read((TState)state)) { Indexed = indexed });

    /// <summary>Adds an indexed integer column.</summary>
    public AggregateType<TState, TMessage> Integer(string name, Func<TState, long?> read) =>
        With(new AggregateColumn(name, ColumnKind.Integer, false, state => read((TState)state)));

    /// <summary>Adds an indexed instant column.</summary>
    public AggregateType<TState, TMessage> Instant(string name, Func<TState, DateTimeOffset?> read) =>
        With(new AggregateColumn(name, ColumnKind.Instant, false, state => read((TState)state) is { } time ? Microseconds.Of(time) : null));

    /// <summary>
    /// Two columns that a work list asks for together. Two indexes do not do: a planner that guesses wrong reads all that the first one
    /// ever had, or walks the whole table in the order of the list.
    /// </summary>
    public AggregateType<TState, TMessage> Together(string first, string second)
    {
        AddPair(first, second);
        return this;
    }

    /// <summary>
    /// Wakes the aggregate with a message when its due time has come. The decision must move the due time on or clear it; a
    /// wake that changes nothing is tried again after an hour and counted as a fault.
    /// </summary>
    public AggregateType<TState, TMessage> WakeAt(Func<TState, DateTimeOffset?> due, Func<TState, TMessage> wake)
    {
        Due = due;
        Wake = wake;
        return this;
    }

    /// <summary>Names the addresses that a message is going to tell: a hint that saves a round trip, never a rule.</summary>
    public AggregateType<TState, TMessage> Touching(Func<TMessage, IEnumerable<(string Aggregate, string Key)>> touches) =>
        Touching((message, _) => touches(message));

    /// <inheritdoc cref="Touching(Func{TMessage, IEnumerable{ValueTuple{string, string}}})"/>
    public AggregateType<TState, TMessage> Touching(Func<TMessage, DateTimeOffset, IEnumerable<(string Aggregate, string Key)>> touches)
    {
        Touches = touches;
        return this;
    }

    /// <summary>
    /// Names the addresses that only the state knows: they are loaded in one more round trip for the whole batch instead of one each. A hint too.
    /// </summary>
    public AggregateType<TState, TMessage> Leading(Func<TState, IEnumerable<(string Aggregate, string Key)>> leads)
    {
        Leads = leads;
        return this;
    }

    /// <summary>Keeps no journal, for counters and matchers whose history says nothing.</summary>
    public AggregateType<TState, TMessage> WithoutJournal()
    {
        Journaled = false;
        return this;
    }

    internal override bool IsWoken => Due is not null;

    internal override bool Takes(object message) => message is TMessage;

    internal override Outcome DecideOn(object? state, object message, Occasion occasion)
    {
        var decision = Decide((TState?)state, (TMessage)message, occasion);
        return new Outcome(decision.State, decision.Refusal, decision.Facts, decision.Postings, decision.Tells, decision.Notes);
    }

    internal override byte[] WriteState(object state) => JsonSerializer.SerializeToUtf8Bytes((TState)state, StateJson);

    internal override object ReadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, StateJson)
        ?? throw new InvalidOperationException($"The stored state of {Name} is null.");

    internal override byte[] WriteMessage(object message) => JsonSerializer.SerializeToUtf8Bytes((TMessage)message, MessageJson);

    internal override object ReadMessage(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, MessageJson)
        ?? throw new InvalidOperationException($"The stored message of {Name} is null.");

    internal override DateTimeOffset? DueOf(object state) => Due?.Invoke((TState)state);

    internal override object WakeOf(object state) => Wake is null
        ? throw new InvalidOperationException($"{Name} has no wake message.")
        : Wake((TState)state);

    internal override IEnumerable<(string Aggregate, string Key)> TouchedBy(object message, DateTimeOffset now) => Touches?.Invoke((TMessage)message, now) ?? [];

    internal override IEnumerable<(string Aggregate, string Key)> LedTo(object state) => Leads?.Invoke((TState)state) ?? [];

    private AggregateType<TState, TMessage> With(AggregateColumn column)
    {
        AddColumn(column);
        return this;
    }
}

/// <summary>Instants as UTC microseconds since 1970.</summary>
public static class Microseconds
{
    /// <summary>Microseconds of an instant.</summary>
    public static long Of(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The instant of a number of microseconds.</summary>
    public static DateTimeOffset ToInstant(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
