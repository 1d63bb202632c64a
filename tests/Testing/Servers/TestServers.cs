using Xunit;

namespace Clearance.Testing;

/// <summary>
/// Real servers for tests, one of each per test process: those of the environment (<c>tests/run</c> starts them), else containers where a
/// Docker engine answers, else the test is skipped with the reason. A test that asks here carries <c>[Trait("Needs", "servers")]</c>.
/// </summary>
public static class TestServers
{
    /// <summary>Connection string of a superuser, without a database.</summary>
    public const string PostgreSqlSetting = "CLEARANCE_TEST_POSTGRESQL";

    /// <summary>AMQP url of an administrator, without a virtual host.</summary>
    public const string RabbitMqSetting = "CLEARANCE_TEST_RABBITMQ";

    /// <summary>HTTP url of the management API, with credentials.</summary>
    public const string ManagementSetting = "CLEARANCE_TEST_RABBITMQ_MANAGEMENT";

    private static readonly Lazy<Task<PostgreSqlServer>> s_postgreSql = new(FindPostgreSqlAsync);
    private static readonly Lazy<Task<RabbitMqServer>> s_rabbitMq = new(FindRabbitMqAsync);

    /// <summary>The PostgreSQL of this process; skips the test where there is none.</summary>
    public static Task<PostgreSqlServer> PostgreSqlAsync() => s_postgreSql.Value;

    /// <summary>The RabbitMQ of this process; skips the test where there is none.</summary>
    public static Task<RabbitMqServer> RabbitMqAsync() => s_rabbitMq.Value;

    internal static string? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? text : null;

    /// <summary>Skips the test that runs. <c>tests/run</c> knows such a skip by its first words and counts it as a failure.</summary>
    internal static void SkipBecause(string reason) => Assert.Skip($"No server: {reason}");

    /// <summary>Skips the test that runs when <c>tests/run --embedded</c> asked for it.</summary>
    internal static void SkipIfEmbedded() => Assert.SkipUnless(Setting("CLEARANCE_TEST_EMBEDDED") is null, "No server: this run is --embedded.");

    private static async Task<PostgreSqlServer> FindPostgreSqlAsync()
    {
        SkipIfEmbedded();
        if (Setting(PostgreSqlSetting) is { } connectionString)
        {
            return new PostgreSqlServer(connectionString);
        }

        if (!await DockerEngine.AnswersAsync())
        {
            SkipBecause($"{PostgreSqlSetting} is not set and no Docker engine answers; tests/run starts servers.");
        }

        return DockerEngine.Server(await DockerEngine.StartedAsync(DockerEngine.PostgreSql().Build()));
    }

    private static async Task<RabbitMqServer> FindRabbitMqAsync()
    {
        SkipIfEmbedded();
        if (Setting(RabbitMqSetting) is { } url)
        {
            var management = Setting(ManagementSetting) ?? throw new InvalidOperationException($"{RabbitMqSetting} is set but {ManagementSetting} is not; set both.");
            return new RabbitMqServer(new Uri(url), new Uri(management));
        }

        if (!await DockerEngine.AnswersAsync())
        {
            SkipBecause($"{RabbitMqSetting} is not set and no Docker engine answers; tests/run starts servers.");
        }

        return DockerEngine.Server(await DockerEngine.StartedAsync(DockerEngine.RabbitMq().Build()));
    }
}
