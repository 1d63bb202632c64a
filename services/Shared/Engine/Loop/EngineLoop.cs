using System.Threading.Channels;
using Clearance.Engine.Storage;
using Clearance.Engine.Telemetry;
using Clearance.Kernel;
using Microsoft.Extensions.Logging;

namespace Clearance.Engine.Loop;

/// <summary>
/// The loop of one service. It takes what is waiting, up to <see cref="BatchLimit"/>, and never waits for more: what queues up
/// during a batch is the next one.
/// </summary>
internal sealed class EngineLoop : IBatchEvents, IAsyncDisposable
{
    /// <summary>Commands and deliveries that may wait; more are refused (commands) or held back (deliveries).</summary>
    public const int Capacity = 2000;

    /// <summary>Messages after which a batch is full: measured, more buy nothing.</summary>
    public const int BatchLimit = 100;

    private readonly Channel<Input?> _channel =
        Channel.CreateBounded<Input?>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    private readonly ServiceDefinition _definition;
    private readonly OutboxFeed _outbox;
    private readonly Housekeeping _housekeeping;
    private readonly BatchRunner _runner;
    private readonly EngineMeters _meters;
    private readonly ILogger _logger;
    private readonly EngineParts _parts;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _publishing = new();
    private Task _running = Task.CompletedTask;
    private Task _publisher = Task.CompletedTask;

    public EngineLoop(EngineParts parts)
    {
        (_definition, _logger) = (parts.Definition, parts.Logger);
        _outbox = new OutboxFeed(parts.Definition, parts.Transport, parts.Clock, parts.Logger);
        _meters = new EngineMeters(parts.Meters, parts.Definition.Name, () => _outbox.OldestAge, () => _channel.Reader.Count);
        _housekeeping = new Housekeeping(parts.Definition, parts.Store, parts.Clock, _outbox, parts.NoteRetention, parts.Logger, Nudge);
        _runner = new BatchRunner(
            parts.Definition, parts.Store, parts.Clock, _outbox, _meters, parts.Logger, this, _stopping.Token);
        _parts = parts;
    }

    /// <summary>Ends when the loop has ended: after a stop, or with the exception that killed it.</summary>
    public Task Completion => _running;

    /// <summary>Begins to work.</summary>
    public void Start()
    {
        _housekeeping.Start();
        _publisher = Task.Run(() => _outbox.PublishAsync(_publishing.Token));
        _running = Task.Run(RunAsync);
    }

    /// <summary>Takes no more, finishes what was taken, and ends.</summary>
    public async Task StopAsync()
    {
        _channel.Writer.TryComplete();
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _housekeeping.DisposeAsync();
        await _publishing.CancelAsync();
        await _publisher.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
        _publishing.Dispose();
    }

    /// <summary>Queues a request.</summary>
    /// <exception cref="RefusedException">Too much is waiting, or the service is stopping.</exception>
    public void Send(Input request)
    {
        if (!_channel.Writer.TryWrite(request))
        {
            _meters.Overload();
            throw new RefusedException(new Refusal(
                RefusalKind.Exhausted,
                "OVERLOADED",
                $"{_definition.Name} has more work waiting than it takes; retry after a second with the same request id."));
        }
    }

    /// <summary>Queues a delivery; waits for room.</summary>
    public ValueTask DeliverAsync(Delivery delivery, CancellationToken cancellationToken) =>
        _channel.Writer.WriteAsync(new DeliveryInput(delivery), cancellationToken);

    /// <inheritdoc/>
    public void At(Step step) => _parts.At?.Invoke(step);

    /// <inheritdoc/>
    public void Committed(Changes changes)
    {
        _housekeeping.Expect(changes);
        _parts.Signals.Raise(changes);
        foreach (var observer in _parts.Observers)
        {
            changes.Facts.ForEach(observer.Committed);
        }
    }

    /// <inheritdoc/>
    public void GivenUp(IReadOnlyList<Input> inputs) =>
        _housekeeping.Leave(inputs.OfType<WakeInput>().Select(wake => wake.Id));

    // An empty message: whatever the loop waits for, it looks around. A full channel needs no nudge.
    private void Nudge() => _channel.Writer.TryWrite(null);

    private async Task RunAsync()
    {
        var batch = new List<Input>(BatchLimit);
        try
        {
            do
            {
                batch.Clear();
                for (var size = 0; size < BatchLimit && _channel.Reader.TryRead(out var input);)
                {
                    if (input is not null)
                    {
                        batch.Add(input);
                        size += input.Size;
                    }
                }

                await _housekeeping.AddDueAsync(batch);
                if (batch.Count > 0 || _housekeeping.HasRowsToDelete)
                {
                    await _runner.RunAsync(batch);
                }

                await _housekeeping.RunAsync();
            }
            while (await MoreAsync());
        }
        catch (Exception exception)
        {
            _channel.Writer.TryComplete(exception);
            if (exception is not CrashException)
            {
                _logger.LoopEnded(exception, _definition.Name);
                FailWaiting(batch, exception);
            }

            throw;
        }
    }

    private async ValueTask<bool> MoreAsync() =>
        (_housekeeping.IsDueNow && !_stopping.IsCancellationRequested) || await _channel.Reader.WaitToReadAsync();

    private void FailWaiting(IReadOnlyList<Input> batch, Exception exception)
    {
        foreach (var input in batch)
        {
            input.Outlasts(exception);
        }

        while (_channel.Reader.TryRead(out var input))
        {
            input?.Outlasts(exception);
        }
    }
}

/// <summary>What a loop is made of.</summary>
internal sealed record EngineParts(
    ServiceDefinition Definition,
    IStore Store,
    ITransport Transport,
    TimeProvider Clock,
    System.Diagnostics.Metrics.IMeterFactory Meters,
    Query.ChangeSignals Signals,
    ILogger Logger)
{
    /// <summary>Called between the steps; tests let the process die there.</summary>
    public Action<Step>? At { get; init; }

    /// <summary>How long notes are kept.</summary>
    public TimeSpan NoteRetention { get; init; } = TimeSpan.FromDays(StorageOptions.LeastNoteDays);

    /// <summary>Who sees the facts of a commit.</summary>
    public IReadOnlyList<IFactObserver> Observers { get; init; } = [];
}
