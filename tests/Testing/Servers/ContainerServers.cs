using System.Net;
using System.Net.Sockets;
using Testcontainers.PostgreSql;
using Testcontainers.RabbitMq;

namespace Clearance.Testing;

/// <summary>Servers in containers of their own, on fixed ports: Docker gives a restarted container other random ones.</summary>
internal sealed class ContainerServers : IServerControl
{
    private readonly PostgreSqlContainer _postgreSql;
    private readonly RabbitMqContainer _rabbitMq;

    private ContainerServers(PostgreSqlContainer postgreSql, RabbitMqContainer rabbitMq, int[] ports)
    {
        _postgreSql = postgreSql;
        _rabbitMq = rabbitMq;
        PostgreSql = DockerEngine.Server(postgreSql, ports[0]);
        RabbitMq = DockerEngine.Server(rabbitMq, ports[1], ports[2]);
    }

    public PostgreSqlServer PostgreSql { get; }

    public RabbitMqServer RabbitMq { get; }

    public static async Task<ContainerServers> StartAsync()
    {
        var ports = FreePorts(3);
        var postgreSql = DockerEngine.PostgreSql().WithPortBinding(ports[0], PostgreSqlBuilder.PostgreSqlPort).Build();
        var rabbitMq = DockerEngine.RabbitMq().WithPortBinding(ports[1], RabbitMqBuilder.RabbitMqPort).WithPortBinding(ports[2], DockerEngine.ManagementPort).Build();
        await Task.WhenAll(DockerEngine.StartedAsync(postgreSql), DockerEngine.StartedAsync(rabbitMq));
        return new ContainerServers(postgreSql, rabbitMq, ports);
    }

    public async Task DoAsync(ServerDeed deed, ServerKind server)
    {
        var container = server == ServerKind.PostgreSql ? _postgreSql.Id : _rabbitMq.Id;
        await (deed switch
        {
            ServerDeed.Kill => Command.RunAsync("docker", "kill", container),
            ServerDeed.Restart => Command.RunAsync("docker", "restart", "-t", "30", container),
            ServerDeed.Pause => Command.RunAsync("docker", "pause", container),
            ServerDeed.Resume => Command.RunAsync("docker", "unpause", container),
            ServerDeed.Block => Command.RunAsync("docker", "exec", container, "rabbitmqctl", "set_vm_memory_high_watermark", "0.000001"),
            ServerDeed.Unblock => Command.RunAsync("docker", "exec", container, "rabbitmqctl", "set_vm_memory_high_watermark", "0.4"),
            _ => throw new ArgumentOutOfRangeException(nameof(deed), deed, "Unknown."),
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _postgreSql.DisposeAsync();
        await _rabbitMq.DisposeAsync();
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        Array.ForEach(listeners, listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        Array.ForEach(listeners, listener => listener.Dispose());
        return ports;
    }
}
