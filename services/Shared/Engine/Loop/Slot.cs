using Clearance.Engine.Journal;
using Clearance.Engine.Storage;
using Clearance.Kernel;

namespace Clearance.Engine.Loop;

/// <summary>One aggregate while a batch is decided. Immutable: a unit works on copies and is dropped by forgetting them.</summary>
/// <param name="Type">Its definition.</param>
/// <param name="Id">Table and key.</param>
/// <param name="State">The state; null when none exists.</param>
/// <param name="Stored">The row as it was loaded; null when there is none.</param>
/// <param name="Version">Version of <paramref name="State"/>.</param>
/// <param name="Entries">The last of what this batch adds to its journal; null when it adds nothing.</param>
/// <param name="Due">When it is to be woken.</param>
/// <param name="CreateTime">When it came to exist.</param>
/// <param name="UpdateTime">When it last changed.</param>
internal sealed record Slot(
    AggregateType Type,
    AggregateKey Id,
    object? State,
    StateRow? Stored,
    long Version,
    OpenEntry? Entries,
    long? Due,
    long CreateTime,
    long UpdateTime)
{
    /// <summary>True when its row must be written.</summary>
    public bool IsDirty => Version != (Stored?.Version ?? 0) || Due != Stored?.Due;

    /// <summary>The slot of a loaded row.</summary>
    public static Slot Of(AggregateType type, StateRow row, object state) =>
        new(type, row.Id, state, row, row.Version, null, row.Due, row.CreateTime, row.UpdateTime);

    /// <summary>The slot of an aggregate that does not exist.</summary>
    public static Slot Empty(AggregateType type, AggregateKey id) => new(type, id, null, null, 0, null, null, 0, 0);

    /// <summary>The slot after a change.</summary>
    public Slot With(object state, OpenEntry? entry, long time) => this with
    {
        State = state,
        Version = Version + 1,
        Entries = entry,
        Due = Type.DueOf(state) is { } due ? Microseconds.Of(due) : null,
        CreateTime = Version == 0 ? time : CreateTime,
        UpdateTime = time,
    };

    /// <summary>What to write of it. However many messages changed it, its state is written out once.</summary>
    public (StateChange State, IReadOnlyList<JournalRow> Entries) Close()
    {
        var state = State ?? throw new InvalidOperationException($"{Id} has no state to write.");
        var json = Version == Stored?.Version ? Stored.State : Type.WriteState(state);
        var (hash, rows) = (Stored?.Hash, new List<JournalRow>());
        foreach (var entry in OpenEntry.InOrder(Entries))
        {
            hash = JournalChain.Next(hash, entry.Occasion, entry.Message, ReferenceEquals(entry, Entries) ? json : [], entry.Events);
            rows.Add(new JournalRow(Id, (Stored?.Version ?? 0) + rows.Count + 1, entry.Message, entry.Occasion, [.. entry.Events.Select(sent => sent.Type)], hash));
        }

        var row = new StateRow(Id, Version, json, hash, Due, CreateTime, UpdateTime);
        return (new StateChange(Type, state, row, Stored?.Version ?? 0, [.. Type.Columns.Select(column => column.Read(state))]), rows);
    }
}

/// <summary>A message that changed an aggregate in the batch under way, on top of those before it.</summary>
internal sealed record OpenEntry(OpenEntry? Before, byte[] Message, Occasion Occasion, IReadOnlyList<OutboxEvent> Events)
{
    /// <summary>From the first to the last.</summary>
    public static IReadOnlyList<OpenEntry> InOrder(OpenEntry? last)
    {
        var entries = new List<OpenEntry>();
        for (var entry = last; entry is not null; entry = entry.Before)
        {
            entries.Add(entry);
        }

        entries.Reverse();
        return entries;
    }
}
