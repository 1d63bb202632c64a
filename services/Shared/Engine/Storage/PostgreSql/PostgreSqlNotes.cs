using Npgsql;
using NpgsqlTypes;
using static Clearance.Engine.Storage.PostgreSql.PostgreSqlStatement;

namespace Clearance.Engine.Storage.PostgreSql;

/// <summary>
/// Notes on PostgreSQL. Replicas write at once, and a transaction that took its number first may commit last: a reader that went by
/// sequence alone would pass over its notes for ever. So notes stand in the order of their transactions, and one is readable when every
/// transaction before its own has ended. Any transaction of the server that writes for long holds back those after it.
/// </summary>
internal static class PostgreSqlNotes
{
    /// <summary>Deletes the oldest notes, up to the first from $1 on: their numbers follow their times, so no index by time is needed.</summary>
    public const string Old =
        """
        delete from "note" where "sequence" < coalesce(
          (select "sequence" from "note" where "time" >= $1 order by "sequence" limit 1), 9223372036854775807)
        """;

    private const string Insert =
        """
        insert into "note" ("batch", "log", "aggregate", "key", "message_id", "time", "body")
        select pg_current_xact_id()::text::bigint, added.* from unnest($1, $2, $3, $4, $5, $6) as added
        """;

    private const string Readable = """ "batch" < pg_snapshot_xmin(pg_current_snapshot())::text::bigint """;

    private const string After =
        $"""
        select "batch", "sequence", "aggregate", "key", "message_id", "time", "body" from "note"
        where "log" = $1 and ("batch", "sequence") > ($2, $3) and {Readable} order by "batch", "sequence" limit $4
        """;

    private const string Before =
        $"""
        select "batch", "sequence" from "note" where "log" = $1 and "time" < $2 and {Readable} order by "batch" desc, "sequence" desc limit 1
        """;

    /// <summary>Adds notes to what a batch writes.</summary>
    public static void Add(NpgsqlBatch batch, List<NoteRow> rows)
    {
        if (rows.Count > 0)
        {
            batch.Add(
                Insert,
                Column(rows, row => row.Note.Log),
                Column(rows, row => row.Id.Aggregate),
                Column(rows, row => row.Id.Key),
                Column(rows, row => row.MessageId),
                Column(rows, row => row.Time),
                Column(rows, row => row.Note.Json.ToArray(), NpgsqlDbType.Text));
        }
    }

    /// <summary>Notes of a log after a position.</summary>
    public static async ValueTask<IReadOnlyList<NoteEntry>> ReadAsync(
        NpgsqlConnection connection, string log, NotePosition after, int limit, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(After, connection)
        {
            Parameters = { Value(log), Value(after.Batch), Value(after.Sequence), Value(limit) },
        };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var notes = new List<NoteEntry>();
        while (await row.ReadAsync(cancellationToken))
        {
            notes.Add(new NoteEntry(
                new NotePosition(row.GetInt64(0), row.GetInt64(1)),
                row.GetString(2),
                row.GetString(3),
                row.GetGuid(4),
                Microseconds.ToInstant(row.GetInt64(5)),
                row.GetFieldValue<byte[]>(6)));
        }

        return notes;
    }

    /// <summary>Position of the last note from before an instant.</summary>
    public static async ValueTask<NotePosition> BeforeAsync(NpgsqlConnection connection, string log, long time, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Before, connection) { Parameters = { Value(log), Value(time) } };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? new NotePosition(row.GetInt64(0), row.GetInt64(1)) : default;
    }
}
