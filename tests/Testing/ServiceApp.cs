using Clearance.Hosting;
using Clearance.Messaging;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Clearance.Testing;

/// <summary>
/// One service, or several, in a real host on loopback with free ports, real tokens and a data folder of its own. Tests talk to it as
/// any client does; other services are played by <see cref="PublishAsync"/>.
/// </summary>
public sealed class ServiceApp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ServiceAppSettings _settings;
    private readonly string _directory;
    private readonly Addresses _addresses;
    private readonly LocalIssuer _issuer;
    private readonly List<HttpClient> _clients = [];

    private ServiceApp(WebApplication app, ServiceAppSettings settings, string directory)
    {
        _app = app;
        _settings = settings;
        _directory = directory;
        _addresses = app.Services.GetRequiredService<Addresses>();
        _issuer = app.Services.GetRequiredService<LocalIssuer>();
        Channel = GrpcChannel.ForAddress(_addresses.Grpc);
    }

    /// <summary>Every event that the services under test have published.</summary>
    public EventProbe Events => _app.Services.GetRequiredService<EventProbe>();

    /// <summary>Services of the host; tests prefer the public API.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Data folder of the host.</summary>
    public string Directory => _directory;

    /// <summary>Address of REST.</summary>
    public Uri RestAddress => _addresses.Rest;

    /// <summary>gRPC channel without a token.</summary>
    public GrpcChannel Channel { get; }

    /// <summary>The fake clock, when the settings gave one.</summary>
    public FakeTimeProvider Clock => _settings.Time as FakeTimeProvider
        ?? throw new InvalidOperationException("This host runs on the system clock; give ServiceAppSettings.Time a FakeTimeProvider.");

    /// <summary>Starts the services that <paramref name="add"/> adds and <paramref name="map"/> maps.</summary>
    public static async Task<ServiceApp> StartAsync(
        Action<IServiceCollection> add, Action<IEndpointRouteBuilder> map, ServiceAppSettings? settings = null)
    {
        settings ??= new ServiceAppSettings();
        var directory = settings.Directory ?? System.IO.Directory.CreateTempSubdirectory("clearance-").FullName;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = directory });
        builder.Configuration.AddInMemoryCollection(
        [
            new("urls", "http://127.0.0.1:0"),
            new("Storage:Directory", directory),
            new("Logging:LogLevel:Default", "Warning"),
            new("Logging:LogLevel:Microsoft.Extensions.Hosting", "None"),
            .. settings.Configuration,
        ]);
        builder.Services.AddSingleton(settings.Time);
        builder.AddEdge();
        builder.Services.AddMessaging();
        add(builder.Services);
        ProbedTransport.Decorate(builder.Services);
        var app = builder.Build();
        app.UseEdge();
        app.MapMessaging();
        map(app);
        await app.StartAsync();
        return new ServiceApp(app, settings, directory);
    }

    /// <summary>A token that verifies; of several roles where the text has commas.</summary>
    public string Token(string role, string? enterprise = null, string subject = "tester") =>
        _issuer.Issue(subject, role.Split(','), enterprise, TimeSpan.FromHours(1));

    /// <summary>For a gRPC client: <c>new XClient(app.Grpc(Roles.Declarant, uscc))</c>.</summary>
    public CallInvoker Grpc(string role, string? enterprise = null, string subject = "tester") => GrpcWith(Token(role, enterprise, subject));

    /// <summary>For a gRPC client that sends the very text as its token.</summary>
    public CallInvoker GrpcWith(string token) => Channel.Intercept(metadata =>
    {
        metadata.Add("authorization", $"Bearer {token}");
        return metadata;
    });

    /// <summary>A REST client without a token.</summary>
    public HttpClient Http()
    {
        var client = new HttpClient { BaseAddress = _addresses.Rest };
        _clients.Add(client);
        return client;
    }

    /// <summary>A REST client with a token.</summary>
    public HttpClient Http(string role, string? enterprise = null, string subject = "tester")
    {
        var client = Http();
        client.DefaultRequestHeaders.Authorization = new("Bearer", Token(role, enterprise, subject));
        return client;
    }

    /// <summary>
    /// Sends an event through the transport as its publisher in the catalogue would, and returns its id when every service under test that hears
    /// it has taken it in. Give an <paramref name="id"/> to send the same event again.
    /// </summary>
    public Task<Guid> PublishAsync(IMessage message, Guid? id = null) =>
        _app.Services.GetRequiredService<ProbedTransport>().InjectAsync(message, id, _settings.Time.GetUtcNow());

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        Channel.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_settings.Directory is null)
        {
            System.IO.Directory.Delete(_directory, recursive: true);
        }
    }
}

/// <summary>How a <see cref="ServiceApp"/> starts.</summary>
public sealed record ServiceAppSettings
{
    /// <summary>Clock of the services; tokens live in real time always.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Data folder that survives the host, to start again on it; null for one that is deleted in the end.</summary>
    public string? Directory { get; init; }

    /// <summary>Settings on top, e.g. <c>Limits:CallsPerSecond</c>.</summary>
    public IReadOnlyDictionary<string, string?> Configuration { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);
}
