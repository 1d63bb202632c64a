using System.Globalization;
using Npgsql;

namespace Clearance.Standalone.Bench;

/// <summary>One writer on one database: each call writes the rows of a batch of clearances in one round trip and one transaction.</summary>
internal sealed class BoundWriter : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlBatch batch;
    private readonly List<Part> parts = [];
    private readonly int clearances;

    private BoundWriter(NpgsqlConnection connection, int clearances)
    {
        (this.connection, this.clearances) = (connection, clearances);
        batch = new NpgsqlBatch(connection);
    }

    /// <summary>Prepares the statements.</summary>
    public static async Task<BoundWriter> OpenAsync(
        NpgsqlConnection connection, IReadOnlyList<SampledTable> tables, int number, int clearances, CancellationToken cancellationToken)
    {
        var writer = new BoundWriter(connection, clearances);
        foreach (var table in tables)
        {
            writer.parts.Add(new Part(table, number, writer.batch.BatchCommands));
        }

        writer.parts.ForEach(part => part.Fill(clearances));
        await writer.batch.PrepareAsync(cancellationToken);
        return writer;
    }

    /// <summary>Writes a batch.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        parts.ForEach(part => part.Fill(clearances));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await batch.DisposeAsync();
        await connection.DisposeAsync();
    }

    /// <summary>The statements of one table.</summary>
    private sealed class Part
    {
        // Rows that are still written again: those of the last few batches, as in the run.
        private const int MostRecent = 2_000;

        private readonly SampledTable table;
        private readonly string sign;
        private readonly int key;
        private readonly NpgsqlBatchCommand insert;
        private readonly NpgsqlBatchCommand? update;
        private readonly NpgsqlBatchCommand? delete;
        private readonly Queue<object?[]> recent = [];
        private long count;
        private double owedInserts;
        private double owedUpdates;

        public Part(SampledTable table, int number, NpgsqlBatchCommandCollection commands)
        {
            (this.table, sign) = (table, string.Create(CultureInfo.InvariantCulture, $"-{number}-"));
            key = table.Columns.ToList().FindIndex(column => column.Name is "key" or "id");
            var names = table.Columns.Select(column => $"\"{column.Name}\"").ToArray();
            var arrays = table.Columns.Select((column, i) => $"${i + 1}::{column.Type}[]").ToArray();
            insert = Command(commands, $"insert into \"{table.Name}\" ({string.Join(", ", names)}) select * from unnest({string.Join(", ", arrays)})", table.Columns.Count);
            if (table.Updated > 0)
            {
                var sets = names.Where((_, i) => i != key && !table.Columns[i].IsUnique).Select(name => $"{name} = new.{name}");
                update = Command(
                    commands,
                    $"update \"{table.Name}\" set {string.Join(", ", sets)} from unnest({string.Join(", ", arrays)}) as new ({string.Join(", ", names)}) where \"{table.Name}\".{names[key]} = new.{names[key]}",
                    table.Columns.Count);
            }

            if (table.Deleted)
            {
                delete = Command(commands, $"delete from \"{table.Name}\" where {names[key]} = any({arrays[key].Replace($"${key + 1}", "$1", StringComparison.Ordinal)})", 1);
            }
        }

        /// <summary>Puts the next rows into the parameters.</summary>
        public void Fill(int clearances)
        {
            var inserted = Take(ref owedInserts, table.Inserted * clearances);
            var old = recent.Count;
            var rows = Enumerable.Range(0, inserted).Select(_ => Fresh()).ToArray();
            Set(insert, rows);
            if (update is not null)
            {
                Set(update, [.. Enumerable.Range(0, Math.Min(Take(ref owedUpdates, table.Updated * clearances), recent.Count)).Select(_ => Again())]);
            }

            while (delete is null && recent.Count > MostRecent)
            {
                recent.Dequeue();
            }

            if (delete is not null)
            {
                delete.Parameters[0].Value = Array(key, [.. Enumerable.Range(0, old).Select(_ => recent.Dequeue())]);
            }
        }

        private static int Take(ref double owed, double more)
        {
            owed += more;
            var whole = (int)owed;
            owed -= whole;
            return whole;
        }

        private static NpgsqlBatchCommand Command(NpgsqlBatchCommandCollection commands, string sql, int parameters)
        {
            var command = new NpgsqlBatchCommand(sql);
            for (var i = 0; i < parameters; i++)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = DBNull.Value });
            }

            commands.Add(command);
            return command;
        }

        private object?[] Fresh()
        {
            var row = (object?[])table.Rows[(int)(count++ % table.Rows.Count)].Clone();
            for (var i = 0; i < row.Length; i++)
            {
                if (table.Columns[i].IsUnique && row[i] is { } value)
                {
                    row[i] = value is Guid ? Guid.CreateVersion7(TimeProvider.System.GetUtcNow()) : string.Create(CultureInfo.InvariantCulture, $"{value}{sign}{count}");
                }
            }

            if (key >= 0)
            {
                recent.Enqueue(row);
            }

            return row;
        }

        // The oldest of the recent ones, so that one statement does not update a row twice.
        private object?[] Again()
        {
            var oldest = recent.Dequeue();
            recent.Enqueue(oldest);
            return oldest;
        }

        private void Set(NpgsqlBatchCommand command, object?[][] rows)
        {
            for (var i = 0; i < table.Columns.Count; i++)
            {
                command.Parameters[i].Value = Array(i, rows);
            }
        }

        private Array Array(int column, object?[][] rows)
        {
            var values = System.Array.CreateInstance(table.Columns[column].Value, rows.Length);
            for (var i = 0; i < rows.Length; i++)
            {
                values.SetValue(rows[i][column], i);
            }

            return values;
        }
    }
}
