using System.Collections.Concurrent;
using Clearance.Engine.Storage;

namespace Clearance.Engine.Query;

/// <summary>Tells watchers in this process that an aggregate has changed.</summary>
internal class ChangeSignals
{
    private readonly ConcurrentDictionary<AggregateKey, TaskCompletionSource> _waiting = new();

    /// <summary>Ends at the next change of an aggregate. Take it before reading, or a change in between is missed.</summary>
    public Task NextAsync(AggregateKey id) =>
        _waiting.GetOrAdd(id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Ends when a note is added to a log.</summary>
    public Task NextNoteAsync(string log) => NextAsync(NotesOf(log));

    /// <summary>Tells of a commit.</summary>
    public void Raise(Changes changes)
    {
        if (_waiting.IsEmpty)
        {
            return;
        }

        foreach (var change in changes.States)
        {
            Raise(change.Row.Id);
        }

        foreach (var row in changes.Notes)
        {
            Raise(NotesOf(row.Note.Log));
        }
    }

    // No aggregate has an empty name.
    private static AggregateKey NotesOf(string log) => new(string.Empty, log);

    private void Raise(AggregateKey id)
    {
        if (_waiting.TryRemove(id, out var waiting))
        {
            waiting.TrySetResult();
        }
    }
}

/// <summary>The signals of one service, for the container.</summary>
internal sealed class ChangeSignals<TService> : ChangeSignals
    where TService : ServiceDefinition;
