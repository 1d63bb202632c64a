using System.Data.Common;
using System.Globalization;
using Clearance.Testing;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Clearance.Engine.Tests;

/// <summary>What the engine keeps its rows in.</summary>
public enum Provider
{
    /// <summary>A file per service.</summary>
    Sqlite,

    /// <summary>A database per service.</summary>
    PostgreSql,
}

/// <summary>Where the services of a test keep their rows. It outlives the apps that run on it, one after the other or side by side.</summary>
internal abstract class Place : IAsyncDisposable
{
    /// <summary>Data folder.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("engine-tests-").FullName;

    /// <summary>Settings of an app that runs here, beside its folder.</summary>
    public virtual IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>A new place; skips the test where there is no server.</summary>
    public static async Task<Place> NewAsync(Provider provider) =>
        provider is Provider.Sqlite ? new FilePlace() : await ServerPlace.MakeAsync();

    /// <summary>A connection to the rows of a service, beside its engine.</summary>
    public abstract DbConnection Connect(string service);

    /// <summary>A value read from the rows of a service.</summary>
    public object? Scalar(string service, string sql) => Run(service, sql, command => command.ExecuteScalar());

    /// <summary>A number read from the rows of a service.</summary>
    public long Count(string service, string sql) => Convert.ToInt64(Scalar(service, sql), CultureInfo.InvariantCulture);

    /// <summary>Changes the rows of a service behind its back.</summary>
    public int Execute(string service, string sql) => Run(service, sql, command => command.ExecuteNonQuery());

    public virtual ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private T Run<T>(string service, string sql, Func<DbCommand, T> run)
    {
        using var connection = Connect(service);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return run(command);
    }

    private sealed class FilePlace : Place
    {
        public override DbConnection Connect(string service) =>
            new SqliteConnection($"Data Source={Path.Combine(Folder, service)}.db;Pooling=False");
    }

    // The databases audit_x and bank_x.
    private sealed class ServerPlace(TestDatabase audit) : Place
    {
        private const string First = "audit";
        private const string Second = "bank";

        private readonly string _suffix = audit.Name[First.Length..];

        public override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Storage:Provider"] = "postgresql",
            ["Storage:ConnectionString"] = ConnectionTo("{service}"),
        };

        public static async Task<Place> MakeAsync()
        {
            var server = await TestServers.PostgreSqlAsync();
            var place = new ServerPlace(await server.NewDatabaseAsync(First));
            place.Execute(First, $"create database \"{Second}{place._suffix}\"");
            return place;
        }

        public override DbConnection Connect(string service) => new NpgsqlConnection($"{ConnectionTo(service)};Pooling=False");

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            Execute(First, $"drop database \"{Second}{_suffix}\" with (force)");
            await audit.DisposeAsync();
        }

        private string ConnectionTo(string service) =>
            new NpgsqlConnectionStringBuilder(audit.ConnectionString) { Database = service + _suffix }.ConnectionString;
    }
}
