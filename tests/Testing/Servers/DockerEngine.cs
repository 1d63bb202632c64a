using DotNet.Testcontainers.Containers;
using Testcontainers.PostgreSql;
using Testcontainers.RabbitMq;

namespace Clearance.Testing;

/// <summary>The Docker engine of this machine, if one answers, and the containers that tests take from it.</summary>
internal static class DockerEngine
{
    private const string User = "clearance";
    private const string Password = "clearance";
    private const string Loopback = "127.0.0.1";
    public const int ManagementPort = 15672;
    private static readonly TimeSpan EndDeadline = TimeSpan.FromSeconds(30);
    private static readonly Lazy<Task<bool>> s_answers = new(AskAsync);

    public static Task<bool> AnswersAsync() => s_answers.Value;

    /// <summary>PostgreSQL, durable as in production: Testcontainers would switch fsync off.</summary>
    public static PostgreSqlBuilder PostgreSql() => new PostgreSqlBuilder(TestServers.Setting("CLEARANCE_TEST_POSTGRESQL_IMAGE") ?? "postgres:17")
        .WithUsername(User).WithPassword(Password)
        .WithCommand("-c", "fsync=on", "-c", "full_page_writes=on", "-c", "synchronous_commit=on", "-c", "max_connections=500")
        .WithLabel("clearance.tests", Run).WithCreateParameterModifier(StayOnLoopback);

    /// <summary>RabbitMQ with its management API.</summary>
    public static RabbitMqBuilder RabbitMq() => new RabbitMqBuilder(TestServers.Setting("CLEARANCE_TEST_RABBITMQ_IMAGE") ?? "rabbitmq:4-management")
        .WithUsername(User).WithPassword(Password).WithPortBinding(ManagementPort, assignRandomHostPort: true)
        .WithLabel("clearance.tests", Run).WithCreateParameterModifier(StayOnLoopback);

    /// <summary>Starts a container that lives as long as this process.</summary>
    public static async Task<TContainer> StartedAsync<TContainer>(TContainer container)
        where TContainer : IContainer
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => container.DisposeAsync().AsTask().Wait(EndDeadline);
        await container.StartAsync();
        return container;
    }

    public static PostgreSqlServer Server(PostgreSqlContainer container) => Server(container, container.GetMappedPublicPort(PostgreSqlBuilder.PostgreSqlPort));

    public static PostgreSqlServer Server(PostgreSqlContainer container, int port) =>
        new(FormattableString.Invariant($"Host={container.Hostname};Port={port};Username={User};Password={Password}"));

    public static RabbitMqServer Server(RabbitMqContainer container) =>
        Server(container, container.GetMappedPublicPort(RabbitMqBuilder.RabbitMqPort), container.GetMappedPublicPort(ManagementPort));

    public static RabbitMqServer Server(RabbitMqContainer container, int port, int management) => new(
        new Uri(FormattableString.Invariant($"amqp://{User}:{Password}@{container.Hostname}:{port}")),
        new Uri(FormattableString.Invariant($"http://{User}:{Password}@{container.Hostname}:{management}")));

    // tests/run removes what carries its label, should a test process die before it has cleaned up.
    private static string Run => TestServers.Setting("CLEARANCE_TEST_RUN") ?? "by hand";

    private static void StayOnLoopback(Docker.DotNet.Models.CreateContainerParameters container)
    {
        foreach (var binding in container.HostConfig!.PortBindings!.Values.SelectMany(bindings => bindings))
        {
            binding.HostIP = Loopback;
        }
    }

    private static async Task<bool> AskAsync()
    {
        try
        {
            await Command.RunAsync("docker", "info");
            return true;
        }
        catch (Exception fault) when (fault is System.ComponentModel.Win32Exception or CommandFailedException)
        {
            return false;
        }
    }
}
