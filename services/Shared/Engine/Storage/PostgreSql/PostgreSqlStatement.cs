using Npgsql;
using NpgsqlTypes;

namespace Clearance.Engine.Storage.PostgreSql;

/// <summary>Statements of a batch and their parameters, typed, so that nothing is boxed and no text is parsed for names.</summary>
internal static class PostgreSqlStatement
{
    /// <summary>Adds a statement; its parameters are $1, $2, and so on.</summary>
    public static void Add(this NpgsqlBatch batch, string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        batch.BatchCommands.Add(command);
    }

    /// <summary>One value.</summary>
    public static NpgsqlParameter Value<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };

    /// <summary>A value of every row, as an array.</summary>
    public static NpgsqlParameter Column<TRow, T>(IReadOnlyList<TRow> rows, Func<TRow, T> value, NpgsqlDbType? type = null)
    {
        var values = new T[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(rows[i]);
        }

        var parameter = new NpgsqlParameter<T[]> { TypedValue = values };
        if (type is { } known)
        {
            parameter.NpgsqlDbType = NpgsqlDbType.Array | known;
        }

        return parameter;
    }
}
