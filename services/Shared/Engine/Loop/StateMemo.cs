using Clearance.Engine.Storage;

namespace Clearance.Engine.Loop;

/// <summary>
/// States that the loop read or wrote lately, each beside its JSON. A row that comes back with the very same bytes is not parsed
/// again: a declaration is read once per fact that reaches it, and nearly always this process wrote it last. The bytes decide,
/// so what another replica wrote in between is never mistaken for ours.
/// </summary>
internal sealed class StateMemo
{
    /// <summary>Bytes of JSON in each of the two generations.</summary>
    public const int GenerationBytes = 16 * 1024 * 1024;

    private Dictionary<AggregateKey, (byte[] Json, object State)> _young = [];
    private Dictionary<AggregateKey, (byte[] Json, object State)> _old = [];
    private int _youngBytes;

    /// <summary>The state of a row.</summary>
    public object Read(AggregateType type, StateRow row)
    {
        var known = _young.TryGetValue(row.Id, out var found) || _old.TryGetValue(row.Id, out found);
        if (known && found.Json.AsSpan().SequenceEqual(row.State))
        {
            return found.State;
        }

        var state = type.ReadState(row.State);
        Keep(row, state);
        return state;
    }

    /// <summary>Remembers what was committed.</summary>
    public void Keep(IReadOnlyList<StateChange> changes)
    {
        foreach (var change in changes)
        {
            Keep(change.Row, change.State);
        }
    }

    // Two generations are a simple kind of least recently used: what nobody touched for a whole generation is dropped.
    private void Keep(StateRow row, object state)
    {
        if (_youngBytes > GenerationBytes)
        {
            (_old, _young, _youngBytes) = (_young, [], 0);
        }

        _youngBytes += row.State.Length;
        _young[row.Id] = (row.State, state);
    }
}
