namespace Clearance.Standalone.Fleet;

/// <summary>How to run the suite as a gateway and five services, each a process of its own.</summary>
/// <param name="Data">Folder of the key and of the documents; of SQLite files too where no PostgreSQL is named.</param>
internal sealed record SeparateSuiteOptions(string Data)
{
    /// <summary>Connection string (Npgsql) of a server on which the user may create databases; null for SQLite below <see cref="Data"/>.</summary>
    public string? PostgreSql { get; init; }

    /// <summary>What stands before the name of a service in the name of its database.</summary>
    public string DatabasePrefix { get; init; } = "clearance_";

    /// <summary>Connection strings by service, of databases that exist, instead of <see cref="PostgreSql"/>.</summary>
    public IReadOnlyDictionary<string, string>? Databases { get; init; }

    /// <summary>Address of the broker (<c>amqp://…</c>); null for the local transport, where no service hears another.</summary>
    public string? RabbitMq { get; init; }

    /// <summary>How many processes each service has.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>Settings for every process as they are typed, <c>--Section:Key=value</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Environment variables for every process, over the inherited ones.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Folder with <c>gateway/Clearance.Gateway.dll</c>, <c>payments/Clearance.Payments.dll</c> …; null for the build output of this checkout.</summary>
    public string? Services { get; init; }

    /// <summary>What is written to the log at least.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Warning;

    /// <summary>How long all processes together may take to be ready, and one to stop.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Hears what is being waited for.</summary>
    public Action<string> Say { get; init; } = _ => { };
}
