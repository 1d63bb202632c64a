using System.Globalization;
using System.Data.Common;
using Clearance.Messaging;
using Npgsql;

namespace Clearance.Standalone.Bench;

/// <summary>How many rows of a table one clearance wrote.</summary>
/// <param name="Service">Whose table.</param>
/// <param name="Table">Its name.</param>
/// <param name="Inserted">Rows that came to be.</param>
/// <param name="Updated">Times that one was written again.</param>
internal sealed record TableRows(string Service, string Table, double Inserted, double Updated);

/// <summary>What the run wrote, counted in its databases: rows that are there, and for aggregates the transactions that the journal knows.</summary>
/// <param name="Tables">By table.</param>
/// <param name="Outboxes">Rows of the outbox that came and went for one clearance, by service: messages that it published.</param>
/// <param name="Batches">Commands and messages that one transaction took on average, by service.</param>
internal sealed record WrittenRows(
    IReadOnlyList<TableRows> Tables, IReadOnlyDictionary<string, double> Outboxes, IReadOnlyDictionary<string, double> Batches)
{
    private static readonly string[] Beside = ["journal", "inbox", "request_log", "posting"];

    /// <summary>Rows written for one clearance, those of the outbox twice: written and deleted.</summary>
    public double InAll => Tables.Sum(table => table.Inserted + table.Updated) + (2 * Outboxes.Values.Sum());

    /// <summary>Counts.</summary>
    public static async Task<WrittenRows> CountAsync(IBenchTarget target, int clearances, CancellationToken cancellationToken)
    {
        var tables = new List<TableRows>();
        var outboxes = new Dictionary<string, double>(StringComparer.Ordinal);
        var batches = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var service in ServiceNames.All)
        {
            await using var connection = await target.OpenAsync(service, cancellationToken);
            foreach (var table in Beside)
            {
                tables.Add(new TableRows(service, table, await NumberAsync(connection, $"select count(*) from {table}", cancellationToken) / clearances, 0));
            }

            // What one transaction made of an aggregate has one time: it was one row written, however many messages changed it.
            var sql = "select aggregate, count(*), count(distinct key) from (select distinct aggregate, key, time from journal) written group by aggregate";
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var (written, keys) = (reader.GetInt64(1), reader.GetInt64(2));
                tables.Add(new TableRows(service, reader.GetString(0), (double)keys / clearances, (double)(written - keys) / clearances));
            }

            await reader.DisposeAsync();
            // Their rows do not stay, so the number that the last one got has to tell.
            outboxes[service] = await NumberAsync(
                connection,
                connection is NpgsqlConnection
                    ? "select coalesce(max(last_value), 0) from pg_sequences where sequencename = 'outbox_sequence_seq'"
                    : "select coalesce(max(seq), 0) from sqlite_sequence where name = 'outbox'",
                cancellationToken) / clearances;

            // All that one transaction writes has one time.
            batches[service] = await NumberAsync(
                connection,
                "select count(*) * 1.0 / count(distinct time) from (select time from inbox union all select time from request_log) taken",
                cancellationToken);
        }

        return new WrittenRows([.. tables.Where(table => table.Inserted > 0)], outboxes, batches);
    }

    private static async Task<double> NumberAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToDouble(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }
}
