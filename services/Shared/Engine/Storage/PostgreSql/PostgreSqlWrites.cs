using Npgsql;
using NpgsqlTypes;
using static Clearance.Engine.Storage.PostgreSql.PostgreSqlStatement;

namespace Clearance.Engine.Storage.PostgreSql;

/// <summary>The statements that write a batch: one for each table that has something to write, tables in a fixed order.</summary>
internal sealed class PostgreSqlWrites(IReadOnlyDictionary<string, PostgreSqlTable> tables, int writer)
{
    private const string Requests =
        """
        insert into "request_log" ("scope", "request_id", "content_hash", "reply", "time") select * from unnest($1, $2, $3, $4, $5)
        """;

    private const string Inbox = """insert into "inbox" ("id", "taking", "time") select * from unnest($1, $2, $3)""";

    private const string Journal =
        """
        insert into "journal" (
          "aggregate", "key", "version", "message", "message_id", "time",
          "actor_subject", "actor_role", "actor_enterprise", "events", "hash")
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """;

    private const string Postings =
        """
        insert into "posting" ("account", "currency", "amount", "aggregate", "key", "message_id", "time")
        select * from unnest($1, $2, $3, $4, $5, $6, $7)
        """;

    private const string Outbox =
        """
        insert into "outbox" ("id", "type", "body", "time", "writer") select added.*, $5 from unnest($1, $2, $3, $4) as added
        """;

    private const string DeadLetters =
        """
        insert into "dead_letter" (
          "id", "type", "subject", "body", "time", "trace_parent", "reason", "attempts", "attempt_time", "state", "closed_by")
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        on conflict ("id") do update set
          "reason" = excluded."reason", "attempts" = excluded."attempts", "attempt_time" = excluded."attempt_time",
          "state" = excluded."state", "closed_by" = excluded."closed_by"
        """;

    private const string Confirmed = """delete from "outbox" where "id" = any($1)""";

    /// <summary>Adds everything.</summary>
    public void Add(NpgsqlBatch batch, Changes changes)
    {
        AddReceived(batch, changes);
        AddStates(batch, changes.States);
        AddJournal(batch, changes.Journal);
        AddPostings(batch, changes.Postings);
        PostgreSqlNotes.Add(batch, changes.Notes);
        AddOutbox(batch, changes.Outbox);
        AddDeadLetters(batch, changes.DeadLetters);
        if (changes.Confirmed.Count > 0)
        {
            batch.Add(Confirmed, Column(changes.Confirmed, id => id));
        }
    }

    private static void AddReceived(NpgsqlBatch batch, Changes changes)
    {
        if (changes.Requests is { Count: > 0 } requests)
        {
            batch.Add(
                Requests,
                Column(requests, row => row.Key.Scope),
                Column(requests, row => row.Key.RequestId),
                Column(requests, row => row.ContentHash),
                Column(requests, row => row.Reply),
                Column(requests, row => row.Time));
        }

        if (changes.Inbox is { Count: > 0 } inbox)
        {
            batch.Add(Inbox, Column(inbox, row => row.Id), Column(inbox, row => (int)row.Taking), Column(inbox, row => row.Time));
        }
    }

    private static void AddJournal(NpgsqlBatch batch, List<JournalRow> rows)
    {
        if (rows.Count > 0)
        {
            batch.Add(
                Journal,
                Column(rows, row => row.Id.Aggregate),
                Column(rows, row => row.Id.Key),
                Column(rows, row => row.Version),
                Column(rows, row => row.Message, NpgsqlDbType.Text),
                Column(rows, row => row.Occasion.MessageId),
                Column(rows, row => Microseconds.Of(row.Occasion.Time)),
                Column(rows, row => row.Occasion.Actor.Subject),
                Column(rows, row => row.Occasion.Actor.Role),
                Column(rows, row => row.Occasion.Actor.Enterprise),
                Column(rows, row => string.Join(' ', row.Events)),
                Column(rows, row => row.Hash));
        }
    }

