using Clearance.Engine.Storage;
using Clearance.Kernel;

namespace Clearance.Engine.Loop;

/// <summary>How the delivery of an event ended.</summary>
internal enum FactOutcome
{
    /// <summary>Taken in.</summary>
    Taken,

    /// <summary>Known already.</summary>
    Duplicate,

    /// <summary>Could not be taken in; kept for an operator.</summary>
    DeadLetter,
}

/// <summary>An event handed over by the transport.</summary>
internal sealed class FactInput(Delivery delivery) : Input
{
    private IReadOnlyList<Told> _messages = [];
    private string? _unroutable;
    private string? _blame = delivery.Fault;

    /// <summary>How it ended.</summary>
    public FactOutcome Outcome { get; private set; }

    /// <summary>Why it became a dead letter.</summary>
    public string Reason { get; private set; } = string.Empty;

    /// <summary>The event.</summary>
    public OutboxEvent Event => delivery.Event;

    /// <inheritdoc/>
    public override string TraceParent => delivery.Event.TraceParent;

    /// <inheritdoc/>
    public override string Kind => "fact";

    /// <inheritdoc/>
    public override void Ask(Wants wants)
    {
        wants.Inbox(delivery.Event.Id);
        if (_blame is not null)
        {
            // A dead letter needs none of the states: it may be one of them that does not read.
            return;
        }

        try
        {
            _messages = EventRouter.Route(wants.Definition, delivery.Event);
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

    /// <inheritdoc/>
    public override async ValueTask DecideAsync(Batch batch)
    {
        if (!batch.TryReceive(Event.Id))
        {
            Outcome = FactOutcome.Duplicate;
            return;
        }

        var reason = _blame ?? _unroutable ?? await TakeInAsync(batch);
        (Outcome, Reason) = reason is null ? (FactOutcome.Taken, string.Empty) : (FactOutcome.DeadLetter, reason);
        if (reason is not null)
        {
            batch.Put(new DeadLetterRow(Event, reason, 1, Microseconds.Of(batch.Now), DeadLetterState.Waiting, null));
        }
    }

    /// <inheritdoc/>
    public override void Complete() => delivery.Settle();

    /// <inheritdoc/>
    public override bool Blame(Exception exception)
    {
        var first = _blame is null;
        _blame = EventRouter.Describe(exception);
        return first;
    }

    /// <inheritdoc/>
    public override bool Outlasts(Exception exception) => true;

    private async ValueTask<string?> TakeInAsync(Batch batch)
    {
        using var activity = EngineTrace.Start(this);
        try
        {
            var refusal = await batch.DecideAsync(new Cause(Event.Id, Actor.System, activity?.Id ?? TraceParent), _messages);
            return refusal is null ? null : $"{refusal.Reason}: {refusal.Message}";
        }
        catch (Exception exception) when (exception is not StoreException)
        {
            return EventRouter.Describe(exception);
        }
    }
}

/// <summary>Finds the messages that an event becomes.</summary>
internal static class EventRouter
{
    /// <summary>The messages.</summary>
    public static IReadOnlyList<Told> Route(ServiceDefinition definition, OutboxEvent heard) =>
        definition.Hears.TryGetValue(heard.Type, out var hear)
            ? [.. hear.Route(heard.Body)]
            : throw new InvalidOperationException($"{definition.Name} does not hear {heard.Type}.");

    /// <summary>What an operator reads of an exception.</summary>
    public static string Describe(Exception exception) => $"{exception.GetType().Name}: {exception.Message}";
}
