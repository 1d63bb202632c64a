namespace Clearance.Engine.Storage.PostgreSql;

/// <summary>The statements over one aggregate's table, each over a set of rows and written once.</summary>
internal sealed class PostgreSqlTable
{
    private const string Columns = """ "key", "version", "state", "hash", "due", "create_time", "update_time" """;

    public PostgreSqlTable(AggregateType type)
    {
        Type = type;
        Find = $"""select {Columns} from "{type.Name}" where "key" = $1""";
        Lock = $"""select {Columns} from "{type.Name}" where "key" = any($1) order by "key" for update""";
        Due = $"""select "key", "due" from "{type.Name}" where "due" <= $1 order by "due", "key" limit $2""";
        NextDue = $"""select min("due") from "{type.Name}" where "due" is not null""";
        (Insert, Update) = (InsertOf(type), UpdateOf(type));
    }

    /// <summary>The aggregate.</summary>
    public AggregateType Type { get; }

    /// <summary>One row, as committed.</summary>
    public string Find { get; }

    /// <summary>Rows, locked in the order of their keys.</summary>
    public string Lock { get; }

    /// <summary>New rows: key, version, state, hash, due, create time, update time and the columns of the aggregate.</summary>
    public string Insert { get; }

    /// <summary>
    /// Rows in the place of older versions: key, version replaced, version, state, hash, due, update time and the columns of the
    /// aggregate. Fails as a whole when one of them is not found, by a division by zero: the commit is in the same round trip.
    /// </summary>
    public string Update { get; }

    /// <summary>Rows whose time has come.</summary>
    public string Due { get; }

    /// <summary>The nearest due time.</summary>
    public string NextDue { get; }

    private static string InsertOf(AggregateType type)
    {
        string[] columns = [.. AggregateType.FixedColumns, .. type.Columns.Select(column => column.Name)];
        return $"""insert into "{type.Name}" ({List(columns)}) select * from unnest({Parameters(columns.Length)})""";
    }

    private static string UpdateOf(AggregateType type)
    {
        string[] set = ["version", "state", "hash", "due", "update_time", .. type.Columns.Select(column => column.Name)];
        string[] columns = ["key", "replaces", .. set];
        return $"""
            with written as (
              update "{type.Name}" as old set {string.Join(", ", set.Select(column => $"\"{column}\" = new.\"{column}\""))}
              from unnest({Parameters(columns.Length)}) as new ({List(columns)})
              where old."key" = new."key" and old."version" = new."replaces"
              returning 1)
            select 1 / (count(*) = cardinality($1))::int from written
            """;
    }

    private static string List(IEnumerable<string> columns) => string.Join(", ", columns.Select(column => $"\"{column}\""));

    private static string Parameters(int count) => string.Join(", ", Enumerable.Range(1, count).Select(number => $"${number}"));
}
