using Clearance.Engine.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Clearance.Engine.Tests;

/// <summary>A database whose commits fail, or seem to, as a test says, and that counts outbox scans; everything else is the real one.</summary>
internal sealed class FaultyDatabase<TService>(
    IDatabase<TService> inner, Func<Changes, StoreException?> fail, Func<Changes, StoreException?> failAfter) : IDatabase<TService>
    where TService : ServiceDefinition
{
    private int _scans;

    public int Scans => _scans;

    public string Location => inner.Location;

    /// <summary>Puts it in the place of the real one.</summary>
    public static void Decorate(
        IServiceCollection services, Func<Changes, StoreException?> fail, Func<Changes, StoreException?>? failAfter = null)
    {
        var real = services.Single(service => service.ServiceType == typeof(IDatabase<TService>)).ImplementationFactory!;
        services.AddSingleton<IDatabase<TService>>(provider => new FaultyDatabase<TService>(
            (IDatabase<TService>)real(provider), fail, failAfter ?? (_ => null)));
    }

    public Task MigrateAsync(CancellationToken cancellationToken) => inner.MigrateAsync(cancellationToken);

    public IStore OpenStore() => new FaultyStore(inner.OpenStore(), fail, failAfter, () => Interlocked.Increment(ref _scans));

    public DbContext OpenContext() => inner.OpenContext();

    private sealed class FaultyStore(
        IStore inner, Func<Changes, StoreException?> fail, Func<Changes, StoreException?> failAfter, Action scanned) : IStore
    {
        public ValueTask<Loaded> BeginAsync(Wanted wanted, CancellationToken cancellationToken) => inner.BeginAsync(wanted, cancellationToken);

        public ValueTask<IReadOnlyList<StateRow>> LoadAsync(IReadOnlyList<AggregateKey> keys, CancellationToken cancellationToken) =>
            inner.LoadAsync(keys, cancellationToken);

        public async ValueTask CommitAsync(Changes changes, CancellationToken cancellationToken)
        {
            if (fail(changes) is { } failure)
            {
                throw failure;
            }

            await inner.CommitAsync(changes, cancellationToken);
            if (failAfter(changes) is { } late)
            {
                throw late;
            }
        }

        public ValueTask<bool?> IsCommittedAsync(Changes changes, CancellationToken cancellationToken) =>
            inner.IsCommittedAsync(changes, cancellationToken);

        public ValueTask RollbackAsync() => inner.RollbackAsync();

        public ValueTask<IReadOnlyList<OutboxRow>> PendingAsync(long after, int limit, CancellationToken cancellationToken)
        {
            scanned();
            return inner.PendingAsync(after, limit, cancellationToken);
        }

        public ValueTask<IReadOnlyList<AggregateKey>> DueAsync(long now, int limit, CancellationToken cancellationToken) =>
            inner.DueAsync(now, limit, cancellationToken);

        public ValueTask<long?> NextDueAsync(CancellationToken cancellationToken) => inner.NextDueAsync(cancellationToken);

        public ValueTask PruneAsync(long before, long notesBefore, CancellationToken cancellationToken) =>
            inner.PruneAsync(before, notesBefore, cancellationToken);

        public ValueTask<IReadOnlyList<NoteEntry>> NotesAsync(string log, NotePosition after, int limit, CancellationToken cancellationToken) =>
            inner.NotesAsync(log, after, limit, cancellationToken);

        public ValueTask<NotePosition> NoteBeforeAsync(string log, long time, CancellationToken cancellationToken) =>
            inner.NoteBeforeAsync(log, time, cancellationToken);

        public ValueTask<StateRow?> FindAsync(AggregateKey key, CancellationToken cancellationToken) => inner.FindAsync(key, cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