    private static void AddPostings(NpgsqlBatch batch, List<PostingRow> rows)
    {
        if (rows.Count > 0)
        {
            batch.Add(
                Postings,
                Column(rows, row => row.Posting.Account),
                Column(rows, row => row.Posting.Amount.Currency),
                Column(rows, row => row.Posting.Amount.Amount),
                Column(rows, row => row.Id.Aggregate),
                Column(rows, row => row.Id.Key),
                Column(rows, row => row.MessageId),
                Column(rows, row => row.Time));
        }
    }

    private void AddOutbox(NpgsqlBatch batch, List<EventBatch> rows)
    {
        if (rows.Count > 0)
        {
            batch.Add(
                Outbox,
                Column(rows, row => row.Id),
                Column(rows, row => row.Type),
                Column(rows, row => row.Body),
                Column(rows, row => Microseconds.Of(row.Time)),
                Value(writer));
        }
    }

    private static void AddDeadLetters(NpgsqlBatch batch, List<DeadLetterRow> rows)
    {
        if (rows.Count > 0)
        {
            batch.Add(
                DeadLetters,
                Column(rows, row => row.Event.Id),
                Column(rows, row => row.Event.Type),
                Column(rows, row => row.Event.Subject),
                Column(rows, row => row.Event.Body),
                Column(rows, row => Microseconds.Of(row.Event.Time)),
                Column(rows, row => row.Event.TraceParent),
                Column(rows, row => row.Reason),
                Column(rows, row => row.Attempts),
                Column(rows, row => row.AttemptTime),
                Column(rows, row => (int)row.State),
                Column(rows, row => row.ClosedBy));
        }
    }

    // Changes come in the order of their tables.
    private void AddStates(NpgsqlBatch batch, List<StateChange> changes)
    {
        for (var (from, to) = (0, 0); from < changes.Count; from = to)
        {
            var table = tables[changes[from].Type.Name];
            var (added, changed) = (new List<StateChange>(), new List<StateChange>());
            for (; to < changes.Count && changes[to].Type == table.Type; to++)
            {
                (changes[to].Replaces == 0 ? added : changed).Add(changes[to]);
            }

            AddInsert(batch, table, added);
            AddUpdate(batch, table, changed);
        }
    }

    private static void AddInsert(NpgsqlBatch batch, PostgreSqlTable table, List<StateChange> rows)
    {
        if (rows.Count > 0)
        {
            batch.Add(
                table.Insert,
                [
                    Column(rows, row => row.Row.Id.Key),
                    Column(rows, row => row.Row.Version),
                    Column(rows, row => row.Row.State, NpgsqlDbType.Text),
                    Column(rows, row => row.Row.Hash),
                    Column(rows, row => row.Row.Due),
                    Column(rows, row => row.Row.CreateTime),
                    Column(rows, row => row.Row.UpdateTime),
                    .. Columns(table.Type, rows),
                ]);
        }
    }

    private static void AddUpdate(NpgsqlBatch batch, PostgreSqlTable table, List<StateChange> rows)
    {
        if (rows.Count > 0)
        {
            batch.Add(
                table.Update,
                [
                    Column(rows, row => row.Row.Id.Key),
                    Column(rows, row => row.Replaces),
                    Column(rows, row => row.Row.Version),
                    Column(rows, row => row.Row.State, NpgsqlDbType.Text),
                    Column(rows, row => row.Row.Hash),
                    Column(rows, row => row.Row.Due),
                    Column(rows, row => row.Row.UpdateTime),
                    .. Columns(table.Type, rows),
                ]);
        }
    }

    private static IEnumerable<NpgsqlParameter> Columns(AggregateType type, List<StateChange> rows) =>
        type.Columns.Select((column, i) => column.Kind is ColumnKind.Text
            ? Column(rows, row => (string?)row.Columns[i])
            : Column(rows, row => (long?)row.Columns[i]));
}
