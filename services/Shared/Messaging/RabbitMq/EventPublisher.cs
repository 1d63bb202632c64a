using System.Threading.Channels;
using Clearance.Engine;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Clearance.Messaging.RabbitMq;

/// <summary>
/// Publishes on a connection of its own: a broker that is short of memory or disk stops reading from publishers, and consumers must still be
/// able to acknowledge. Nothing waits for a confirmation; what the broker refuses, or had not confirmed when the connection went, is sent again.
/// </summary>
internal sealed class EventPublisher : IAsyncDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    // Bounded by the windows of the engines that publish here.
    private readonly Channel<UnsentBatch> _unsent =
        System.Threading.Channels.Channel.CreateUnbounded<UnsentBatch>(new UnboundedChannelOptions { SingleReader = true });

    private readonly ConfirmWindow _window = new();
    private readonly EventRoutes _routes;
    private readonly BrokerLink _link;
    private readonly CancellationTokenSource _ending = new();
    private Task _sending = Task.CompletedTask;

    public EventPublisher(EventRoutes routes, BrokerAddress address, BusState state, ILogger logger)
    {
        _routes = routes;
        _link = new BrokerLink(Topology.Exchange, address, OpenAsync, state, logger);
        _link.Start();
    }

    /// <summary>Queues batches, a message each; <paramref name="confirmed"/> is called once for each, when the broker has it.</summary>
    public void Publish(IReadOnlyList<EventBatch> batches, Action<IReadOnlyList<Guid>> confirmed)
    {
        foreach (var batch in batches)
        {
            _unsent.Writer.TryWrite(new UnsentBatch(batch, confirmed));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _link.DisposeAsync();
        await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }

    private async Task OpenAsync(IChannel channel, CancellationToken closed)
    {
        await Topology.DeclareAsync(channel, _routes, closed);
        await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var again = _window.Restart();
        channel.BasicAcksAsync += ConfirmedAsync;
        channel.BasicNacksAsync += RefusedAsync;
        _sending = Task.Run(() => SendAllAsync(channel, again, closed), closed);
    }

    private async Task SendAllAsync(IChannel channel, IReadOnlyList<UnsentBatch> again, CancellationToken closed)
    {
        try
        {
            await SendAsync(channel, again, closed);
        }
        catch (Exception) when (!closed.IsCancellationRequested)
        {
            // Whatever it was, another channel starts from what is not confirmed.
            await channel.AbortAsync(CancellationToken.None);
        }
    }

    private async Task SendAsync(IChannel channel, IReadOnlyList<UnsentBatch> again, CancellationToken closed)
    {
        // All of these are in the window before the first is sent: whatever happens then, none is forgotten.
        _window.Add(again);
        foreach (var sent in again)
        {
            await SendAsync(channel, sent, closed);
        }

        await foreach (var next in _unsent.Reader.ReadAllAsync(closed))
        {
            _window.Add([next]);
            await SendAsync(channel, next, closed);
        }
    }

    private static ValueTask SendAsync(IChannel channel, UnsentBatch unsent, CancellationToken closed)
    {
        // Not mandatory: an event that no queue wants today is as good as delivered.
        var sending = channel.BasicPublishAsync(
            Topology.Exchange, unsent.Batch.Type, mandatory: false, Wire.PropertiesOf(unsent.Batch), unsent.Batch.Body, CancellationToken.None);

        // The client may wait for ever to write to a connection that has died.
        return sending.IsCompletedSuccessfully ? sending : new ValueTask(sending.AsTask().WaitAsync(closed));
    }

    private Task ConfirmedAsync(object sender, BasicAckEventArgs confirmation)
    {
        foreach (var sent in _window.Take(confirmation.DeliveryTag, confirmation.Multiple))
        {
            sent.Confirmed([sent.Batch.Id]);
        }

        return Task.CompletedTask;
    }

    private Task RefusedAsync(object sender, BasicNackEventArgs refusal)
    {
        _ = SendLaterAsync(_window.Take(refusal.DeliveryTag, refusal.Multiple));
        return Task.CompletedTask;
    }

    // E.g. for a queue whose nodes have lost their majority.
    private async Task SendLaterAsync(IReadOnlyList<UnsentBatch> refused)
    {
        await Task.Delay(s_pause, _ending.Token);
        foreach (var sent in refused)
        {
            _unsent.Writer.TryWrite(sent);
        }
    }
}

/// <summary>A message that the broker has not confirmed, and who is told when it has.</summary>
internal sealed record UnsentBatch(EventBatch Batch, Action<IReadOnlyList<Guid>> Confirmed);
