using Clearance.Engine.Storage;
using Clearance.Kernel;

namespace Clearance.Engine.Loop;

/// <summary>
/// The memory of one transaction: what was loaded, what has been decided so far, and what is going to be written. Messages see
/// what earlier ones of the same batch left behind.
/// </summary>
internal sealed class Batch
{
    private readonly IStore _store;
    private readonly StateMemo _memo;
    private readonly Dictionary<AggregateKey, Slot> _slots = [];
    private readonly Dictionary<RequestKey, RequestRow> _requests;
    private readonly Dictionary<Guid, DeadLetterRow> _letters;
    private readonly Dictionary<Guid, Taking> _inbox;
    private readonly List<OutboxEvent> _events = [];

    /// <summary>A batch over what was loaded; what was wanted and is not there does not exist.</summary>
    public Batch(ServiceDefinition definition, IStore store, StateMemo memo, Wanted wanted, Loaded loaded, DateTimeOffset now)
    {
        (Definition, _store, _memo, Now) = (definition, store, memo, now);
        _requests = loaded.Requests.ToDictionary(row => row.Key);
        _letters = loaded.DeadLetters.ToDictionary(row => row.Event.Id);
        _inbox = new(loaded.Inbox);
        Take(wanted.States, loaded.States);
    }

    /// <summary>The service.</summary>
    public ServiceDefinition Definition { get; }

    /// <summary>The instant of all its decisions, to the microsecond.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>What is going to be written; states and journal apart: they are written out at the end, once each.</summary>
    public Changes Changes { get; } = new();

    /// <summary>The row of a request that was carried out, in this batch or earlier.</summary>
    public RequestRow? FindRequest(RequestKey key) => _requests.GetValueOrDefault(key);

    /// <summary>Notes a command that was carried out.</summary>
    public void Add(RequestRow request)
    {
        _requests.Add(request.Key, request);
        Changes.Requests.Add(request);
    }

    /// <summary>How a delivery, or an event of one that is taken apart, was taken in; null when it was not.</summary>
    public Taking? TakingOf(Guid id) => _inbox.TryGetValue(id, out var taking) ? taking : null;

    /// <summary>Notes that it is taken in.</summary>
    public void Receive(Guid id, Taking taking)
    {
        _inbox.Add(id, taking);
        Changes.Inbox.Add(new InboxRow(id, taking, Microseconds.Of(Now)));
    }

    /// <summary>The dead letter with an id.</summary>
    public DeadLetterRow? FindDeadLetter(Guid id) => _letters.GetValueOrDefault(id);

    /// <summary>Notes a dead letter as it stands now.</summary>
    public void Put(DeadLetterRow letter)
    {
        _letters[letter.Event.Id] = letter;
        Changes.DeadLetters.RemoveAll(row => row.Event.Id == letter.Event.Id);
        Changes.DeadLetters.Add(letter);
    }

    /// <summary>
    /// Decides messages and all that they tell as one unit: everything of it counts, or nothing when one of them is refused or
    /// throws. <paramref name="accepted"/> sees the unit before it counts, and may still throw.
    /// </summary>
    public async ValueTask<Refusal?> DecideAsync(Cause cause, IReadOnlyList<Told> messages, Action<Unit>? accepted = null)
    {
        var unit = new Unit(this, cause);
        var refusal = await unit.RunAsync(messages);
        if (refusal is null)
        {
            accepted?.Invoke(unit);
            Take(unit);
        }

        return refusal;
    }

    /// <summary>Loads what the loaded states lead to, in one more round trip for all of them; none when they lead nowhere new.</summary>
    public async ValueTask FollowAsync()
    {
        AggregateKey[] next =
        [
            .. _slots.Values
                .SelectMany(slot => slot.State is { } state ? slot.Type.LedTo(state) : [])
                .Select(address => new AggregateKey(address.Aggregate, address.Key))
                .Where(id => !_slots.ContainsKey(id))
                .Distinct()
                .OrderBy(id => Definition.OrderOf(id.Aggregate))
                .ThenBy(id => id.Key, StringComparer.Ordinal),
        ];
        if (next.Length > 0)
        {
            Take(next, await _store.LoadAsync(next, CancellationToken.None));
        }
    }

    /// <summary>The aggregate under a key, loaded now when no hint named it.</summary>
    public async ValueTask<Slot> SlotAsync(AggregateKey id)
    {
        if (!_slots.ContainsKey(id))
        {
            Take([id], await _store.LoadAsync([id], CancellationToken.None));
        }

        return Known(id);
    }

    /// <summary>The aggregate under a key that was asked for, whether it exists or not.</summary>
    public Slot Known(AggregateKey id) => _slots[id];

    /// <summary>Wakes an aggregate later than its state asks for.</summary>
    public void Postpone(AggregateKey id, long due) => _slots[id] = Known(id) with { Due = due };

    /// <summary>Everything to write.</summary>
    public Changes Finish()
    {
        foreach (var slot in _slots.Values
            .Where(slot => slot.IsDirty)
            .OrderBy(slot => Definition.OrderOf(slot.Id.Aggregate))
            .ThenBy(slot => slot.Id.Key, StringComparer.Ordinal))
        {
            var (state, entries) = slot.Close();
            Changes.States.Add(state);
            Changes.Journal.AddRange(entries);
        }

        Changes.Outbox.AddRange(EventBatch.Of(Definition.Name, _events));
        return Changes;
    }

    private void Take(IReadOnlyList<AggregateKey> asked, IReadOnlyList<StateRow> rows)
    {
        foreach (var id in asked)
        {
            _slots[id] = Slot.Empty(Definition.TypeOf(id.Aggregate), id);
        }

        foreach (var row in rows)
        {
            var type = Definition.TypeOf(row.Id.Aggregate);
            _slots[row.Id] = Slot.Of(type, row, _memo.Read(type, row));
        }
    }

    private void Take(Unit unit)
    {
        foreach (var slot in unit.Slots)
        {
            _slots[slot.Id] = slot;
        }

        Changes.Postings.AddRange(unit.Postings);
        Changes.Notes.AddRange(unit.Notes);
        _events.AddRange(unit.Events);
        Changes.Facts.AddRange(unit.Facts);
    }
}
