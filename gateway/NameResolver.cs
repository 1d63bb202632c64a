using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace Clearance.Gateway;

/// <summary>
/// Every address behind a name is a destination of its own: one connection carries many calls, so replicas behind one name would leave all
/// calls to one of them. Names are asked again every few seconds. One that is not known, since none of its processes runs yet, is no
/// fault of the others: it has the addresses that it had, or none.
/// </summary>
internal sealed partial class NameResolver(ILogger<NameResolver> logger) : IDestinationResolver
{
    private static readonly TimeSpan s_refresh = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, IPAddress[]> _known = new(StringComparer.OrdinalIgnoreCase);

    public async ValueTask<ResolvedDestinationCollection> ResolveDestinationsAsync(
        IReadOnlyDictionary<string, DestinationConfig> destinations, CancellationToken cancellationToken)
    {
        var resolved = new Dictionary<string, DestinationConfig>(StringComparer.OrdinalIgnoreCase);
        var named = false;
        foreach (var (id, destination) in destinations)
        {
            var address = new Uri(destination.Address);
            if (address.HostNameType is not UriHostNameType.Dns || address.IsLoopback)
            {
                resolved[id] = destination;
                continue;
            }

            named = true;
            foreach (var ip in await AddressesOfAsync(address.DnsSafeHost, cancellationToken))
            {
                resolved[$"{id} {ip}"] = destination with
                {
                    Address = new UriBuilder(address) { Host = ip.ToString() }.Uri.ToString(),
                    Health = destination.Health is { Length: > 0 } health ? new UriBuilder(health) { Host = ip.ToString() }.Uri.ToString() : null,
                    Host = destination.Host ?? address.Authority,
                };
            }
        }

        return new ResolvedDestinationCollection(resolved, named ? new CancellationChangeToken(new CancellationTokenSource(s_refresh).Token) : null);
    }

    private async Task<IPAddress[]> AddressesOfAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return _known[host] = await Dns.GetHostAddressesAsync(host, cancellationToken);
        }
        catch (SocketException exception)
        {
            NotResolved(host, exception.SocketErrorCode);
            return _known.GetValueOrDefault(host, []);
        }
    }

    [LoggerMessage(31, LogLevel.Debug, "The name {Host} is not known ({Error}); it is asked again.")]
    private partial void NotResolved(string host, SocketError error);
}
