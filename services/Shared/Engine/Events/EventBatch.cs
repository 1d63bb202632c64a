namespace Clearance.Engine;

/// <summary>
/// Events of one type that one transaction published: one row of the outbox, one message on the wire, one row of each inbox. What costs by the
/// row and by the message is paid once for many events.
/// </summary>
/// <param name="Id">Fixed when it is written, so that who has taken it in knows it when it comes again.</param>
/// <param name="Type">Full protobuf name of the events, the routing key.</param>
/// <param name="Events">At least one, in commit order.</param>
/// <param name="Body">The events as they are stored and sent, see <see cref="CloudEvents"/>.</param>
public sealed record EventBatch(Guid Id, string Type, IReadOnlyList<OutboxEvent> Events, ReadOnlyMemory<byte> Body)
{
    /// <summary>Most events: as many as a transaction of the engine takes.</summary>
    public const int MaxEvents = 100;

    /// <summary>Bytes of events after which a batch is full: what is handed out again after a crash stays small.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>When its events were committed.</summary>
    public DateTimeOffset Time => Events[0].Time;

    /// <summary>Splits what a transaction of a service published by type; within a type the order stays.</summary>
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
                    batches.Add(New(publisher, next));
                    (next, bytes) = ([], 0);
                }

                next.Add(sent);
                bytes += sent.Body.Length;
            }

            batches.Add(New(publisher, next));
        }

        return batches;
    }

    // Ids in the order of time go to the end of every index.
    private static EventBatch New(string publisher, IReadOnlyList<OutboxEvent> events) =>
        new(Guid.CreateVersion7(events[0].Time), events[0].Type, events, CloudEvents.Write(publisher, events));
}
