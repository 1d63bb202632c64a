using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;

namespace Clearance.Testing;

/// <summary>A RabbitMQ that gives each test virtual hosts of its own.</summary>
public sealed class RabbitMqServer
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan CallDeadline = TimeSpan.FromSeconds(20);
    private readonly Uri _url;
    private readonly HttpClient _management;

    /// <summary>A server that runs already.</summary>
    /// <param name="url">AMQP url of an administrator, without a virtual host.</param>
    /// <param name="management">HTTP url of the management API, with the same credentials.</param>
    public RabbitMqServer(Uri url, Uri management)
    {
        _url = url;
        var credentials = Encoding.UTF8.GetBytes(Uri.UnescapeDataString(management.UserInfo));
        _management = new HttpClient { BaseAddress = new Uri(management.GetLeftPart(UriPartial.Authority).Replace($"{management.UserInfo}@", string.Empty, StringComparison.Ordinal)), Timeout = CallDeadline };
        _management.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(credentials));
    }

    /// <summary>The management API, signed in: paths begin with <c>/api/</c>.</summary>
    public HttpClient Management => _management;

    /// <summary>A new, empty virtual host; deleted with all its queues when it is disposed.</summary>
    public async Task<TestVirtualHost> NewVirtualHostAsync()
    {
        var name = $"test-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}";
        await PutAsync($"/api/vhosts/{name}", new { });
        await PutAsync($"/api/permissions/{name}/{_url.UserInfo.Split(':')[0]}", new { configure = ".*", write = ".*", read = ".*" });
        return new TestVirtualHost(this, name, new Uri(_url, name));
    }

    internal async Task DeleteAsync(string path) => (await _management.DeleteAsync(path)).EnsureSuccessStatusCode();

    internal Task UntilItAnswersAsync() => Eventually.GetAsync(
        async () =>
        {
            try
            {
                // A listener is the last that a node starts.
                return (await _management.GetAsync("/api/health/checks/protocol-listener/amqp")).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        },
        answers => answers,
        StartDeadline);

    private async Task PutAsync(string path, object body) => (await _management.PutAsJsonAsync(path, body)).EnsureSuccessStatusCode();
}

/// <summary>A virtual host of one test.</summary>
public sealed class TestVirtualHost : IAsyncDisposable
{
    private readonly RabbitMqServer _server;

    internal TestVirtualHost(RabbitMqServer server, string name, Uri url)
    {
        _server = server;
        Name = name;
        Url = url;
    }

    /// <summary>Its name on the server.</summary>
    public string Name { get; }

    /// <summary>For an AMQP client, and for <c>Bus:Url</c>.</summary>
    public Uri Url { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _server.DeleteAsync($"/api/vhosts/{Name}");
}
