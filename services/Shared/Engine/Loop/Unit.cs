using Clearance.Engine.Storage;
using Clearance.Kernel;

namespace Clearance.Engine.Loop;

/// <summary>Where a unit comes from: who, which message, in which trace.</summary>
internal readonly record struct Cause(Guid Id, Actor Actor, string TraceParent);

/// <summary>
/// A message and everything that it tells, recursively and in order. It works on copies of what the batch holds: when one of its
/// messages is refused or throws, forgetting the unit leaves the batch as it was.
/// </summary>
internal sealed class Unit(Batch batch, Cause cause)
{
    /// <summary>More messages than this are endless telling: two aggregates that answer each other for ever.</summary>
    public const int MessageLimit = 2000;

    private readonly Dictionary<AggregateKey, Slot> _slots = [];
    private readonly Queue<(Guid Id, Told Told)> _waiting = [];

    /// <summary>Aggregates that it touched.</summary>
    public IReadOnlyCollection<Slot> Slots => _slots.Values;

    /// <summary>Notes to write.</summary>
    public List<NoteRow> Notes { get; } = [];

    /// <summary>Rows for the ledger.</summary>
    public List<PostingRow> Postings { get; } = [];

    /// <summary>Events to publish.</summary>
    public List<OutboxEvent> Events { get; } = [];

    /// <summary>The facts that these events say.</summary>
    public List<IFact> Facts { get; } = [];

    /// <summary>The state of an aggregate after all of it; null when there is none.</summary>
    public object? StateOf(AggregateKey id) => (_slots.TryGetValue(id, out var slot) ? slot : batch.Known(id)).State;

    /// <summary>Decides all of it; a refusal means that nothing of it counts.</summary>
    public async ValueTask<Refusal?> RunAsync(IReadOnlyList<Told> messages)
    {
        // A lone root keeps its own id, so that an id made from the command is the id made in the decision.
        Tell(cause.Id, messages, messages.Count == 1 ? null : "heard");
        for (var count = 1; _waiting.TryDequeue(out var next); count++)
        {
            if (count > MessageLimit)
            {
                throw new InvalidOperationException(
                    $"More than {MessageLimit} messages follow from one: {next.Told.Aggregate} is told without end.");
            }

            if (await DecideAsync(next.Id, next.Told) is { } refusal)
            {
                return refusal;
            }
        }

        CheckPostings();
        return null;
    }

    private async ValueTask<Refusal?> DecideAsync(Guid messageId, Told told)
    {
        var id = new AggregateKey(told.Aggregate, told.Key);
        var slot = _slots.TryGetValue(id, out var touched) ? touched : await batch.SlotAsync(id);
        if (!slot.Type.Takes(told.Message))
        {
            throw new InvalidOperationException($"{told.Aggregate} does not take {told.Message.GetType().Name}.");
        }

        var occasion = new Occasion(batch.Now, cause.Actor, messageId);
        var outcome = slot.Type.DecideOn(slot.State, told.Message, occasion);
        if (outcome.Refusal is { } refusal)
        {
            return refusal;
        }

        var events = EventWriter.Write(batch.Definition, outcome.Facts, occasion, cause.TraceParent);
        Events.AddRange(events);
        Facts.AddRange(outcome.Facts);
        Postings.AddRange(outcome.Postings.Select(posting => new PostingRow(id, messageId, posting, Microseconds.Of(batch.Now))));
        Notes.AddRange(outcome.Notes.Select(note => new NoteRow(id, messageId, note, Microseconds.Of(batch.Now))));
        _slots[id] = Apply(slot, told.Message, occasion, outcome.State, events);
        Tell(messageId, outcome.Tells, "told");
        return null;
    }

    private Slot Apply(Slot slot, object message, Occasion occasion, object? state, List<OutboxEvent> events)
    {
        if (state is null || ReferenceEquals(state, slot.State))
        {
            return slot;
        }

        var entry = slot.Type.Journaled ? new OpenEntry(slot.Entries, slot.Type.WriteMessage(message), occasion, events) : null;
        return slot.With(state, entry, Microseconds.Of(batch.Now));
    }

    private void Tell(Guid from, IReadOnlyList<Told> messages, string? how)
    {
        for (var i = 0; i < messages.Count; i++)
        {
            _waiting.Enqueue((how is null ? from : DerivedId.From(from, $"{batch.Definition.Name}/{how}", i), messages[i]));
        }
    }

    private void CheckPostings()
    {
        foreach (var currency in Postings.GroupBy(row => row.Posting.Amount.Currency))
        {
            var sum = currency.Sum(row => row.Posting.Amount.Amount);
            if (sum != 0m)
            {
                throw new InvalidOperationException($"Postings of one message sum to {new Money(sum, currency.Key)}, not to zero.");
            }
        }
    }
}
