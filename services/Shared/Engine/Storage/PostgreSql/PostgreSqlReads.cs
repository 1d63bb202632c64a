using Npgsql;
using static Clearance.Engine.Storage.PostgreSql.PostgreSqlStatement;

namespace Clearance.Engine.Storage.PostgreSql;

/// <summary>The queries of the loop, a set of rows each.</summary>
internal sealed class PostgreSqlReads(ServiceDefinition definition, IReadOnlyDictionary<string, PostgreSqlTable> tables)
{
    private const string EventColumns = """ "id", "type", "subject", "body", "time", "trace_parent" """;

    private const string Requests =
        """
        select log."scope", log."request_id", log."content_hash", log."reply", log."time"
        from unnest($1, $2) as wanted ("scope", "request_id")
        join "request_log" as log on log."scope" = wanted."scope" and log."request_id" = wanted."request_id"
        """;

    private const string Inbox = """select "id", "taking" from "inbox" where "id" = any($1)""";

    private const string DeadLetters =
        $"""
        select {EventColumns}, "reason", "attempts", "attempt_time", "state", "closed_by"
        from "dead_letter" where "id" = any($1) order by "id" for update
        """;

    // A replica that lives sends its own rows. It holds the lock of its number, so the rows of one that died are there for
    // all at once; those of one that hangs are after a while.
    private static readonly string s_pending =
        $"""
        select "sequence", "id", "type", "body" from "outbox"
        where "sequence" > $1 and ("writer" = $2 or "time" < $3 or "writer" not in (
          select objid::int from pg_locks
          where locktype = 'advisory' and classid = {PostgreSqlSession.WriterLocks} and objsubid = 2 and granted
            and database = (select oid from pg_database where datname = current_database())))
        order by "sequence" limit $4
        """;

    private readonly PostgreSqlTable[] _woken = [.. definition.Aggregates.Where(type => type.IsWoken).Select(type => tables[type.Name])];

    /// <summary>Begins a transaction and reads all that a batch wants, in one round trip.</summary>
    public async ValueTask<Loaded> LoadAsync(NpgsqlConnection connection, Wanted wanted, CancellationToken cancellationToken)
    {
        await using var batch = connection.CreateBatch();
        batch.Add("begin");
        if (wanted.Requests.Count > 0)
        {
            batch.Add(Requests, Column(wanted.Requests, key => key.Scope), Column(wanted.Requests, key => key.RequestId));
        }

        if (wanted.Inbox.Count > 0)
        {
            batch.Add(Inbox, Column(wanted.Inbox, id => id));
        }

        if (wanted.DeadLetters.Count > 0)
        {
            batch.Add(DeadLetters, Column(wanted.DeadLetters, id => id));
        }

        var aggregates = AddStates(batch, wanted.States);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var requests = wanted.Requests.Count > 0 ? await RowsAsync(reader, RequestOf, cancellationToken) : [];
        var inbox = wanted.Inbox.Count > 0 ? await RowsAsync(reader, row => (Id: row.GetGuid(0), Taking: (Taking)row.GetInt32(1)), cancellationToken) : [];
        var letters = wanted.DeadLetters.Count > 0 ? await RowsAsync(reader, DeadLetterOf, cancellationToken) : [];
        return new Loaded(await StatesAsync(reader, aggregates, cancellationToken), requests, inbox.ToDictionary(row => row.Id, row => row.Taking), letters);
    }

    /// <summary>Reads and locks more states.</summary>
    public async ValueTask<IReadOnlyList<StateRow>> StatesAsync(
        NpgsqlConnection connection, IReadOnlyList<AggregateKey> keys, CancellationToken cancellationToken)
    {
        await using var batch = connection.CreateBatch();
        var aggregates = AddStates(batch, keys);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await StatesAsync(reader, aggregates, cancellationToken);
    }

    /// <summary>The committed row of one aggregate.</summary>
    public async ValueTask<StateRow?> FindAsync(NpgsqlConnection connection, AggregateKey id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(tables[id.Aggregate].Find, connection);
        command.Parameters.Add(Value(id.Key));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? StateOf(id.Aggregate, reader) : null;
    }

