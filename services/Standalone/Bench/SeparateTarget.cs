using System.Data.Common;
using Clearance.Messaging;
using Clearance.Standalone.Bench.Load;
using Clearance.Standalone.Bench.Measure;
using Clearance.Standalone.Demo;
using Clearance.Standalone.Fleet;
using Npgsql;
using RabbitMQ.Client;

namespace Clearance.Standalone.Bench;

/// <summary>
/// The other shape: gateway and services as processes, on databases of their own that go with them, and on the queues of a virtual host
/// that nobody else uses.
/// </summary>
internal sealed class SeparateTarget : IBenchTarget
{
    private const ushort UsualPort = 5672;

    private readonly BenchOptions options;
    private readonly string prefix;
    private readonly DirectoryInfo data;
    private readonly Dictionary<string, SampledTable> outboxes = new(StringComparer.Ordinal);
    private SeparateSuite? suite;

    private SeparateTarget(BenchOptions options, string prefix, DirectoryInfo data) => (this.options, this.prefix, this.data) = (options, prefix, data);

    /// <inheritdoc/>
    public string Shape => "separate";

    /// <inheritdoc/>
    public Doors Doors { get; private set; } = null!;

    /// <inheritdoc/>
    public string KeyFolder => data.FullName;

    /// <inheritdoc/>
    public IReadOnlyList<Counted> Processes { get; private set; } = [];

    /// <summary>Refuses what is missing, and servers on other machines: a bench is no way to load somebody else's.</summary>
    /// <exception cref="UsageException">What is missing, and how to get it.</exception>
    public static void Check(string postgreSql, string rabbitMq)
    {
        if (postgreSql.Length == 0 || rabbitMq.Length == 0)
        {
            throw new UsageException(
                """
                The separate shape needs --postgresql and --rabbitmq. From the sources:
                  tests/servers start /tmp/bench-servers; eval "$(tests/servers env /tmp/bench-servers)"
                  … bench --shape separate …
                  tests/servers stop /tmp/bench-servers
                """);
        }

        var host = new NpgsqlConnectionStringBuilder(postgreSql).Host ?? string.Empty;
        if (!Processor.IsLoopback(host) || !Uri.TryCreate(rabbitMq, UriKind.Absolute, out var broker) || !Processor.IsLoopback(broker.Host))
        {
            throw new UsageException("A bench loads servers of this machine only: name PostgreSQL and RabbitMQ by 127.0.0.1 or localhost.");
        }
    }

    /// <summary>Starts everything.</summary>
    public static async Task<SeparateTarget> StartAsync(BenchOptions options, Action<string> say, CancellationToken cancellationToken)
    {
        var stamp = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var target = new SeparateTarget(options, $"bench_{stamp}_", Directory.CreateTempSubdirectory("clearance-bench-"));
        try
        {
            await target.RefuseQueuesAsync(cancellationToken);
            target.suite = await SeparateSuite.StartAsync(
                new SeparateSuiteOptions(target.data.FullName)
                {
                    PostgreSql = options.PostgreSql,
                    DatabasePrefix = target.prefix,
                    RabbitMq = options.RabbitMq,
                    Services = options.Services,
                    Say = say,
                },
                cancellationToken);
            target.Doors = target.suite.OpenDoors();
            target.Processes = target.FindProcesses();
            return target;
        }
        catch
        {
            await target.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public IFeed FeedOf(Partner reader) => new QueueFeed(new Uri(options.RabbitMq));

    /// <inheritdoc/>
    public async Task<DbConnection> OpenAsync(string service, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(await ServiceDatabases.EnsureAsync(options.PostgreSql, prefix + service, cancellationToken) + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    /// <inheritdoc/>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var service in ServiceNames.All)
        {
            await using var connection = (NpgsqlConnection)await OpenAsync(service, cancellationToken);
            if (await SampledTable.ReadAsync(connection, new TableRows(service, "outbox", 0, 0), cancellationToken, deleted: true) is { } outbox)
            {
                outboxes[service] = outbox;
            }
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync()
    {
        await suite!.StopAsync();
        NpgsqlConnection.ClearAllPools();
    }

    /// <inheritdoc/>
    public async Task<BoundFigures?> BoundAsync(WrittenRows rows, int seconds, CancellationToken cancellationToken)
    {
        var server = Processes.First(counted => counted.Name == "postgresql");
        var passed = outboxes.ToDictionary(outbox => outbox.Key, outbox => outbox.Value with { Inserted = rows.Outboxes[outbox.Key] }, StringComparer.Ordinal);
        return await new PostgreSqlBound(options.PostgreSql, prefix, server).RunAsync(rows, passed, seconds, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Doors?.Dispose();
        if (suite is not null)
        {
            await suite.DisposeAsync();
            await DeleteQueuesAsync();
            await DropDatabasesAsync();
        }

        data.Delete(recursive: true);
    }

    private List<Counted> FindProcesses()
    {
        var server = new NpgsqlConnectionStringBuilder(options.PostgreSql);
        var broker = new Uri(options.RabbitMq);
        return
        [
            .. suite!.Members.Select(member => new Counted(member.Name, [member.Id])),
            new Counted("postgresql", Processor.ListeningOn(server.Port, "postgres")),
            new Counted("rabbitmq", Processor.ListeningOn(broker.IsDefaultPort ? UsualPort : broker.Port, "beam.smp")),
        ];
    }

    // The queues have fixed names: a suite that runs on this virtual host would share them with the bench.
    private async Task RefuseQueuesAsync(CancellationToken cancellationToken)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(options.RabbitMq) }.CreateConnectionAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        try
        {
            await channel.QueueDeclarePassiveAsync(EventCatalogue.QueueOf(ServiceNames.Declarations), cancellationToken);
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
        {
            return;
        }

        throw new UsageException("The virtual host holds the queues of a suite already. Give the bench one of its own, or delete the queues clearance.*.");
    }

    private async Task DeleteQueuesAsync()
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(options.RabbitMq) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var service in ServiceNames.All)
        {
            await channel.QueueDeleteAsync(EventCatalogue.QueueOf(service));
            await channel.QueueDeleteAsync($"{EventCatalogue.QueueOf(service)}.dead");
        }
    }

    private async Task DropDatabasesAsync()
    {
        var maintenance = new NpgsqlConnectionStringBuilder(options.PostgreSql) { Pooling = false, Database = "postgres" };
        await using var connection = new NpgsqlConnection(maintenance.ConnectionString);
        await connection.OpenAsync();
        foreach (var service in ServiceNames.All)
        {
            await using var drop = new NpgsqlCommand($"drop database if exists \"{prefix}{service}\" with (force)", connection);
            await drop.ExecuteNonQueryAsync();
        }
    }
}
