using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Clearance.Gateway;

/// <summary>
/// Who may get a call: those whose readiness probe does not fail, and of these rather those that could be connected to a moment ago. Only a
/// failed probe takes the last one out: a connection that breaks as a process restarts must not close the service for everybody.
/// </summary>
internal sealed class ReachableDestinations : IAvailableDestinationsPolicy
{
    public const string PolicyName = "Reachable";

    public string Name => PolicyName;

    public IReadOnlyList<DestinationState> GetAvailalableDestinations(ClusterConfig config, IReadOnlyList<DestinationState> allDestinations)
    {
        var ready = allDestinations.Where(destination => destination.Health.Active is not DestinationHealth.Unhealthy).ToArray();
        var connected = Array.FindAll(ready, destination => destination.Health.Passive is not DestinationHealth.Unhealthy);
        return connected.Length > 0 ? connected : ready;
    }
}

/// <summary>Notes at the first call that a process cannot be connected to, without waiting for probes.</summary>
internal sealed class ConnectionFailures(IDestinationHealthUpdater health) : IPassiveHealthCheckPolicy
{
    public const string PolicyName = "ConnectionFailures";

    public string Name => PolicyName;

    public void RequestProxied(HttpContext context, ClusterState cluster, DestinationState destination)
    {
        if (context.GetForwarderErrorFeature() is { } error && error.NothingWasSent())
        {
            var period = cluster.Model.Config.HealthCheck?.Passive?.ReactivationPeriod ?? TimeSpan.FromSeconds(2);
            health.SetPassive(cluster, destination, DestinationHealth.Unhealthy, period);
        }
    }
}

/// <summary>Asks for readiness on the port that calls go to, or on the REST port (HTTP/1.1) where a destination names one as <c>Health</c>.</summary>
internal sealed class Probes : IProbingRequestFactory
{
    public HttpRequestMessage CreateRequest(ClusterModel cluster, DestinationModel destination)
    {
        var (config, isRest) = (cluster.Config, destination.Config.Health is { Length: > 0 });
        var address = RequestUtilities.MakeDestinationAddress(
            isRest ? destination.Config.Health! : destination.Config.Address, config.HealthCheck?.Active?.Path ?? string.Empty, QueryString.Empty);
        return new HttpRequestMessage(HttpMethod.Get, address)
        {
            Version = isRest ? System.Net.HttpVersion.Version11 : System.Net.HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }
}

/// <summary>What a failure tells.</summary>
internal static class ForwarderErrors
{
    /// <summary>True when there was no connection at all, so that not a byte of the call can have arrived.</summary>
    public static bool NothingWasSent(this IForwarderErrorFeature error) => error switch
    {
        { Error: ForwarderError.Request, Exception: HttpRequestException request } =>
            request.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,

        // How the client says that a connection took longer than ConnectTimeout.
        { Error: ForwarderError.RequestTimedOut, Exception.InnerException: TimeoutException } => true,
        _ => false,
    };
}
