using MassTransit;
using MassTransit.RabbitMqTransport;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Clearance.Messaging.RabbitMq;

/// <summary>
/// One connection with one channel that is opened again whenever it is lost, until the link is disposed. MassTransit makes and watches
/// both; each attempt has a bus of its own, so that nothing of a lost connection lives on and the pauses between attempts are ours.
/// </summary>
/// <param name="name">For log and health: the queue or exchange that it is for.</param>
/// <param name="open">Takes a fresh channel into use. The token ends with the channel.</param>
internal sealed partial class BrokerLink(
    string name, BrokerAddress address, Func<IChannel, CancellationToken, Task> open, BusState state, ILogger logger)
    : IFilter<ChannelContext>, IReceiveEndpointObserver, IAsyncDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_stopTime = TimeSpan.FromSeconds(2);
    private static readonly CreateChannelOptions s_channel = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false);

    private readonly CancellationTokenSource _ending = new();
    private TaskCompletionSource<string> _lost = NewSource();
    private Task _running = Task.CompletedTask;

    /// <summary>Begins to connect.</summary>
    public void Start()
    {
        state.Note(name, connected: false);
        _running = Task.Run(RunAsync);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }

    /// <summary>Has the connection for as long as it is open; the channel is made here, since MassTransit's would add headers of its client.</summary>
    async Task IFilter<ChannelContext>.Send(ChannelContext context, IPipe<ChannelContext> next)
    {
        var lost = _lost;
        using var closed = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
        try
        {
            var channel = await context.ConnectionContext.Connection.CreateChannelAsync(s_channel, closed.Token);
            channel.ChannelShutdownAsync += (_, reason) =>
            {
                lost.TrySetResult(reason.ReplyText);
                return Task.CompletedTask;
            };
            await open(channel, closed.Token);
            state.Note(name, connected: true);
            Connected(logger, name);
            await lost.Task;
            await closed.CancelAsync();
            await channel.DisposeAsync();
        }
        catch (Exception exception)
        {
            lost.TrySetResult(exception.Message);
        }
        finally
        {
            await closed.CancelAsync();
        }
    }

    /// <inheritdoc/>
    void IProbeSite.Probe(ProbeContext context)
    {
    }

    /// <inheritdoc/>
    Task IReceiveEndpointObserver.Faulted(ReceiveEndpointFaulted faulted)
    {
        _lost.TrySetResult(faulted.Exception?.Message ?? "the connection failed");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    Task IReceiveEndpointObserver.Ready(ReceiveEndpointReady ready) => Task.CompletedTask;

    /// <inheritdoc/>
    Task IReceiveEndpointObserver.Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    /// <inheritdoc/>
    Task IReceiveEndpointObserver.Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;

    private static TaskCompletionSource<string> NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(21, LogLevel.Information, "{Name} is connected.")]
    private static partial void Connected(ILogger logger, string name);

    [LoggerMessage(22, LogLevel.Warning, "{Name} is not connected to {Broker}, and is tried again: {Reason}.")]
    private static partial void Lost(ILogger logger, string name, BrokerAddress broker, string reason);

    private async Task RunAsync()
    {
        while (!_ending.IsCancellationRequested)
        {
            var lost = _lost = NewSource();
            await using var stopped = _ending.Token.Register(() => lost.TrySetResult("it is stopped"));
            var bus = RabbitMqBusFactory.Create(Configure);
            try
            {
                await ConnectAsync(bus);
                var reason = await lost.Task;
                if (state.Note(name, connected: false) && !_ending.IsCancellationRequested)
                {
                    Lost(logger, name, address, reason);
                }
            }
            finally
            {
                await StopAsync(bus);
            }

            await Task.Delay(s_pause, _ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ConnectAsync(IBusControl bus)
    {
        // A bus that is told to start when its token has ended already may never answer.
        await bus.StartAsync(_ending.Token).WaitAsync(_ending.Token);
        bus.ConnectReceiveEndpoint(name, endpoint =>
        {
            endpoint.ConnectReceiveEndpointObserver(this);
            ((IRabbitMqReceiveEndpointConfigurator)endpoint).ConfigureChannel(channel => channel.UseFilter(this));
        });
    }

    private void Configure(IRabbitMqBusFactoryConfigurator bus) =>
        bus.Host(address.Nodes[0].Host, address.Nodes[0].Port, address.VirtualHost, $"{AppDomain.CurrentDomain.FriendlyName} {name}", host =>
        {
            host.Username(address.User);
            host.Password(address.Password);
            host.PublisherConfirmation = false;
            host.OnRefreshConnectionFactory = factory =>
            {
                factory.EndpointResolverFactory = _ => new BrokerNodes(address);
                return Task.CompletedTask;
            };
        });

    private static async Task StopAsync(IBusControl bus)
    {
        using var deadline = new CancellationTokenSource(s_stopTime);
        await bus.StopAsync(deadline.Token).WaitAsync(deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
