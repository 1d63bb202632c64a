using Npgsql;

namespace Clearance.Standalone.Bench;

/// <summary>A column: its name, the PostgreSQL name of its type, the type of its values here, and whether they must differ.</summary>
internal sealed record SampledColumn(string Name, string Type, Type Value, bool IsUnique);

/// <summary>Rows of a table as the run left them, and how many of them belong to one clearance.</summary>
/// <param name="Name">The table.</param>
/// <param name="Columns">Those that are written; what the server numbers is left out.</param>
/// <param name="Rows">The sample.</param>
/// <param name="Inserted">Rows inserted for one clearance.</param>
/// <param name="Updated">Rows written again for one clearance.</param>
/// <param name="Deleted">True when each row goes again: the outbox.</param>
internal sealed record SampledTable(
    string Name, IReadOnlyList<SampledColumn> Columns, IReadOnlyList<object?[]> Rows, double Inserted, double Updated, bool Deleted)
{
    private const int Most = 1_000;

    // A unique index needs one column that differs: the id where there is one.
    private const string ColumnsOf = """
        select a.attname, t.typname, exists (
                 select from pg_index i where i.indrelid = a.attrelid and i.indisunique
                   and a.attnum = any(i.indkey::int2[]) and (i.indnkeyatts = 1 or a.attname in ('key', 'request_id', 'id')))
          from pg_attribute a join pg_type t on t.oid = a.atttypid
         where a.attrelid = to_regclass($1) and a.attnum > 0 and not a.attisdropped and a.attidentity = ''
           and not exists (select from pg_attrdef d where d.adrelid = a.attrelid and d.adnum = a.attnum and pg_get_expr(d.adbin, d.adrelid) like 'nextval%')
         order by a.attnum
        """;

    /// <summary>Reads a sample of a table; null when it is empty.</summary>
    public static async Task<SampledTable?> ReadAsync(NpgsqlConnection connection, TableRows written, CancellationToken cancellationToken, bool deleted = false)
    {
        var columns = new List<SampledColumn>();
        await using (var describe = new NpgsqlCommand(ColumnsOf, connection) { Parameters = { new() { Value = $"\"{written.Table}\"" } } })
        await using (var reader = await describe.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                columns.Add(new SampledColumn(reader.GetString(0), reader.GetString(1), ValueOf(reader.GetString(1)), reader.GetBoolean(2)));
            }
        }

        var rows = new List<object?[]>();
        var names = string.Join(", ", columns.Select(column => $"\"{column.Name}\""));
        await using (var sample = new NpgsqlCommand($"select {names} from \"{written.Table}\" order by random() limit {Most}", connection))
        await using (var reader = await sample.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                rows.Add([.. Enumerable.Range(0, columns.Count).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
            }
        }

        return rows.Count == 0 ? null : new SampledTable(written.Table, columns, rows, written.Inserted, written.Updated, deleted);
    }

    private static Type ValueOf(string type) => type switch
    {
        "text" or "varchar" or "jsonb" or "json" => typeof(string),
        "int8" => typeof(long?),
        "int4" => typeof(int?),
        "bool" => typeof(bool?),
        "numeric" => typeof(decimal?),
        "uuid" => typeof(Guid?),
        "bytea" => typeof(byte[]),
        _ => throw new NotSupportedException($"The bound cannot write a column of type {type}; add it to SampledTable."),
    };
}
