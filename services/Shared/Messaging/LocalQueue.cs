using System.Threading.Channels;
using Clearance.Engine;
using Microsoft.Extensions.Logging;

namespace Clearance.Messaging;

/// <summary>What one consumer has still to take, handed over in order by a task of its own.</summary>
internal sealed partial class LocalQueue(string service, ILogger logger) : IAsyncDisposable
{
    private readonly Channel<Delivery> _waiting = Channel.CreateUnbounded<Delivery>();
    private readonly CancellationTokenSource _ending = new();
    private Task _handing = Task.CompletedTask;
    private Delivery? _untaken;

    /// <summary>Queues a delivery.</summary>
    public void Add(Delivery delivery) => _waiting.Writer.TryWrite(delivery);

    /// <summary>Hands everything to the consumer, until it takes no more.</summary>
    public void Start(Func<Delivery, CancellationToken, ValueTask> deliver)
    {
        if (!_handing.IsCompleted)
        {
            throw new InvalidOperationException($"{service} has subscribed already.");
        }

        _handing = Task.Run(() => HandOverAsync(deliver));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _handing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }

    private async Task HandOverAsync(Func<Delivery, CancellationToken, ValueTask> deliver)
    {
        try
        {
            while (true)
            {
                _untaken ??= await _waiting.Reader.ReadAsync(_ending.Token);
                await deliver(_untaken, _ending.Token);
                _untaken = null;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ChannelClosedException)
        {
            // The process or the consumer ends. What is left was never settled, so it is in the outbox of its publisher still.
            EndsConsumer(logger, service);
        }
    }

    [LoggerMessage(20, LogLevel.Debug, "{Service} takes no more events.")]
    private static partial void EndsConsumer(ILogger logger, string service);
}
