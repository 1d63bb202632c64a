using System.Security.Cryptography;
using Npgsql;

namespace Clearance.Testing;

/// <summary>A PostgreSQL that gives each test databases of its own.</summary>
/// <param name="connectionString">Of a superuser, without a database.</param>
public sealed class PostgreSqlServer(string connectionString)
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(90);

    // Not pooled: such calls are rare, and a pool would hold connections to a server that a test kills.
    private readonly string administration = new NpgsqlConnectionStringBuilder(connectionString) { Database = "postgres", Pooling = false, Timeout = 5 }.ConnectionString;

    /// <summary>Of a superuser, without a database.</summary>
    public string ConnectionString => connectionString;

    /// <summary>A new, empty database; dropped, with whatever is still connected to it, when it is disposed.</summary>
    /// <param name="name">Beginning of its name, e.g. that of the service.</param>
    public async Task<TestDatabase> NewDatabaseAsync(string name)
    {
        var full = $"{name}_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}";
        await RunAsync($"create database \"{full}\"");
        return new TestDatabase(this, full, new NpgsqlConnectionStringBuilder(connectionString) { Database = full }.ConnectionString);
    }

    internal async Task RunAsync(string statement)
    {
        await using var source = NpgsqlDataSource.Create(administration);
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }

    internal Task UntilItAnswersAsync() => Eventually.GetAsync(
        async () =>
        {
            try
            {
                await RunAsync("select 1");
                return true;
            }
            catch (NpgsqlException)
            {
                return false;
            }
        },
        answers => answers,
        StartDeadline);
}

/// <summary>A database of one test.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly PostgreSqlServer _server;

    internal TestDatabase(PostgreSqlServer server, string name, string connectionString)
    {
        _server = server;
        Name = name;
        ConnectionString = connectionString;
    }

    /// <summary>Its name on the server.</summary>
    public string Name { get; }

    /// <summary>For Npgsql, and for <c>Storage:ConnectionString</c>.</summary>
    public string ConnectionString { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _server.RunAsync($"drop database if exists \"{Name}\" with (force)");
}
