using Microsoft.Extensions.Options;
using Npgsql;

namespace Clearance.Engine.Storage.PostgreSql;

/// <summary>How the database of a service is reached: a small pool for reading, and settings for connections of their own.</summary>
internal sealed class PostgreSqlSource<TService> : IDisposable
    where TService : ServiceDefinition
{
    // Written before the operator's own settings, which win. Statements are prepared on their second use and stay so for the life
    // of a connection; more connections than these only make the server switch between them.
    private const string Defaults =
        "Maximum Pool Size=8;Max Auto Prepare=200;Auto Prepare Min Usages=2;Command Timeout=15;Timeout=10;Keepalive=30";

    // Plans are kept from the first use, when tables may be empty and a scan of all of them looks best. And a replica that hangs
    // amid a transaction must not keep its rows locked.
    private const string SessionOptions =
        "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off"
        + " -c idle_in_transaction_session_timeout=10s";

    private readonly NpgsqlConnectionStringBuilder _settings;

    public PostgreSqlSource(TService definition, IOptions<StorageOptions> options)
    {
        var given = options.Value.DatabaseOf(definition.Name);
        _settings = new NpgsqlConnectionStringBuilder($"Application Name=clearance.{definition.Name};{Defaults};{given.ConnectionString}")
        {
            Options = $"{SessionOptions} {given.Options}",
            NoResetOnClose = true,
            Enlist = false,
        };
        Location = $"{_settings.Host}:{_settings.Port}/{_settings.Database}";
    }

    /// <summary>For a small pool of connections that read.</summary>
    public string ConnectionString => _settings.ConnectionString;

    /// <summary>Host, port and database.</summary>
    public string Location { get; }

    /// <summary>A connection beside the pool: what its session holds ends with it.</summary>
    public NpgsqlConnection Own() => new(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);

    /// <summary>A connection of the pool.</summary>
    public NpgsqlConnection Pooled() => new(ConnectionString);

    /// <summary>Closes the connections of the pool.</summary>
    public void Dispose()
    {
        using var connection = Pooled();
        NpgsqlConnection.ClearPool(connection);
    }
}
