namespace Clearance.Engine;

/// <summary>How committed events travel to the services that hear them. Messaging has the implementations; the engine knows none.</summary>
public interface ITransport
{
    /// <summary>Begins to hand deliveries of a service's queue to its loop.</summary>
    /// <param name="service">Name of the consuming service.</param>
    /// <param name="deliver">Takes a delivery; waits while the loop has enough to do.</param>
    void Subscribe(string service, Func<Delivery, CancellationToken, ValueTask> deliver);

    /// <summary>
    /// Takes batches of events that are committed. <paramref name="confirmed"/> is called with the ids of those that need not be sent again;
    /// what is never confirmed is handed in again by the outbox scan.
    /// </summary>
    ValueTask PublishAsync(IReadOnlyList<EventBatch> batches, Action<IReadOnlyList<Guid>> confirmed, CancellationToken cancellationToken);
}

/// <summary>An event, as it is published, delivered, and kept as a dead letter.</summary>
/// <param name="Id">Message id, fixed when the event was written: the same however often it is sent.</param>
/// <param name="Type">Full protobuf name.</param>
/// <param name="Subject">What it is about, e.g. <c>declarations/01k9...</c>.</param>
/// <param name="Body">Plain protobuf bytes.</param>
/// <param name="Time">When it was committed.</param>
/// <param name="TraceParent">W3C trace context; empty when there is none.</param>
public sealed record OutboxEvent(Guid Id, string Type, string Subject, ReadOnlyMemory<byte> Body, DateTimeOffset Time, string TraceParent);

/// <summary>A batch of events handed to a consuming service.</summary>
/// <param name="Id">Id of the batch, the key of the inbox.</param>
/// <param name="Events">Its events; at least one.</param>
/// <param name="Settle">
/// Called once the batch has committed: its events are taken in (or known already, or dead letters) and need not come again. It returns at
/// once and never throws, since the loop calls it.
/// </param>
public sealed record Delivery(Guid Id, IReadOnlyList<DeliveredEvent> Events, Action Settle);

/// <summary>An event of a delivery.</summary>
/// <param name="Event">The event.</param>
/// <param name="Fault">Why the transport cannot vouch for it; such an event becomes a dead letter untried, unless the inbox knows it. Null when it can.</param>
public sealed record DeliveredEvent(OutboxEvent Event, string? Fault = null);