    /// <summary>The outbox after a sequence number: what this writer is to send, and what nobody else sends.</summary>
    public async ValueTask<IReadOnlyList<OutboxRow>> PendingAsync(
        NpgsqlConnection connection, int writer, long left, long after, int limit, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(s_pending, connection)
        {
            Parameters = { Value(after), Value(writer), Value(left), Value(limit) },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await RowsAsync(reader, row => OutboxRow.Of(row.GetInt64(0), row.GetGuid(1), row.GetString(2), row.GetFieldValue<byte[]>(3)), cancellationToken);
    }

    /// <summary>What is due, over all tables.</summary>
    public async ValueTask<IReadOnlyList<AggregateKey>> DueAsync(
        NpgsqlConnection connection, long now, int limit, CancellationToken cancellationToken)
    {
        if (_woken.Length == 0)
        {
            return [];
        }

        await using var batch = connection.CreateBatch();
        foreach (var table in _woken)
        {
            batch.Add(table.Due, Value(now), Value(limit));
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var due = new List<(AggregateKey Id, long Time)>();
        foreach (var name in _woken.Select(table => table.Type.Name))
        {
            due.AddRange(await RowsAsync(reader, row => (new AggregateKey(name, row.GetString(0)), row.GetInt64(1)), cancellationToken));
        }

        return [.. due.OrderBy(found => found.Time).Take(limit).Select(found => found.Id)];
    }

    /// <summary>The nearest due time.</summary>
    public async ValueTask<long?> NextDueAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (_woken.Length == 0)
        {
            return null;
        }

        await using var batch = connection.CreateBatch();
        foreach (var table in _woken)
        {
            batch.Add(table.NextDue);
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        long? nearest = null;
        foreach (var _ in _woken)
        {
            var found = await RowsAsync(reader, row => row.IsDBNull(0) ? long.MaxValue : row.GetInt64(0), cancellationToken);
            nearest = Math.Min(nearest ?? long.MaxValue, found[0]);
        }

        return nearest is long.MaxValue ? null : nearest;
    }

    private static StateRow StateOf(string aggregate, NpgsqlDataReader row) => new(
        new AggregateKey(aggregate, row.GetString(0)),
        row.GetInt64(1),
        row.GetFieldValue<byte[]>(2),
        row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3),
        row.IsDBNull(4) ? null : row.GetInt64(4),
        row.GetInt64(5),
        row.GetInt64(6));

    private static RequestRow RequestOf(NpgsqlDataReader row) => new(
        new RequestKey(row.GetString(0), row.GetString(1)), row.GetFieldValue<byte[]>(2), row.GetFieldValue<byte[]>(3), row.GetInt64(4));

    private static OutboxEvent EventOf(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetString(1),
        row.GetString(2),
        row.GetFieldValue<byte[]>(3),
        Microseconds.ToInstant(row.GetInt64(4)),
        row.GetString(5));

    private static DeadLetterRow DeadLetterOf(NpgsqlDataReader row) => new(
        EventOf(row),
        row.GetString(6),
        row.GetInt32(7),
        row.GetInt64(8),
        (DeadLetterState)row.GetInt32(9),
        row.IsDBNull(10) ? null : row.GetString(10));

    // All rows of the present result; the reader stands at the next one afterwards.
    private static async ValueTask<List<T>> RowsAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> map, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(map(reader));
        }

        await reader.NextResultAsync(cancellationToken);
        return rows;
    }

    private static async ValueTask<List<StateRow>> StatesAsync(
        NpgsqlDataReader reader, List<string> aggregates, CancellationToken cancellationToken)
    {
        var rows = new List<StateRow>();
        foreach (var aggregate in aggregates)
        {
            rows.AddRange(await RowsAsync(reader, row => StateOf(aggregate, row), cancellationToken));
        }

        return rows;
    }

    // Keys come in the order of their tables.
    private List<string> AddStates(NpgsqlBatch batch, IReadOnlyList<AggregateKey> keys)
    {
        var aggregates = new List<string>();
        for (var (from, to) = (0, 0); from < keys.Count; from = to)
        {
            var aggregate = keys[from].Aggregate;
            while (to < keys.Count && keys[to].Aggregate == aggregate)
            {
                to++;
            }

            batch.Add(tables[aggregate].Lock, Column([.. keys.Take(from..to)], id => id.Key));
            aggregates.Add(aggregate);
        }

        return aggregates;
    }
}
