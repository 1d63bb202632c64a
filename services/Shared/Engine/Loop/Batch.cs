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
    private readonly HashSet<Guid> _inbox;

    /// <summary>A batch over what was loaded.</summary>
    public Batch(ServiceDefinition definition, IStore store, StateMemo memo, Loaded loaded, DateTimeOffset now)
    {
        (Definition, _store, _memo, Now) = (definition, store, memo, now);
        _requests = loaded.Requests.ToDictionary(row => row.Key);
        _letters = loaded.DeadLetters.ToDictionary(row => row.Event.Id);
        _inbox = [.. loaded.Inbox];
        Take(loaded.States);
    }

    /// <summary>The service.</summary>
    public ServiceDefinition Definition { get; }

    /// <summary>The instant of all its decisions, to the microsecond.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>What is going to be written, states apart: they are taken at the end, once each.</summary>
    public Changes Changes { get; } = new();

    /// <summary>The row of a request that was carried out, in this batch or earlier.</summary>
    public RequestRow? FindRequest(RequestKey key) => _requests.GetValueOrDefault(key);

    /// <summary>Notes a command that was carried out.</summary>
    public void Add(RequestRow request)
    {
        _requests.Add(request.Key, request);
        Changes.Requests.Add(request);
    }

    /// <summary>Notes that an event was taken in; false when it was already.</summary>
    public bool TryReceive(Guid id)
    {
        if (!_inbox.Add(id))
        {
            return false;
        }

        Changes.Inbox.Add(new InboxRow(id, Microseconds.Of(Now)));
        return true;
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

    /// <summary>The aggregate under a key, loaded now when no hint named it.</summary>
    public async ValueTask<Slot> SlotAsync(AggregateKey id)
    {
        if (!_slots.TryGetValue(id, out var slot))
        {
            Take(await _store.LoadAsync([id], CancellationToken.None));
            slot = Known(id);
        }

        return slot;
    }

    /// <summary>The aggregate under a key that was loaded with the batch.</summary>
    public Slot Known(AggregateKey id)
    {
        if (!_slots.TryGetValue(id, out var slot))
        {
            _slots[id] = slot = Slot.Empty(Definition.TypeOf(id.Aggregate), id);
        }

        return slot;
    }

    /// <summary>Wakes an aggregate later than its state asks for.</summary>
    public void Postpone(AggregateKey id, long due) => _slots[id] = Known(id) with { Due = due };

    /// <summary>Everything to write.</summary>
    public Changes Finish()
    {
        Changes.States.AddRange(_slots.Values
            .Where(slot => slot.IsDirty)
            .OrderBy(slot => Definition.OrderOf(slot.Id.Aggregate))
            .ThenBy(slot => slot.Id.Key, StringComparer.Ordinal)
            .Select(slot => slot.ToChange()));
        return Changes;
    }

    private void Take(IReadOnlyList<StateRow> rows)
    {
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

        Changes.Journal.AddRange(unit.Journal);
        Changes.Postings.AddRange(unit.Postings);
        Changes.Notes.AddRange(unit.Notes);
        Changes.Outbox.AddRange(unit.Events);
        Changes.Facts.AddRange(unit.Facts);
    }
}
