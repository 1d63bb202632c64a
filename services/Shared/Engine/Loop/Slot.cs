using Clearance.Engine.Storage;

namespace Clearance.Engine.Loop;

/// <summary>One aggregate while a batch is decided. Immutable: a unit works on copies and is dropped by forgetting them.</summary>
/// <param name="Type">Its definition.</param>
/// <param name="Id">Table and key.</param>
/// <param name="State">The state; null when none exists.</param>
/// <param name="Json">The state as JSON where it is known; null after a change that nobody has needed as JSON yet.</param>
/// <param name="Stored">The row as it was loaded; null when there is none.</param>
/// <param name="Version">Version of <paramref name="State"/>.</param>
/// <param name="Hash">End of the journal's chain.</param>
/// <param name="Due">When it is to be woken.</param>
/// <param name="CreateTime">When it came to exist.</param>
/// <param name="UpdateTime">When it last changed.</param>
internal sealed record Slot(
    AggregateType Type,
    AggregateKey Id,
    object? State,
    byte[]? Json,
    StateRow? Stored,
    long Version,
    byte[]? Hash,
    long? Due,
    long CreateTime,
    long UpdateTime)
{
    /// <summary>True when its row must be written.</summary>
    public bool IsDirty => Version != (Stored?.Version ?? 0) || Due != Stored?.Due;

    /// <summary>The slot of a loaded row.</summary>
    public static Slot Of(AggregateType type, StateRow row, object state) =>
        new(type, row.Id, state, row.State, row, row.Version, row.Hash, row.Due, row.CreateTime, row.UpdateTime);

    /// <summary>The slot of an aggregate that does not exist.</summary>
    public static Slot Empty(AggregateType type, AggregateKey id) => new(type, id, null, null, null, 0, null, null, 0, 0);

    /// <summary>The slot after a change.</summary>
    public Slot With(object state, byte[]? json, byte[]? hash, long time) => this with
    {
        State = state,
        Json = json,
        Hash = hash,
        Version = Version + 1,
        Due = Type.DueOf(state) is { } due ? Microseconds.Of(due) : null,
        CreateTime = Version == 0 ? time : CreateTime,
        UpdateTime = time,
    };

    /// <summary>What to write of it.</summary>
    public StateChange ToChange()
    {
        var state = State ?? throw new InvalidOperationException($"{Id} has no state to write.");
        return new StateChange(
            Type,
            state,
            new StateRow(Id, Version, Json ?? Type.WriteState(state), Hash, Due, CreateTime, UpdateTime),
            Stored?.Version ?? 0,
            [.. Type.Columns.Select(column => column.Read(state))]);
    }
}
