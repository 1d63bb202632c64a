using Clearance.Engine;
using MassTransit;
using MassTransit.RabbitMqTransport.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace Clearance.Messaging.RabbitMq;

/// <summary>
/// The transport of separate services. An event is confirmed when the broker has stored it in every queue bound to it; a delivery is
/// acknowledged when its batch has committed. In between, the outbox of the publisher or the queue of the consumer has it.
/// </summary>
internal sealed class RabbitMqTransport : ITransport, IAsyncDisposable
{
    /// <summary>Deliveries on their way at once, per queue: four batches, so that the loop never waits for the broker.</summary>
    private const ushort Prefetch = 400;

    private static readonly Uri s_exchange = new($"exchange:{QueueTopology.Exchange}?type=topic");
    private static readonly TimeSpan s_retryPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_drainTime = TimeSpan.FromSeconds(2);
    private static readonly WirePipe s_pipe = new();

    private readonly EventRoutes _routes;
    private readonly BusState _state;
    private readonly ILogger _logger;
    private readonly IBusControl _bus;
    private readonly Task _started;
    private readonly Lazy<Task<ISendEndpoint>> _exchange;
    private readonly CancellationTokenSource _ending = new();

    public RabbitMqTransport(IOptions<BusOptions> options, EventRoutes routes, BusState state, ILogger<RabbitMqTransport> logger)
    {
        (_routes, _state, _logger) = (routes, state, logger);
        _bus = RabbitMqBusFactory.Create(bus => Connect(bus, options.Value.Address));
        _started = _bus.StartAsync(_ending.Token);
        _exchange = new(() => _bus.GetSendEndpoint(s_exchange));
    }

    /// <inheritdoc/>
    public void Subscribe(string service, Func<Delivery, CancellationToken, ValueTask> deliver)
    {
        Subscribe(EventCatalogue.QueueOf(service), new QueueTopology(service, _routes), new DeliveryFilter(deliver, isDead: false));
        Subscribe(QueueTopology.DeadQueueOf(service), new QueueTopology(service, _routes), new DeliveryFilter(deliver, isDead: true));
    }

    /// <inheritdoc/>
    public ValueTask PublishAsync(
        string service, IReadOnlyList<OutboxEvent> events, Action<IReadOnlyList<Guid>> confirmed, CancellationToken cancellationToken)
    {
        var sends = new Task[events.Count];
        for (var i = 0; i < sends.Length; i++)
        {
            sends[i] = SendAsync(new WireEvent(service, events[i]));
        }

        _ = ConfirmAsync(events, sends, confirmed);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var deadline = new CancellationTokenSource(s_drainTime);
        try
        {
            await _bus.StopAsync(deadline.Token);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Nothing hangs on it: what is not confirmed is in the outbox, what is not acknowledged in its queue.
            _ = exception;
        }

        await _ending.CancelAsync();
        _ending.Dispose();
    }

    private static void Connect(IRabbitMqBusFactoryConfigurator bus, BrokerAddress address) =>
        bus.Host(address.Nodes[0].Host, address.Nodes[0].Port, address.VirtualHost, host =>
        {
            host.Username(address.User);
            host.Password(address.Password);
            host.PublisherConfirmation = true;
            host.OnRefreshConnectionFactory = factory =>
            {
                factory.EndpointResolverFactory = _ => new BrokerNodes(address);
                return Task.CompletedTask;
            };
        });

    private static async Task ConfirmAsync(IReadOnlyList<OutboxEvent> events, Task[] sends, Action<IReadOnlyList<Guid>> confirmed)
    {
        await Task.WhenAll(sends).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        confirmed([.. events.Where((_, i) => sends[i].IsCompletedSuccessfully).Select(sent => sent.Id)]);
    }

    private async Task SendAsync(WireEvent message)
    {
        while (true)
        {
            try
            {
                var exchange = await _exchange.Value;
                await exchange.Send(message, s_pipe, _ending.Token);
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException && !_ending.IsCancellationRequested)
            {
                _ = exception;
                await Task.Delay(s_retryPause, _ending.Token);
            }
        }
    }

    private void Subscribe(string queue, QueueTopology topology, DeliveryFilter filter)
    {
        _state.Note(queue, connected: false);
        _bus.ConnectReceiveEndpoint(queue, endpoint =>
        {
            var rabbit = (IRabbitMqReceiveEndpointConfigurator)endpoint;
            var settings = (RabbitMqReceiveSettings)((RabbitMqReceiveEndpointConfiguration)rabbit).Settings;
            (settings.ExchangeName, settings.ExchangeType, settings.BindQueue) = (QueueTopology.Exchange, ExchangeType.Topic, false);
            rabbit.ConfigureConsumeTopology = false;
            rabbit.PrefetchCount = Prefetch;
            rabbit.ConcurrentMessageLimit = Prefetch;
            rabbit.DiscardSkippedMessages();
            rabbit.RethrowFaultedMessages();
            rabbit.ConfigureChannel(channel => channel.UseFilter(topology));
            rabbit.ConfigureReceive(receive => receive.UseFilter(filter));
            rabbit.ConnectReceiveEndpointObserver(new QueueWatch(queue, _state, _logger));
        });
    }
}
