using Clearance.Kernel;

namespace Clearance.Engine.Storage;

/// <summary>One aggregate: the name of its table and its key.</summary>
internal readonly record struct AggregateKey(string Aggregate, string Key);

/// <summary>What makes a repeat of a command recognisable: whose request it is, and its id.</summary>
internal readonly record struct RequestKey(string Scope, string RequestId)
{
    /// <summary>The key of a command; null when it has no request id.</summary>
    public static RequestKey? Of(Command command) => command.RequestId is { } id
        ? new RequestKey(command.Actor.Enterprise ?? command.Actor.Subject, id)
        : null;
}

/// <summary>What a batch needs to read before it decides.</summary>
internal sealed record Wanted(
    IReadOnlyList<AggregateKey> States,
    IReadOnlyList<RequestKey> Requests,
    IReadOnlyList<Guid> Inbox,
    IReadOnlyList<Guid> DeadLetters);

/// <summary>What was found of it.</summary>
internal sealed record Loaded(
    IReadOnlyList<StateRow> States,
    IReadOnlyList<RequestRow> Requests,
    IReadOnlyDictionary<Guid, Taking> Inbox,
    IReadOnlyList<DeadLetterRow> DeadLetters);

/// <summary>The row of an aggregate.</summary>
/// <param name="Id">Table and key.</param>
/// <param name="Version">From 1.</param>
/// <param name="State">JSON as UTF-8.</param>
/// <param name="Hash">End of its journal's chain; null without a journal.</param>
/// <param name="Due">When it is to be woken.</param>
/// <param name="CreateTime">When it came to exist.</param>
/// <param name="UpdateTime">When it last changed.</param>
internal sealed record StateRow(AggregateKey Id, long Version, byte[] State, byte[]? Hash, long? Due, long CreateTime, long UpdateTime);

/// <summary>A state to write: itself, its row, the version that it replaces (0 for none) and the values of its columns.</summary>
internal sealed record StateChange(AggregateType Type, object State, StateRow Row, long Replaces, IReadOnlyList<object?> Columns);

/// <summary>A command that was carried out, and its answer.</summary>
internal sealed record RequestRow(RequestKey Key, byte[] ContentHash, byte[] Reply, long Time);

/// <summary>How a delivery was taken in.</summary>
internal enum Taking
{
    /// <summary>In one transaction.</summary>
    Whole = 0,

    /// <summary>Event by event, since not all of it could be stored together: each event has a row of its own.</summary>
    Apart = 1,
}

/// <summary>A delivery that was taken in, or one event of a delivery that is taken apart.</summary>
internal sealed record InboxRow(Guid Id, Taking Taking, long Time);

/// <summary>A batch of events to publish; the store numbers them in commit order.</summary>
internal sealed record OutboxRow(long Sequence, EventBatch Batch)
{
    /// <summary>The row as it was stored.</summary>
    public static OutboxRow Of(long sequence, Guid id, string type, byte[] body) =>
        new(sequence, new EventBatch(id, type, [.. CloudEvents.Read(body).Select(read => read.Event)], body));
}

/// <summary>A message that changed an aggregate.</summary>
internal sealed record JournalRow(
    AggregateKey Id, long Version, byte[] Message, Occasion Occasion, IReadOnlyList<string> Events, byte[] Hash);

/// <summary>A line of the ledger.</summary>
internal sealed record PostingRow(AggregateKey Id, Guid MessageId, Posting Posting, long Time);

/// <summary>A note to write.</summary>
internal sealed record NoteRow(AggregateKey Id, Guid MessageId, Note Note, long Time);

/// <summary>An event that could not be taken in.</summary>
internal sealed record DeadLetterRow(
    OutboxEvent Event, string Reason, int Attempts, long AttemptTime, DeadLetterState State, string? ClosedBy)
{
    /// <summary>The row as operators see it.</summary>
    public DeadLetter ToDeadLetter() => new(Event, Reason, Attempts, Microseconds.ToInstant(AttemptTime), State, ClosedBy);
}

/// <summary>All that follows from a batch, set by set.</summary>
internal sealed class Changes
{
    /// <summary>States, in the order of their tables and keys.</summary>
    public List<StateChange> States { get; } = [];

    /// <summary>Commands that were carried out.</summary>
    public List<RequestRow> Requests { get; } = [];

    /// <summary>Deliveries that were taken in.</summary>
    public List<InboxRow> Inbox { get; } = [];

    /// <summary>Messages that changed aggregates.</summary>
    public List<JournalRow> Journal { get; } = [];

    /// <summary>Lines of the ledger.</summary>
    public List<PostingRow> Postings { get; } = [];

    /// <summary>Notes, in order.</summary>
    public List<NoteRow> Notes { get; } = [];

    /// <summary>Events to publish, in order, by type.</summary>
    public List<EventBatch> Outbox { get; } = [];

    /// <summary>The facts that the events say, for those who count them; not stored.</summary>
    public List<IFact> Facts { get; } = [];

    /// <summary>Dead letters, new or changed.</summary>
    public List<DeadLetterRow> DeadLetters { get; } = [];

    /// <summary>Batches of the outbox that need not be sent again.</summary>
    public List<Guid> Confirmed { get; } = [];

    /// <summary>True when there is nothing to write.</summary>
    public bool IsEmpty => States.Count + Requests.Count + Inbox.Count + Journal.Count + Postings.Count + Notes.Count
        + Outbox.Count + DeadLetters.Count + Confirmed.Count == 0;
}
