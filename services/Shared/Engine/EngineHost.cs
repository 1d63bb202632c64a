using System.Diagnostics.Metrics;
using Clearance.Engine.Loop;
using Clearance.Engine.Query;
using Clearance.Engine.Storage;
using Clearance.Engine.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Clearance.Engine;

/// <summary>What starts and stops the engine of a service: migrations, store, reference data, loop, subscription, in this order.</summary>
internal sealed class EngineHost<TService>(
    TService definition,
    IDatabase<TService> database,
    ITransport transport,
    TimeProvider clock,
    IMeterFactory meters,
    IEnumerable<IFactObserver<TService>> observers,
    ChangeSignals<TService> signals,
    IOptions<StorageOptions> storage,
    ILogger<EngineHost<TService>> logger,
    IHostApplicationLifetime lifetime) : IHostedService, IAsyncDisposable
    where TService : ServiceDefinition
{
    private IStore? _store;
    private EngineLoop? _loop;

    /// <summary>The store, once started.</summary>
    public IStore Store => _store ?? throw NotRunning();

    /// <summary>The loop, once started.</summary>
    public EngineLoop Loop => _loop ?? throw NotRunning();

    /// <summary>True while the loop works.</summary>
    public bool IsRunning => _loop is { Completion.IsCompleted: false };

    /// <summary>Called between the steps of a batch; for tests.</summary>
    public Action<Step>? At { get; set; }

    /// <summary>A context for queries.</summary>
    public DbContext OpenContext() => database.OpenContext();

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await database.MigrateAsync(cancellationToken);
        _store = database.OpenStore();
        await definition.PrepareAsync(new Reader<TService>(this, signals), cancellationToken);
        _loop = new EngineLoop(new EngineParts(definition, _store, transport, clock, meters, signals, logger) { At = At, NoteRetention = TimeSpan.FromDays(storage.Value.NoteDays), Observers = [.. observers] });
        _loop.Start();
        _ = StopWithAsync(_loop.Completion);
        transport.Subscribe(definition.Name, _loop.DeliverAsync);
        logger.Started(definition.Name, database.Location);
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_loop is not null)
        {
            await _loop.StopAsync();
            logger.Stopped(definition.Name);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // The container knows this object as two services and disposes it twice.
        if (Interlocked.Exchange(ref _loop, null) is { } loop)
        {
            await loop.DisposeAsync();
        }

        if (Interlocked.Exchange(ref _store, null) is { } store)
        {
            await store.DisposeAsync();
        }
    }

    // A process whose loop is dead is better dead: its supervisor starts another, which finds everything.
    private async Task StopWithAsync(Task loop)
    {
        await loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (loop.IsFaulted)
        {
            lifetime.StopApplication();
        }
    }

    private InvalidOperationException NotRunning() => new($"The engine of {definition.Name} has not started.");
}
