using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.LoadBalancing;

namespace Clearance.Gateway;

/// <summary>What is the same for every service unless the settings of its cluster say otherwise: they need to name addresses only.</summary>
internal sealed class ClusterDefaults : IProxyConfigFilter
{
    /// <summary>How long a call may be silent: the services answer within a second, so this only frees what hangs.</summary>
    public static readonly TimeSpan CallPatience = TimeSpan.FromSeconds(30);

    /// <summary>How long a stream may be silent: a declaration may wait days for its ship, and a caller that is cut off comes back.</summary>
    public static readonly TimeSpan StreamPatience = TimeSpan.FromHours(4);

    // A process that stops says so for Limits:DrainSeconds; two failed probes must fit in there.
    private static readonly TimeSpan s_probing = TimeSpan.FromSeconds(2);

    // Within a cluster a connection takes a millisecond; a host that is gone does not even refuse.
    private static readonly TimeSpan s_connecting = TimeSpan.FromSeconds(2);

    private static readonly HealthCheckConfig s_health = new()
    {
        Active = new ActiveHealthCheckConfig { Enabled = true, Interval = s_probing, Timeout = s_probing, Policy = "ConsecutiveFailures", Path = "/health/ready" },
        Passive = new PassiveHealthCheckConfig { Enabled = true, Policy = ConnectionFailures.PolicyName, ReactivationPeriod = s_probing },
        AvailableDestinationsPolicy = ReachableDestinations.PolicyName,
    };

    // The gRPC port of a service speaks HTTP/2 without TLS and serves REST too: one pool of connections does for both.
    private static readonly ForwarderRequestConfig s_request = new()
    {
        Version = System.Net.HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        ActivityTimeout = CallPatience,
    };

    /// <inheritdoc/>
    public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel) => new(cluster with
    {
        LoadBalancingPolicy = cluster.LoadBalancingPolicy ?? LoadBalancingPolicies.PowerOfTwoChoices,
        HealthCheck = new HealthCheckConfig
        {
            Active = cluster.HealthCheck?.Active ?? s_health.Active,
            Passive = cluster.HealthCheck?.Passive ?? s_health.Passive,
            AvailableDestinationsPolicy = cluster.HealthCheck?.AvailableDestinationsPolicy ?? s_health.AvailableDestinationsPolicy,
        },
        HttpRequest = cluster.HttpRequest ?? s_request,
    });

    /// <inheritdoc/>
    public ValueTask<RouteConfig> ConfigureRouteAsync(RouteConfig route, ClusterConfig? cluster, CancellationToken cancel) => new(route);

    /// <summary>Notices within seconds that a host is gone, also on connections that are open.</summary>
    public static void Configure(SocketsHttpHandler handler)
    {
        handler.ConnectTimeout = s_connecting;
        handler.KeepAlivePingDelay = TimeSpan.FromSeconds(10);
        handler.KeepAlivePingTimeout = TimeSpan.FromSeconds(5);
        handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests;
    }
}
