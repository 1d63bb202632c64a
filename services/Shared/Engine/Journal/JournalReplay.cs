using System.Text;
using Clearance.Engine.Loop;

namespace Clearance.Engine.Journal;

/// <summary>
/// Folds the journal of an aggregate again: the same decide function over the same messages must give the same states, the same
/// events and so the same hashes. What differs was tampered with, or the rules are no longer those that decided then.
/// </summary>
public static class JournalReplay
{
    /// <summary>Folds a journal, oldest entry first, up to its end or to the first entry that does not fit.</summary>
    public static Replay<TState> Fold<TState, TMessage>(
        ServiceDefinition definition, AggregateType<TState, TMessage> type, IReadOnlyList<JournalEntry> journal)
        where TState : class
        where TMessage : class
    {
        object? state = null;
        byte[]? hash = null;
        for (var i = 0; i < journal.Count; i++)
        {
            var entry = journal[i];
            if (entry.Version != i + 1)
            {
                return new Replay<TState>((TState?)state, i, $"Entry {i + 1} is missing; version {entry.Version} follows version {i}.");
            }

            var message = Encoding.UTF8.GetBytes(entry.Message);
            var outcome = type.DecideOn(state, type.ReadMessage(message), entry.Occasion);
            if (outcome.Refusal is not null || outcome.State is null)
            {
                var reason = outcome.Refusal?.Reason ?? "no state";
                return new Replay<TState>((TState?)state, i, $"Version {entry.Version} is not accepted any more: {reason}.");
            }

            // The next decision sees what storage gives back, as it did then.
            var json = type.WriteState(outcome.State);
            var events = EventWriter.Write(definition, outcome.Facts, entry.Occasion, string.Empty);
            var closing = JournalChain.Next(hash, entry.Occasion, message, json, events);
            var followed = i < journal.Count - 1 ? JournalChain.Next(hash, entry.Occasion, message, [], events) : closing;
            hash = entry.Hash.ToArray();
            if (!hash.AsSpan().SequenceEqual(closing) && !hash.AsSpan().SequenceEqual(followed))
            {
                return new Replay<TState>(
                    (TState?)state, i, $"Version {entry.Version} differs: its message, its state or its events are not those of then.");
            }

            state = type.ReadState(json);
        }

        return new Replay<TState>((TState?)state, journal.Count, null);
    }
}

/// <summary>What folding a journal gave.</summary>
/// <param name="State">The state after the last entry that fits.</param>
/// <param name="Version">Version of that state.</param>
/// <param name="Difference">What does not fit after it; null when all does.</param>
public sealed record Replay<TState>(TState? State, long Version, string? Difference)
    where TState : class;
