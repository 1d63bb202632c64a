using System.Diagnostics.Metrics;
using Yarp.ReverseProxy;

namespace Clearance.Gateway;

/// <summary>What the gateway knows of the services. Meter <see cref="Name"/>; calls are measured by the server's and the client's own meters.</summary>
internal static class GatewayMeters
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Clearance.Gateway";

    /// <summary>Begins to measure.</summary>
    public static void Add(IServiceProvider services)
    {
        var proxy = services.GetRequiredService<IProxyStateLookup>();
        services.GetRequiredService<IMeterFactory>().Create(Name).CreateObservableGauge(
            "clearance.gateway.instances.ready",
            () => proxy.GetClusters().Select(cluster => new Measurement<int>(
                cluster.DestinationsState.AvailableDestinations.Count, new KeyValuePair<string, object?>("clearance.service", cluster.ClusterId))),
            "{instance}",
            "Processes of a service that calls may go to.");
    }
}
