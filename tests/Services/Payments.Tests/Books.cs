using System.Data.Common;
using Clearance.Testing;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Clearance.Payments.Tests;

/// <summary>The database under tests that run on both: where money is, the second one is no detail.</summary>
public abstract class Books : IAsyncDisposable
{
    internal abstract Task<PaymentsApp> StartAsync();

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <summary>Writes past the service, as somebody would who tampers.</summary>
    internal async Task<int> ExecuteAsync(PaymentsApp app, string sql)
    {
        await using var connection = Connect(app);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private protected abstract DbConnection Connect(PaymentsApp app);
}

/// <summary>One file.</summary>
public sealed class SqliteBooks : Books
{
    internal override Task<PaymentsApp> StartAsync() => PaymentsApp.StartAsync();

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private protected override DbConnection Connect(PaymentsApp app) => new SqliteConnection($"Data Source={Path.Combine(app.App.Directory, "payments.db")}");
}

/// <summary>A database of its own on a real server.</summary>
public sealed class PostgreSqlBooks : Books
{
    private TestDatabase? _database;

    internal override async Task<PaymentsApp> StartAsync()
    {
        _database = await (await TestServers.PostgreSqlAsync()).NewDatabaseAsync("payments");
        return await PaymentsApp.StartAsync(
            KeyValuePair.Create("Storage:Provider", (string?)"postgresql"), KeyValuePair.Create("Storage:ConnectionString", (string?)_database.ConnectionString));
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;

    private protected override DbConnection Connect(PaymentsApp app) => new NpgsqlConnection(_database!.ConnectionString);
}
