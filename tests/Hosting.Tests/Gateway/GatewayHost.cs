using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Clearance.Gateway;
using Clearance.Testing;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Clearance.Hosting.Tests.Gateway;

/// <summary>The gateway in a real host on free ports, before addresses that a test names.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;

    private GatewayHost(WebApplication app, TemporaryFolder folder)
    {
        (App, _folder) = (app, folder);
        var addresses = app.Services.GetRequiredService<Addresses>();
        Http = new HttpClient { BaseAddress = addresses.Rest };
        Http2 = new HttpClient { BaseAddress = addresses.Grpc, DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        Channel = GrpcChannel.ForAddress(addresses.Grpc);
    }

    public WebApplication App { get; }

    public HttpClient Http { get; }

    public HttpClient Http2 { get; }

    public GrpcChannel Channel { get; }

    /// <summary>Starts it. Each service has the addresses that are named, and otherwise one where nobody listens.</summary>
    public static async Task<GatewayHost> StartAsync(IEnumerable<(string Service, Uri Address)> destinations, params string[] settings)
    {
        var folder = new TemporaryFolder();
        var named = destinations.ToLookup(destination => destination.Service, destination => destination.Address, StringComparer.Ordinal);
        string[] arguments =
        [
            "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Error", $"--Storage:Directory={folder.Path}",
            .. Services.SelectMany(service => named[service].DefaultIfEmpty(Nowhere).Select((address, i) => AddressOf(service, i, address))),
            .. settings,
        ];
        var app = GatewayApp.Build(WebApplication.CreateBuilder(new WebApplicationOptions { Args = arguments, ContentRootPath = SourceFolder() }));
        await app.StartAsync();
        return new GatewayHost(app, folder);
    }

    /// <summary>The services of the suite.</summary>
    public static IReadOnlyList<string> Services { get; } = ["declarations", "payments", "guarantees", "releases", "complaints"];

    /// <summary>A port that only the system may take.</summary>
    public static Uri Nowhere { get; } = new("http://127.0.0.1:1");

    /// <summary>The setting of a destination; the first one is called <c>one</c> in the settings of the gateway.</summary>
    public static string AddressOf(string service, int index, Uri address) =>
        string.Create(CultureInfo.InvariantCulture, $"--ReverseProxy:Clusters:{service}:Destinations:{(index == 0 ? "one" : $"other{index}")}:Address={address}");

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Http2.Dispose();
        Channel.Dispose();
        await App.DisposeAsync();
        _folder.Dispose();
    }

    private static string SourceFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Clearance.sln")))
        {
            folder = folder.Parent!;
        }

        return Path.Combine(folder.FullName, "gateway");
    }
}

/// <summary>A process behind the gateway that does to a call what a test says, over HTTP/2 without TLS as the services do.</summary>
internal sealed class Upstream : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Upstream(WebApplication app, Uri address) => (_app, Address) = (app, address);

    public Uri Address { get; }

    public static async Task<Upstream> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        ListenOptions? listener = null;
        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Listen(IPAddress.Loopback, 0, options =>
        {
            options.Protocols = HttpProtocols.Http2;
            listener = options;
        }));
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new Upstream(app, new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{listener!.IPEndPoint!.Port}")));
    }

    /// <summary>Begins to stop, as by SIGTERM: when this ends nobody can connect, and open connections are told so.</summary>
    public async Task BeginToStopAsync()
    {
        _ = _app.StopAsync();
        await Eventually.GetAsync(
            async () =>
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                try
                {
                    await socket.ConnectAsync(IPAddress.Loopback, Address.Port);
                    return true;
                }
                catch (SocketException)
                {
                    return false;
                }
            },
            isOpen => !isOpen);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
