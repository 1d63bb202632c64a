using System.Net.Http.Json;
using System.Text.Json;
using Clearance.Messaging.RabbitMq;
using Clearance.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace Clearance.Messaging.Tests;

/// <summary>A virtual host of one test: transports of ours on it, any AMQP client, and what the management API says of it.</summary>
internal sealed class Broker : IAsyncDisposable
{
    private readonly RabbitMqServer _server;
    private readonly TestVirtualHost _host;
    private readonly List<IAsyncDisposable> _open = [];

    private Broker(RabbitMqServer server, TestVirtualHost host) => (_server, _host) = (server, host);

    public Uri Url => _host.Url;

    public static async Task<Broker> NewAsync(RabbitMqServer? server = null)
    {
        server ??= await TestServers.RabbitMqAsync();
        return new Broker(server, await server.NewVirtualHostAsync());
    }

    /// <summary>A transport as one process has it.</summary>
    public RabbitMqTransport Transport(EventRoutes? routes = null, BusState? state = null)
    {
        var transport = new RabbitMqTransport(
            Options.Create(new BusOptions { Transport = "rabbitmq", Url = Url.OriginalString }),
            routes ?? Samples.Routes,
            state ?? new BusState(),
            NullLogger<RabbitMqTransport>.Instance);
        _open.Add(transport);
        return transport;
    }

    /// <summary>A plain client, as a partner has it.</summary>
    public async Task<IChannel> ChannelAsync() => await (await ConnectionAsync()).CreateChannelAsync();

    /// <summary>A plain client that may end before the test does.</summary>
    public async Task<IConnection> ConnectionAsync()
    {
        var connection = await new ConnectionFactory { Uri = Url }.CreateConnectionAsync();
        _open.Add(connection);
        return connection;
    }

    /// <summary>What the management API says, e.g. of <c>queues</c>.</summary>
    public async Task<JsonElement[]> ListAsync(string what) =>
        (await _server.Management.GetFromJsonAsync<JsonElement[]>($"/api/{what}/{Uri.EscapeDataString(_host.Name)}"))!;

    /// <summary>Messages ready in a queue, once it holds that many.</summary>
    public async Task UntilReadyAsync(IChannel channel, string queue, uint count) =>
        await Eventually.GetAsync(() => channel.MessageCountAsync(queue), messages => messages == count, Outages.Deadline);

    /// <summary>Ends every connection to the virtual host, as an administrator or a network may.</summary>
    public async Task CutAsync()
    {
        var connections = await Eventually.GetAsync(
            () => _server.Management.GetFromJsonAsync<JsonElement[]>($"/api/vhosts/{_host.Name}/connections")!,
            found => found!.Length > 0);
        foreach (var connection in connections!)
        {
            await _server.Management.DeleteAsync($"/api/connections/{Uri.EscapeDataString(connection.GetProperty("name").GetString()!)}");
        }
    }

    /// <summary>A policy on queues; null takes it off.</summary>
    public async Task PolicyAsync(object? definition)
    {
        var path = $"/api/policies/{_host.Name}/test";
        var answer = definition is null
            ? await _server.Management.DeleteAsync(path)
            : await _server.Management.PutAsJsonAsync(path, new Dictionary<string, object> { ["pattern"] = ".*", ["definition"] = definition, ["apply-to"] = "queues" });
        answer.EnsureSuccessStatusCode();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var open in _open)
        {
            await open.DisposeAsync();
        }

        await _host.DisposeAsync();
    }
}
