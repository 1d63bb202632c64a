using Npgsql;
using static Clearance.Engine.Storage.PostgreSql.PostgreSqlStatement;

namespace Clearance.Engine.Storage.PostgreSql;

/// <summary>
/// One PostgreSQL database, shared by the replicas of a service. A batch is two round trips on a connection of the loop's own:
/// begin and read, write and commit. Every other reader takes a connection of the pool.
/// </summary>
internal sealed class PostgreSqlStore : IStore
{
    private const int FindAttempts = 3;

    // When the rows of a replica that lives are taken for left behind: it hangs, or cannot reach the broker.
    private static readonly TimeSpan s_left = TimeSpan.FromSeconds(30);

    private readonly PostgreSqlSession _session;
    private readonly TimeProvider _clock;
    private readonly Func<NpgsqlConnection> _pooled;
    private readonly PostgreSqlReads _reads;
    private readonly PostgreSqlWrites _writes;
    private readonly bool _keepsNotes;
    private bool _open;

    public PostgreSqlStore(ServiceDefinition definition, PostgreSqlSession session, Func<NpgsqlConnection> pooled, TimeProvider clock)
    {
        var tables = definition.Aggregates.ToDictionary(type => type.Name, type => new PostgreSqlTable(type));
        (_session, _pooled, _clock, _keepsNotes) = (session, pooled, clock, definition.KeepsNotes);
        (_reads, _writes) = (new PostgreSqlReads(definition, tables), new PostgreSqlWrites(tables, session.Writer));
    }

    /// <inheritdoc/>
    public ValueTask<Loaded> BeginAsync(Wanted wanted, CancellationToken cancellationToken)
    {
        _open = true;
        return OnLoopAsync(connection => _reads.LoadAsync(connection, wanted, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StateRow>> LoadAsync(IReadOnlyList<AggregateKey> keys, CancellationToken cancellationToken) =>
        GuardedAsync(() => _reads.StatesAsync(InTransaction(), keys, cancellationToken));

    /// <inheritdoc/>
    public async ValueTask CommitAsync(Changes changes, CancellationToken cancellationToken)
    {
        await using var batch = InTransaction().CreateBatch();
        _writes.Add(batch, changes);
        batch.Add("commit");
        try
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
            _open = false;
        }
        catch (Exception exception) when (PostgreSqlErrors.IsExpected(exception) && !PostgreSqlErrors.IsAnswer(exception))
        {
            await _session.DropAsync();
            throw new StoreException(
                StoreFailure.Unknown, $"the connection was lost during a commit: {PostgreSqlErrors.Describe(exception)}", exception);
        }
        catch (PostgresException exception)
        {
            throw Failure(exception);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool?> IsCommittedAsync(Changes changes, CancellationToken cancellationToken)
    {
        if (changes.Journal.Count == 0)
        {
            return null;
        }

        // Its hash is over the instant of the attempt too: no other attempt and no other replica writes the same row.
        var row = changes.Journal[0];
        return await OnLoopAsync(
            async connection =>
            {
                await using var command = new NpgsqlCommand(
                    """select 1 from "journal" where "aggregate" = $1 and "key" = $2 and "version" = $3 and "hash" = $4""", connection)
                {
                    Parameters = { Value(row.Id.Aggregate), Value(row.Id.Key), Value(row.Version), Value(row.Hash) },
                };
                return await command.ExecuteScalarAsync(cancellationToken) is not null;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask RollbackAsync()
    {
        // A lost connection has taken its transaction with it.
        if (_open && _session.Live is { } connection)
        {
            await GuardedAsync(async () =>
            {
                await using var command = new NpgsqlCommand("rollback", connection);
                return await command.ExecuteNonQueryAsync(CancellationToken.None);
            });
        }

        _open = false;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<OutboxRow>> PendingAsync(long after, int limit, CancellationToken cancellationToken) =>
        OnLoopAsync(
            connection => _reads.PendingAsync(
                connection, _session.Writer, Microseconds.Of(_clock.GetUtcNow() - s_left), after, limit, cancellationToken),
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AggregateKey>> DueAsync(long now, int limit, CancellationToken cancellationToken) =>
        OnLoopAsync(connection => _reads.DueAsync(connection, now, limit, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long?> NextDueAsync(CancellationToken cancellationToken) =>
        OnLoopAsync(connection => _reads.NextDueAsync(connection, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask PruneAsync(long before, long notesBefore, CancellationToken cancellationToken) => await OnLoopAsync(
        async connection =>
        {
            await using var batch = connection.CreateBatch();
            batch.Add("""delete from "inbox" where "time" < $1""", Value(before));
            batch.Add("""delete from "request_log" where "time" < $1""", Value(before));
            if (_keepsNotes)
            {
                batch.Add(PostgreSqlNotes.Old, Value(notesBefore));
            }

            return await batch.ExecuteNonQueryAsync(cancellationToken);
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StateRow?> FindAsync(AggregateKey key, CancellationToken cancellationToken) =>
        PooledAsync(connection => _reads.FindAsync(connection, key, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<NoteEntry>> NotesAsync(string log, NotePosition after, int limit, CancellationToken cancellationToken) =>
        PooledAsync(connection => PostgreSqlNotes.ReadAsync(connection, log, after, limit, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<NotePosition> NoteBeforeAsync(string log, long time, CancellationToken cancellationToken) =>
        PooledAsync(connection => PostgreSqlNotes.BeforeAsync(connection, log, time, cancellationToken), cancellationToken);

    private async ValueTask<T> PooledAsync<T>(Func<NpgsqlConnection, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var connection = _pooled();
            try
            {
                return await GuardedAsync(async () =>
                {
                    await connection.OpenAsync(cancellationToken);
                    return await read(connection);
                });
            }
            catch (StoreException exception) when (exception.Failure is StoreFailure.Transient && attempt < FindAttempts)
            {
                // After a restart of the server the pool would find out connection by connection.
                NpgsqlConnection.ClearPool(connection);
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private static async ValueTask<T> GuardedAsync<T>(Func<ValueTask<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (PostgreSqlErrors.IsExpected(exception))
        {
            throw Failure(exception);
        }
    }

    private static StoreException Failure(Exception exception) =>
        new(PostgreSqlErrors.FailureOf(exception), PostgreSqlErrors.Describe(exception), exception);

    private async ValueTask<T> OnLoopAsync<T>(Func<NpgsqlConnection, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await GuardedAsync(async () => await work(await _session.OpenAsync(cancellationToken)));
        }
        catch (StoreException exception) when (!PostgreSqlErrors.IsAnswer(exception.InnerException!))
        {
            // Half an answer may still be on its way.
            await _session.DropAsync();
            throw;
        }
    }

    private NpgsqlConnection InTransaction() => _session.Live
        ?? throw new StoreException(StoreFailure.Transient, "the connection was lost amid a batch");
}
