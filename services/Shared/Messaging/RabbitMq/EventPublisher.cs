using Clearance.Engine;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Clearance.Messaging.RabbitMq;

/// <summary>
/// Publishes on a connection of its own: a broker that is short of memory or disk stops reading from publishers, and consumers must still be
/// able to acknowledge. Confirmations are awaited side by side; what the broker does not confirm is sent again until it does.
/// </summary>
internal sealed class EventPublisher : IAsyncDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private readonly BrokerLink _link;
    private readonly CancellationTokenSource _ending = new();
    private TaskCompletionSource<IChannel> _channel = NewSource();

    public EventPublisher(BrokerAddress address, BusState state, ILogger logger)
    {
        _link = new BrokerLink(Topology.Exchange, address, OpenAsync, state, logger);
        _link.Start();
    }

    /// <summary>Sends in this order; calls <paramref name="confirmed"/> once, when all of them are confirmed.</summary>
    public void Publish(string service, IReadOnlyList<OutboxEvent> events, Action<IReadOnlyList<Guid>> confirmed)
    {
        var sends = new Task[events.Count];
        for (var i = 0; i < sends.Length; i++)
        {
            sends[i] = SendAsync(service, events[i]);
        }

        _ = ConfirmAsync(events, sends, confirmed);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _link.DisposeAsync();
        _ending.Dispose();
    }

    private static TaskCompletionSource<IChannel> NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static async Task ConfirmAsync(IReadOnlyList<OutboxEvent> events, Task[] sends, Action<IReadOnlyList<Guid>> confirmed)
    {
        // A send fails only when the process ends; the outbox has the event then.
        await Task.WhenAll(sends);
        confirmed([.. events.Select(sent => sent.Id)]);
    }

    private async Task OpenAsync(IChannel channel, CancellationToken closed)
    {
        await Topology.DeclareExchangeAsync(channel, closed);
        var open = _channel;
        open.TrySetResult(channel);
        closed.Register(() => Interlocked.CompareExchange(ref _channel, NewSource(), open));
    }

    private async Task SendAsync(string service, OutboxEvent sent)
    {
        while (true)
        {
            var channel = await Volatile.Read(ref _channel).Task.WaitAsync(_ending.Token);
            try
            {
                // Ends when the broker has confirmed. Not mandatory: an event that no queue wants today is as good as delivered.
                await channel.BasicPublishAsync(
                    Topology.Exchange, sent.Type, mandatory: false, Wire.PropertiesOf(sent, service), sent.Body, _ending.Token);
                return;
            }
            catch (Exception) when (!_ending.IsCancellationRequested)
            {
                // Refused by the broker or cut off; the link says why. The inboxes know it if it went through after all.
                await Task.Delay(s_pause, _ending.Token);
            }
        }
    }
}
