using Npgsql;

namespace Clearance.Standalone.Fleet;

/// <summary>One database per service on one PostgreSQL server.</summary>
internal static class ServiceDatabases
{
    /// <summary>Creates the database of a service unless it exists.</summary>
    /// <returns>Its connection string.</returns>
    public static async Task<string> EnsureAsync(string server, string database, CancellationToken cancellationToken)
    {
        var own = new NpgsqlConnectionStringBuilder(server);
        var maintenance = new NpgsqlConnectionStringBuilder(server) { Pooling = false };
        maintenance.Database ??= "postgres";
        await using var connection = new NpgsqlConnection(maintenance.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var find = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection) { Parameters = { new() { Value = database } } };
        if (await find.ExecuteScalarAsync(cancellationToken) is null)
        {
            await using var create = new NpgsqlCommand($"create database \"{database.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", connection);
            await create.ExecuteNonQueryAsync(cancellationToken);
        }

        own.Database = database;
        return own.ConnectionString;
    }
}
