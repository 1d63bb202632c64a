using Microsoft.Data.Sqlite;

namespace Clearance.Engine.Storage.Sqlite;

/// <summary>
/// One SQLite file: WAL, every commit on the disk before it is answered, one writing connection. Calls are synchronous inside:
/// SQLite has no other, and the loop has nothing else to do meanwhile.
/// </summary>
internal sealed class SqliteStore : IStore
{
    private readonly string _readOnly;
    private readonly SqliteConnection _connection;
    private readonly SqliteStatements _statements;
    private readonly SqliteReads _reads;
    private readonly SqliteWrites _writes;
    private bool _open;

    public SqliteStore(ServiceDefinition definition, string file)
    {
        _readOnly = SqliteFile.Reading(file);
        _connection = SqliteFile.OpenForWriting(file);
        _statements = new SqliteStatements(_connection);
        _reads = new SqliteReads(definition, _statements);
        _writes = new SqliteWrites(definition, _statements);
    }

    /// <inheritdoc/>
    public ValueTask<Loaded> BeginAsync(Wanted wanted, CancellationToken cancellationToken) => new(Guarded(() =>
    {
        _statements.Run("begin immediate");
        _open = true;
        return _reads.Load(wanted);
    }));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StateRow>> LoadAsync(IReadOnlyList<AggregateKey> keys, CancellationToken cancellationToken) =>
        new(Guarded(() => _reads.States(keys)));

    /// <inheritdoc/>
    public ValueTask CommitAsync(Changes changes, CancellationToken cancellationToken)
    {
        Guarded(() =>
        {
            _writes.Write(changes);
            _statements.Run("commit");
            _open = false;
            return true;
        });
        return ValueTask.CompletedTask;
    }

    /// <summary>A file always tells how a commit ended.</summary>
    public ValueTask<bool?> IsCommittedAsync(Changes changes, CancellationToken cancellationToken) => new(false);

    /// <inheritdoc/>
    public ValueTask RollbackAsync()
    {
        Guarded(() =>
        {
            // Some failures make SQLite roll back by itself.
            if (_open && SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
            {
                _statements.Run("rollback");
            }

            return _open = false;
        });
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<OutboxRow>> PendingAsync(long after, int limit, CancellationToken cancellationToken) =>
        new(Guarded(() => _reads.Pending(after, limit)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AggregateKey>> DueAsync(long now, int limit, CancellationToken cancellationToken) =>
        new(Guarded(() => _reads.Due(now, limit)));

    /// <inheritdoc/>
    public ValueTask<long?> NextDueAsync(CancellationToken cancellationToken) => new(Guarded(_reads.NextDue));

    /// <inheritdoc/>
    public ValueTask PruneAsync(long before, long notesBefore, CancellationToken cancellationToken)
    {
        Guarded(() => _writes.Prune(before, notesBefore));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<StateRow?> FindAsync(AggregateKey key, CancellationToken cancellationToken) => new(Reading(
        SqliteReads.StateQuery(key.Aggregate), [key.Key], reader => reader.Read() ? SqliteReads.State(key.Aggregate, reader) : null));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<NoteEntry>> NotesAsync(string log, NotePosition after, int limit, CancellationToken cancellationToken) => new(Reading(
        """
        select "batch", "sequence", "aggregate", "key", "message_id", "time", "body"
        from "note" where "log" = @0 and ("batch", "sequence") > (@1, @2) order by "batch", "sequence" limit @3
        """,
        [log, after.Batch, after.Sequence, limit],
        SqliteReads.Notes));

    /// <inheritdoc/>
    public ValueTask<NotePosition> NoteBeforeAsync(string log, long time, CancellationToken cancellationToken) => new(Reading(
        """select "batch", "sequence" from "note" where "log" = @0 and "time" < @1 order by "batch" desc, "sequence" desc limit 1""",
        [log, time],
        reader => reader.Read() ? new NotePosition(reader.GetInt64(0), reader.GetInt64(1)) : default));

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _statements.Dispose();
        _connection.Dispose();
        return ValueTask.CompletedTask;
    }

    private T Reading<T>(string query, object[] values, Func<SqliteDataReader, T> read) => Guarded(() =>
    {
        using var connection = new SqliteConnection(_readOnly);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = query;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"@{i}", values[i]);
        }

        using var reader = command.ExecuteReader();
        return read(reader);
    });

    private static T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException exception)
        {
            throw new StoreException(SqliteFile.FailureOf(exception), exception.Message, exception);
        }
    }
}
