using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Clearance.Hosting;

/// <summary>
/// Where the process listens. Each address of <c>--urls</c> serves REST, console and documents (HTTP/1.1); gRPC (h2c) is on the next
/// port, because without TLS Kestrel cannot serve both on one. Port 0 takes two free ports. An https address serves both.
/// </summary>
public sealed class Addresses
{
    /// <summary>Where a process listens that is told nothing.</summary>
    public const string Default = "http://127.0.0.1:8080";

    private readonly List<Listener> _listeners = [];

    /// <summary>First address of REST, console and documents; known once the process has started.</summary>
    public Uri Rest => Uri(_listeners[0].Host, _listeners[0].Rest);

    /// <summary>First address of gRPC; known once the process has started.</summary>
    public Uri Grpc => Uri(_listeners[0].Host, _listeners[0].Grpc);

    /// <summary>
    /// Takes the addresses over from the server's own settings (<c>urls</c>, <c>http_ports</c>), which know one protocol per address only.
    /// </summary>
    internal static void Add(IHostApplicationBuilder builder)
    {
        var addresses = new Addresses();
        var configured = Configured(builder.Configuration);
        builder.Configuration.AddInMemoryCollection(
            [new("urls", string.Empty), new("http_ports", string.Empty), new("https_ports", string.Empty)]);
        builder.Services.AddSingleton(addresses);
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<LimitOptions>>((kestrel, limits) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = limits.Value.MostBodyBytes;
            foreach (var address in configured.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                addresses.Listen(kestrel, BindingAddress.Parse(address));
            }
        });
    }

    /// <summary>The addresses that a configuration names, semicolons between; the usual one when it names none.</summary>
    internal static string Configured(IConfiguration configuration)
    {
        if (configuration["urls"] is { Length: > 0 } urls)
        {
            return urls;
        }

        return configuration["http_ports"] is { Length: > 0 } ports
            ? string.Join(';', ports.Split(';').Select(port => $"http://*:{port}"))
            : Default;
    }

    private void Listen(KestrelServerOptions kestrel, BindingAddress address)
    {
        if (string.Equals(address.Scheme, "https", StringComparison.OrdinalIgnoreCase))
        {
            var both = Bind(kestrel, address.Host, address.Port, HttpProtocols.Http1AndHttp2);
            both.UseHttps();
            _listeners.Add(new Listener(address.Host, both, both));
            return;
        }

        var rest = Bind(kestrel, address.Host, address.Port, HttpProtocols.Http1);
        var grpc = Bind(kestrel, address.Host, address.Port == 0 ? 0 : address.Port + 1, HttpProtocols.Http2);
        _listeners.Add(new Listener(address.Host, rest, grpc));
    }

    private static ListenOptions Bind(KestrelServerOptions kestrel, string host, int port, HttpProtocols protocols)
    {
        ListenOptions? bound = null;
        void Configure(ListenOptions options)
        {
            options.Protocols = protocols;
            bound = options;
        }

        if (IPAddress.TryParse(host, out var ip))
        {
            kestrel.Listen(ip, port, Configure);
        }
        else if (string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase))
        {
            // The server cannot find one free port for both loopback addresses.
            if (port == 0)
            {
                kestrel.Listen(IPAddress.Loopback, port, Configure);
            }
            else
            {
                kestrel.ListenLocalhost(port, Configure);
            }
        }
        else
        {
            kestrel.ListenAnyIP(port, Configure);
        }

        return bound!;
    }

    private static Uri Uri(string host, ListenOptions listener)
    {
        var scheme = listener.Protocols == HttpProtocols.Http1AndHttp2 ? "https" : "http";
        var name = host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : host;
        var port = listener.IPEndPoint?.Port ?? 0;
        return new Uri(string.Create(CultureInfo.InvariantCulture, $"{scheme}://{name}:{port}/"));
    }

    private sealed record Listener(string Host, ListenOptions Rest, ListenOptions Grpc);
}
