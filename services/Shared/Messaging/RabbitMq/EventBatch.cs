using Clearance.Engine;

namespace Clearance.Messaging.RabbitMq;

/// <summary>Events of one type that one transaction published: one message on the wire.</summary>
/// <param name="Publisher">Name of the service.</param>
/// <param name="Type">Full name of the events, the routing key.</param>
/// <param name="Events">At least one, in commit order.</param>
internal sealed record EventBatch(string Publisher, string Type, IReadOnlyList<OutboxEvent> Events)
{
    /// <summary>Events in a message: as many as a batch of the engine takes, so that a message is never more than one of its batches.</summary>
    public const int MaxEvents = 100;

    /// <summary>Bytes of events after which a message is full: what is handed out again after a crash stays small.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>Splits what a transaction published by type; within a type the order stays.</summary>
    public static IReadOnlyList<EventBatch> Of(string publisher, IReadOnlyList<OutboxEvent> events)
    {
        var batches = new List<EventBatch>();
        foreach (var type in events.GroupBy(sent => sent.Type, StringComparer.Ordinal))
        {
            var (next, bytes) = (new List<OutboxEvent>(), 0);
            foreach (var sent in type)
            {
                if (next.Count == MaxEvents || (next.Count > 0 && bytes + sent.Body.Length > MaxBytes))
                {
                    batches.Add(new EventBatch(publisher, type.Key, next));
                    (next, bytes) = ([], 0);
                }

                next.Add(sent);
                bytes += sent.Body.Length;
            }

            batches.Add(new EventBatch(publisher, type.Key, next));
        }

        return batches;
    }
}
