using Microsoft.Extensions.Diagnostics.HealthChecks;
using Yarp.ReverseProxy;

namespace Clearance.Gateway;

/// <summary>
/// Says in <c>/health/ready</c> which service is away. Degraded and not unhealthy: the gateway still serves the others, and taking it out of its load
/// balancer because one service is down would take them all down.
/// </summary>
internal static class ServiceChecks
{
    /// <summary>Adds a check per cluster of the settings, with its name.</summary>
    public static void AddServiceChecks(this IServiceCollection services, IConfiguration proxy)
    {
        var checks = services.AddHealthChecks();
        foreach (var cluster in proxy.GetSection("Clusters").GetChildren())
        {
            checks.Add(new HealthCheckRegistration(
                cluster.Key,
                provider => new ServiceCheck(provider.GetRequiredService<IProxyStateLookup>(), cluster.Key),
                HealthStatus.Degraded,
                tags: null));
        }
    }

    private sealed class ServiceCheck(IProxyStateLookup proxy, string service) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var destinations = proxy.TryGetCluster(service, out var cluster) ? cluster.DestinationsState : null;
            return Task.FromResult(destinations is { AvailableDestinations.Count: > 0 }
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Degraded($"none of {destinations?.AllDestinations.Count ?? 0} addresses is ready."));
        }
    }
}
