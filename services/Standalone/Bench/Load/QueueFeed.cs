using Clearance.Contracts.Common.V1;
using Clearance.Contracts.Payment.Events.V1;
using Clearance.Contracts.Release.Events.V1;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Clearance.Standalone.Bench.Load;

/// <summary>
/// The news of separate services: a queue of the partner's own, bound to the two events that it waits for, as a back office of another
/// house would do it. What the broker spends on it counts as the broker's.
/// </summary>
internal sealed class QueueFeed(Uri broker) : IFeed
{
    private const string Exchange = "clearance.events";

    /// <inheritdoc/>
    public string Description => "a queue of its own, bound to TaxAssessed and GoodsReleased";

    /// <inheritdoc/>
    public async Task RunAsync(News news, CancellationToken cancellationToken)
    {
        await using var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        var queue = await channel.QueueDeclareAsync(cancellationToken: cancellationToken);
        foreach (var heard in new[] { TaxAssessed.Descriptor, GoodsReleased.Descriptor })
        {
            await channel.QueueBindAsync(queue.QueueName, Exchange, heard.FullName, cancellationToken: cancellationToken);
        }

        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            Hear(news, delivery);
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer, cancellationToken);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    private static void Hear(News news, BasicDeliverEventArgs delivery)
    {
        foreach (var heard in CloudEventBatch.Parser.ParseFrom(delivery.Body.Span).Events)
        {
            if (heard.Type == TaxAssessed.Descriptor.FullName)
            {
                var assessed = TaxAssessed.Parser.ParseFrom(heard.BinaryData);
                news.Billed(assessed.Declaration, [.. assessed.Bills.Select(bill => bill.TaxBill)]);
            }
            else
            {
                news.Release(GoodsReleased.Parser.ParseFrom(heard.BinaryData).Declaration);
            }
        }
    }
}
