using System.Collections.Concurrent;
using Clearance.Engine;
using Microsoft.Extensions.Logging;

namespace Clearance.Messaging;

/// <summary>
/// The transport of one process. The outbox is the queue: nothing is stored here, and an event is confirmed only when every
/// consumer of the catalogue has settled it. Consumers do not wait for each other; one that has not subscribed yet gets its
/// events when it does.
/// </summary>
/// <remarks>
/// A publisher keeps no more than its window on the way, so the queues here are bounded by the publishers. What is not confirmed
/// when the process ends is in the outbox still; the scan at the next start hands it in again and the inboxes know what they had.
/// </remarks>
internal sealed class LocalTransport(EventRoutes routes, ILogger<LocalTransport> logger) : ITransport, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, LocalQueue> _queues = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Subscribe(string service, Func<Delivery, CancellationToken, ValueTask> deliver) => QueueOf(service).Start(deliver);

    /// <inheritdoc/>
    public ValueTask PublishAsync(IReadOnlyList<EventBatch> batches, Action<IReadOnlyList<Guid>> confirmed, CancellationToken cancellationToken)
    {
        foreach (var published in batches)
        {
            Publish(published, confirmed);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var name in _queues.Keys)
        {
            if (_queues.TryRemove(name, out var queue))
            {
                await queue.DisposeAsync();
            }
        }
    }

    private void Publish(EventBatch published, Action<IReadOnlyList<Guid>> confirmed)
    {
        var consumers = routes.ConsumersOf(published.Type);
        if (consumers.Count == 0)
        {
            // A test compares catalogue and code, so an event that nobody hears is one that nobody is meant to.
            confirmed([published.Id]);
            return;
        }

        DeliveredEvent[] events = [.. published.Events.Select(next => new DeliveredEvent(next))];
        var left = consumers.Count;
        foreach (var consumer in consumers)
        {
            var settled = 0;
            QueueOf(consumer).Add(new Delivery(published.Id, events, () =>
            {
                if (Interlocked.Exchange(ref settled, 1) == 0 && Interlocked.Decrement(ref left) == 0)
                {
                    confirmed([published.Id]);
                }
            }));
        }
    }

    private LocalQueue QueueOf(string service) => _queues.GetOrAdd(service, name => new LocalQueue(name, logger));
}
