using System.Text;
using System.Threading.Channels;
using Clearance.Engine;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Clearance.Messaging.RabbitMq;

/// <summary>Takes from the queues of one service and acknowledges what its loop has settled.</summary>
internal sealed class QueueConsumer : IAsyncDisposable
{
    // Messages, of several events each: while one batch of the engine commits, the next are here already.
    private const ushort Prefetch = 100;
    private static readonly TimeSpan s_drainTime = TimeSpan.FromSeconds(2);

    private readonly string _service;
    private readonly EventRoutes _routes;
    private readonly Func<Delivery, CancellationToken, ValueTask> _deliver;
    private readonly BrokerLink _link;
    private Func<Task> _drain = () => Task.CompletedTask;

    public QueueConsumer(
        string service,
        EventRoutes routes,
        Func<Delivery, CancellationToken, ValueTask> deliver,
        BrokerAddress address,
        BusState state,
        ILogger logger)
    {
        (_service, _routes, _deliver) = (service, routes, deliver);
        _link = new BrokerLink(EventCatalogue.QueueOf(service), address, OpenAsync, state, logger);
    }

    /// <summary>Begins to connect.</summary>
    public void Start() => _link.Start();

    /// <summary>Sends the acknowledgements of all that is settled, then gives the rest back to the broker.</summary>
    public async ValueTask DisposeAsync()
    {
        await _drain().WaitAsync(s_drainTime).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _link.DisposeAsync();
    }

    private async Task OpenAsync(IChannel channel, CancellationToken closed)
    {
        await Topology.DeclareAsync(channel, _routes, closed);
        await channel.BasicQosAsync(0, Prefetch, global: false, closed);
        var acknowledgements = new Acknowledgements(channel, closed);
        var consumers = new List<string>();
        _drain = () => DrainAsync(channel, acknowledgements, consumers);
        foreach (var queue in (string[])[EventCatalogue.QueueOf(_service), Topology.DeadQueueOf(_service)])
        {
            consumers.Add(await channel.BasicConsumeAsync(
                queue, autoAck: false, new Receiver(channel, _deliver, acknowledgements, closed), closed));
        }
    }

    // The broker holds acknowledgements back while more than a few wait for the queue, and forgets them with the channel. It answers a
    // cancel when the queue has taken in all that came before.
    private static async Task DrainAsync(IChannel channel, Acknowledgements acknowledgements, IReadOnlyList<string> consumers)
    {
        await acknowledgements.FinishAsync();
        foreach (var consumer in consumers)
        {
            await channel.BasicCancelAsync(consumer);
        }
    }

    /// <summary>Turns what arrives into deliveries. One at a time, in the order of the channel: the loop's channel is the buffer.</summary>
    private sealed class Receiver(
        IChannel channel, Func<Delivery, CancellationToken, ValueTask> deliver, Acknowledgements acknowledgements, CancellationToken closed)
        : AsyncDefaultBasicConsumer(channel)
    {
        public override async Task HandleBasicDeliverAsync(
            string consumerTag,
            ulong deliveryTag,
            bool redelivered,
            string exchange,
            string routingKey,
            IReadOnlyBasicProperties properties,
            ReadOnlyMemory<byte> body,
            CancellationToken cancellationToken = default)
        {
            // What the client still holds of a channel that is closed comes again on another.
            if (closed.IsCancellationRequested)
            {
                return;
            }

            var (id, events) = Wire.Read(properties, body.Span);
            if (DeathOf(properties) is { } death)
            {
                events = [.. events.Select(next => next with { Fault = next.Fault ?? death })];
            }

            try
            {
                await deliver(new Delivery(id, events, () => acknowledgements.Add(deliveryTag)), closed);
            }
            catch (ChannelClosedException)
            {
                // The loop has ended, and the process will. To give it back now would only bring it here again; the closing channel gives it back.
                await Task.Delay(Timeout.Infinite, closed);
            }
        }

        /// <summary>The broker has ended the consumer, e.g. since its queue was deleted: another channel declares it again.</summary>
        public override async Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default)
        {
            await base.HandleBasicCancelAsync(consumerTag, cancellationToken);
            _ = Channel.CloseAsync(200, "The broker has cancelled the consumer", abort: true, CancellationToken.None);
        }

        private static string? DeathOf(IReadOnlyBasicProperties properties) =>
            properties.Headers is { } headers && headers.TryGetValue("x-first-death-reason", out var reason) && reason is byte[] text
                ? $"The broker has put its message aside ({Encoding.UTF8.GetString(text)}): it was handed out {Topology.DeliveryLimit} times, and each time the process or the connection ended first."
                : null;
    }
}
