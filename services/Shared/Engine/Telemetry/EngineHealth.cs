using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Clearance.Engine.Telemetry;

/// <summary>A service is healthy while its loop works.</summary>
internal sealed class EngineHealth<TService>(EngineHost<TService> host) : IHealthCheck
    where TService : ServiceDefinition
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(host.IsRunning ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The loop does not run."));
}
