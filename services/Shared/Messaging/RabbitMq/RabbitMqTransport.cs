using System.Collections.Concurrent;
using Clearance.Engine;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Clearance.Messaging.RabbitMq;

/// <summary>
/// The transport of separate services. An event is confirmed when the broker has stored it in every queue bound to it; a delivery is
/// acknowledged when its batch has committed. In between, the outbox of the publisher or the queue of the consumer has it.
/// </summary>
internal sealed class RabbitMqTransport(
    IOptions<BusOptions> options, EventRoutes routes, BusState state, ILogger<RabbitMqTransport> logger) : ITransport, IAsyncDisposable
{
    private readonly EventPublisher _publisher = new(routes, options.Value.Address, state, logger);
    private readonly ConcurrentDictionary<string, QueueConsumer> _consumers = new(StringComparer.Ordinal);
    private int _disposed;

    /// <inheritdoc/>
    public void Subscribe(string service, Func<Delivery, CancellationToken, ValueTask> deliver)
    {
        var consumer = new QueueConsumer(service, routes, deliver, options.Value.Address, state, logger);
        if (!_consumers.TryAdd(service, consumer))
        {
            throw new InvalidOperationException($"{service} has subscribed already.");
        }

        consumer.Start();
    }

    /// <inheritdoc/>
    public ValueTask PublishAsync(IReadOnlyList<EventBatch> batches, Action<IReadOnlyList<Guid>> confirmed, CancellationToken cancellationToken)
    {
        _publisher.Publish(batches, confirmed);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        // The loops have ended by now, so that everything they took is settled.
        await Task.WhenAll(_consumers.Values.Select(consumer => consumer.DisposeAsync().AsTask()));
        await _publisher.DisposeAsync();
    }
}
