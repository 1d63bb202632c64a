using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Clearance.Engine.Storage.Sqlite;

/// <summary>The queries of the loop. A look-up per key costs microseconds in this database, so there is nothing to gather.</summary>
internal sealed class SqliteReads(ServiceDefinition definition, SqliteStatements statements)
{
    /// <summary>Reads the row of one aggregate.</summary>
    public static string StateQuery(string aggregate) =>
        $"""select "key", "version", "state", "hash", "due", "create_time", "update_time" from "{aggregate}" where "key" = @0""";

    /// <summary>The row under a reader.</summary>
    public static StateRow State(string aggregate, SqliteDataReader row) => new(
        new AggregateKey(aggregate, row.GetString(0)),
        row.GetInt64(1),
        row.GetFieldValue<byte[]>(2),
        row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3),
        row.IsDBNull(4) ? null : row.GetInt64(4),
        row.GetInt64(5),
        row.GetInt64(6));

    /// <summary>All that a batch wants.</summary>
    public Loaded Load(Wanted wanted) => new(
        States(wanted.States),
        Requests(wanted.Requests),
        Inbox(wanted.Inbox),
        DeadLetters(wanted.DeadLetters));

    /// <summary>States under keys.</summary>
    public IReadOnlyList<StateRow> States(IReadOnlyList<AggregateKey> keys)
    {
        var rows = new List<StateRow>(keys.Count);
        foreach (var (aggregate, key) in keys)
        {
            using var row = statements.Query(StateQuery(aggregate), key);
            if (row.Read())
            {
                rows.Add(State(aggregate, row));
            }
        }

        return rows;
    }

    /// <summary>The outbox after a sequence number.</summary>
    public IReadOnlyList<OutboxRow> Pending(long after, int limit)
    {
        var rows = new List<OutboxRow>();
        using var row = statements.Query(
            """
            select "sequence", "id", "type", "body" from "outbox" where "sequence" > @0 order by "sequence" limit @1
            """,
            after,
            limit);
        while (row.Read())
        {
            rows.Add(OutboxRow.Of(row.GetInt64(0), Guid.ParseExact(row.GetString(1), "D"), row.GetString(2), row.GetFieldValue<byte[]>(3)));
        }

        return rows;
    }

    /// <summary>What is due, over all tables.</summary>
    public IReadOnlyList<AggregateKey> Due(long now, int limit)
    {
        var due = new List<(AggregateKey Id, long Time)>();
        foreach (var type in Woken())
        {
            using var row = statements.Query(
                $"""select "key", "due" from "{type.Name}" where "due" <= @0 order by "due", "key" limit @1""", now, limit);
            while (row.Read())
            {
                due.Add((new AggregateKey(type.Name, row.GetString(0)), row.GetInt64(1)));
            }
        }

        return [.. due.OrderBy(found => found.Time).Take(limit).Select(found => found.Id)];
    }

    /// <summary>The nearest due time.</summary>
    public long? NextDue()
    {
        long? nearest = null;
        foreach (var type in Woken())
        {
            using var row = statements.Query($"""select min("due") from "{type.Name}" where "due" is not null""");
            if (row.Read() && !row.IsDBNull(0))
            {
                nearest = Math.Min(nearest ?? long.MaxValue, row.GetInt64(0));
            }
        }

        return nearest;
    }

    /// <summary>The notes under a reader.</summary>
    public static IReadOnlyList<NoteEntry> Notes(SqliteDataReader row)
    {
        var notes = new List<NoteEntry>();
        while (row.Read())
        {
            notes.Add(new NoteEntry(
                new NotePosition(row.GetInt64(0), row.GetInt64(1)),
                row.GetString(2),
                row.GetString(3),
                Guid.ParseExact(row.GetString(4), "D"),
                Microseconds.ToInstant(row.GetInt64(5)),
                row.GetFieldValue<byte[]>(6)));
        }

        return notes;
    }

    private static OutboxEvent Event(SqliteDataReader row, int at) => new(
        Guid.ParseExact(row.GetString(at), "D"),
        row.GetString(at + 1),
        row.GetString(at + 2),
        row.GetFieldValue<byte[]>(at + 3),
        Microseconds.ToInstant(row.GetInt64(at + 4)),
        row.GetString(at + 5));

    private IEnumerable<AggregateType> Woken() => definition.Aggregates.Where(type => type.IsWoken);

    private List<RequestRow> Requests(IReadOnlyList<RequestKey> keys)
    {
        var rows = new List<RequestRow>(keys.Count);
        foreach (var key in keys)
        {
            using var row = statements.Query(
                """select "content_hash", "reply", "time" from "request_log" where "scope" = @0 and "request_id" = @1""",
                key.Scope,
                key.RequestId);
            if (row.Read())
            {
                rows.Add(new RequestRow(key, row.GetFieldValue<byte[]>(0), row.GetFieldValue<byte[]>(1), row.GetInt64(2)));
            }
        }

        return rows;
    }

    private Dictionary<Guid, Taking> Inbox(IReadOnlyList<Guid> ids)
    {
        var found = new Dictionary<Guid, Taking>();
        foreach (var id in ids)
        {
            using var row = statements.Query("""select "taking" from "inbox" where "id" = @0""", Text(id));
            if (row.Read())
            {
                found.Add(id, (Taking)row.GetInt32(0));
            }
        }

        return found;
    }

    private List<DeadLetterRow> DeadLetters(IReadOnlyList<Guid> ids)
    {
        var rows = new List<DeadLetterRow>(ids.Count);
        foreach (var id in ids)
        {
            using var row = statements.Query(
                """
                select "id", "type", "subject", "body", "time", "trace_parent", "reason", "attempts", "attempt_time", "state", "closed_by"
                from "dead_letter" where "id" = @0
                """,
                Text(id));
            if (row.Read())
            {
                rows.Add(new DeadLetterRow(
                    Event(row, 0),
                    row.GetString(6),
                    row.GetInt32(7),
                    row.GetInt64(8),
                    (DeadLetterState)row.GetInt32(9),
                    row.IsDBNull(10) ? null : row.GetString(10)));
            }
        }

        return rows;
    }

    /// <summary>An id as EF Core spells it in this database.</summary>
    internal static string Text(Guid id) => id.ToString("D", CultureInfo.InvariantCulture).ToUpperInvariant();
}
