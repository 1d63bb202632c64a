using System.Globalization;

namespace Clearance.Engine.Storage.Sqlite;

/// <summary>The statements that write a batch. JSON arrives as UTF-8 and is cast to text, so that it can be queried.</summary>
internal sealed class SqliteWrites(ServiceDefinition definition, SqliteStatements statements)
{
    // The oldest notes, up to the first that is to stay: their numbers follow their times, so no index by time is needed.
    private const string OldNotes =
        """
        delete from "note" where "sequence" < coalesce(
          (select "sequence" from "note" where "time" >= @0 order by "sequence" limit 1), 9223372036854775807)
        """;

    private readonly Dictionary<string, string> _inserts = definition.Aggregates.ToDictionary(type => type.Name, Insert);
    private readonly Dictionary<string, string> _updates = definition.Aggregates.ToDictionary(type => type.Name, Update);

    /// <summary>Writes everything, tables in a fixed order.</summary>
    public void Write(Changes changes)
    {
        changes.Requests.ForEach(row => statements.Run(
            """insert into "request_log" ("scope", "request_id", "content_hash", "reply", "time") values (@0, @1, @2, @3, @4)""",
            row.Key.Scope, row.Key.RequestId, row.ContentHash, row.Reply, row.Time));
        changes.Inbox.ForEach(row => statements.Run(
            """insert into "inbox" ("id", "taking", "time") values (@0, @1, @2)""", SqliteReads.Text(row.Id), (int)row.Taking, row.Time));
        changes.States.ForEach(Write);
        changes.Journal.ForEach(Write);
        changes.Postings.ForEach(Write);
        changes.Notes.ForEach(Write);
        changes.Outbox.ForEach(Write);
        changes.DeadLetters.ForEach(Write);
        changes.Confirmed.ForEach(id => statements.Run("""delete from "outbox" where "id" = @0""", SqliteReads.Text(id)));
    }

    /// <summary>Forgets what is old.</summary>
    public int Prune(long before, long notesBefore) =>
        statements.Run("""delete from "inbox" where "time" < @0""", before)
        + statements.Run("""delete from "request_log" where "time" < @0""", before)
        + (definition.KeepsNotes ? statements.Run(OldNotes, notesBefore) : 0);

    private static string Insert(AggregateType type)
    {
        var columns = AggregateType.FixedColumns.Concat(type.Columns.Select(column => column.Name)).ToArray();
        var values = columns.Select((column, i) => column == "state" ? $"cast(@{i} as text)" : $"@{i}");
        return $"""insert into "{type.Name}" ({string.Join(", ", columns.Select(Quoted))}) values ({string.Join(", ", values)})""";
    }

    // Plain insert and versioned update, never an upsert: an upsert hides that somebody else wrote in between.
    private static string Update(AggregateType type)
    {
        var columns = AggregateType.FixedColumns.Skip(1).Concat(type.Columns.Select(column => column.Name)).ToArray();
        var values = columns.Select((column, i) => $"{Quoted(column)} = {(column == "state" ? $"cast(@{i + 2} as text)" : $"@{i + 2}")}");
        return $"""update "{type.Name}" set {string.Join(", ", values)} where "key" = @0 and "version" = @1""";
    }

    private static string Quoted(string name) => $"\"{name}\"";

    private void Write(StateChange change)
    {
        var row = change.Row;
        object?[] values = [row.Version, row.State, row.Hash, row.Due, row.CreateTime, row.UpdateTime, .. change.Columns];
        var written = change.Replaces == 0
            ? statements.Run(_inserts[change.Type.Name], [row.Id.Key, .. values])
            : statements.Run(_updates[change.Type.Name], [row.Id.Key, change.Replaces, .. values]);
        if (written != 1)
        {
            throw new StoreException(StoreFailure.Conflict, $"{row.Id} is not at version {change.Replaces} any more");
        }
    }

    private void Write(JournalRow row) => statements.Run(
        """
        insert into "journal" (
          "aggregate", "key", "version", "message", "message_id", "time",
          "actor_subject", "actor_role", "actor_enterprise", "events", "hash")
        values (@0, @1, @2, cast(@3 as text), @4, @5, @6, @7, @8, @9, @10)
        """,
        row.Id.Aggregate,
        row.Id.Key,
        row.Version,
        row.Message,
        SqliteReads.Text(row.Occasion.MessageId),
        Microseconds.Of(row.Occasion.Time),
        row.Occasion.Actor.Subject,
        row.Occasion.Actor.Role,
        row.Occasion.Actor.Enterprise,
        string.Join(' ', row.Events),
        row.Hash);

    private void Write(PostingRow row) => statements.Run(
        """
        insert into "posting" ("account", "currency", "amount", "aggregate", "key", "message_id", "time")
        values (@0, @1, @2, @3, @4, @5, @6)
        """,
        row.Posting.Account,
        row.Posting.Amount.Currency,
        row.Posting.Amount.Amount.ToString("0.0###########################", CultureInfo.InvariantCulture),
        row.Id.Aggregate,
        row.Id.Key,
        SqliteReads.Text(row.MessageId),
        row.Time);

    private void Write(NoteRow row) => statements.Run(
        """
        insert into "note" ("log", "aggregate", "key", "message_id", "time", "body") values (@0, @1, @2, @3, @4, cast(@5 as text))
        """,
        row.Note.Log,
        row.Id.Aggregate,
        row.Id.Key,
        SqliteReads.Text(row.MessageId),
        row.Time,
        row.Note.Json.ToArray());

    private void Write(EventBatch row) => statements.Run(
        """insert into "outbox" ("id", "type", "body", "time") values (@0, @1, @2, @3)""",
        SqliteReads.Text(row.Id), row.Type, row.Body.ToArray(), Microseconds.Of(row.Time));

    private void Write(DeadLetterRow row) => statements.Run(
        """
        insert into "dead_letter" (
          "id", "type", "subject", "body", "time", "trace_parent", "reason", "attempts", "attempt_time", "state", "closed_by")
        values (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10)
        on conflict ("id") do update set
          "reason" = excluded."reason", "attempts" = excluded."attempts", "attempt_time" = excluded."attempt_time",
          "state" = excluded."state", "closed_by" = excluded."closed_by"
        """,
        SqliteReads.Text(row.Event.Id),
        row.Event.Type,
        row.Event.Subject,
        row.Event.Body.ToArray(),
        Microseconds.Of(row.Event.Time),
        row.Event.TraceParent,
        row.Reason,
        row.Attempts,
        row.AttemptTime,
        (int)row.State,
        row.ClosedBy);
}
