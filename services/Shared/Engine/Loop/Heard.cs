using Clearance.Engine.Storage;
using Clearance.Kernel;

namespace Clearance.Engine.Loop;

/// <summary>How the delivery of an event ended.</summary>
internal enum HeardOutcome
{
    /// <summary>Taken in.</summary>
    Taken,

    /// <summary>Known already.</summary>
    Duplicate,

    /// <summary>Could not be taken in; kept for an operator.</summary>
    DeadLetter,
}

/// <summary>One event of a delivery: a unit of its own, so that one that cannot be taken in stops no other.</summary>
internal sealed class Heard(DeliveredEvent delivered)
{
    private IReadOnlyList<Told> _messages = [];
    private string? _unroutable;
    private string? _blame = delivered.Fault;

    /// <summary>The event.</summary>
    public OutboxEvent Event => delivered.Event;

    /// <summary>How it ended.</summary>
    public HeardOutcome Outcome { get; private set; }

    /// <summary>Why it became a dead letter.</summary>
    public string Reason { get; private set; } = string.Empty;

    /// <summary>Names the states that it needs.</summary>
    public void Ask(Wants wants)
    {
        if (_blame is not null)
        {
            // A dead letter needs none of the states: it may be one of them that does not read.
            return;
        }

        try
        {
            _messages = EventRouter.Route(wants.Definition, Event);
            foreach (var told in _messages)
            {
                wants.Message(told.Aggregate, told.Key, told.Message);
            }
        }
        catch (Exception exception)
        {
            (_messages, _unroutable) = ([], EventRouter.Describe(exception));
        }
    }

    /// <summary>It was taken in before.</summary>
    public void Repeated() => Outcome = HeardOutcome.Duplicate;

    /// <summary>Takes it in, or keeps it as a dead letter.</summary>
    public async ValueTask DecideAsync(Batch batch)
    {
        var reason = _blame ?? _unroutable ?? await TakeInAsync(batch);
        (Outcome, Reason) = reason is null ? (HeardOutcome.Taken, string.Empty) : (HeardOutcome.DeadLetter, reason);
        if (reason is not null)
        {
            batch.Put(new DeadLetterRow(Event, reason, 1, Microseconds.Of(batch.Now), DeadLetterState.Waiting, null));
        }
    }

    /// <summary>The store refused this event alone: true when it is to become a dead letter, false when not even that could be stored.</summary>
    public bool Blame(Exception exception)
    {
        var first = _blame is null;
        _blame = EventRouter.Describe(exception);
        return first;
    }

    private async ValueTask<string?> TakeInAsync(Batch batch)
    {
        using var activity = EngineTrace.Start("fact", Event.TraceParent);
        try
        {
            var refusal = await batch.DecideAsync(new Cause(Event.Id, Actor.System, activity?.Id ?? Event.TraceParent), _messages);
            return refusal is null ? null : $"{refusal.Reason}: {refusal.Message}";
        }
        catch (Exception exception) when (exception is not StoreException)
        {
            return EventRouter.Describe(exception);
        }
    }
}
