using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Clearance.Hosting;

/// <summary>
/// Health: <c>/health/live</c> says that the process answers, <c>/health/ready</c> and <c>grpc.health.v1</c> that it takes work. Services add
/// their own checks with <c>AddHealthChecks</c>. A process that is asked to stop says so before it stops.
/// </summary>
internal static class Health
{
    public const string ReadyPath = "/health/ready";

    public static void AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<LifetimeCheck>("lifetime");
        services.AddGrpcHealthChecks();
    }

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).Probe();
        endpoints.MapHealthChecks(ReadyPath, new HealthCheckOptions { ResponseWriter = WriteAsync }).Probe();
        endpoints.MapGrpcHealthChecksService().Probe();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(
        new HealthAnswer(report.Status.ToString(), report.Entries.ToDictionary(entry => entry.Key, entry => Say(entry.Value))),
        HealthJson.Default.HealthAnswer,
        cancellationToken: context.RequestAborted);

    private static string Say(HealthReportEntry entry) => entry is { Status: not HealthStatus.Healthy, Description.Length: > 0 }
        ? $"{entry.Status}: {entry.Description}"
        : entry.Status.ToString();
}

/// <summary>Answer of the probes: the whole, and each check by name with what is wrong.</summary>
internal sealed record HealthAnswer(string Status, Dictionary<string, string> Checks);

[System.Text.Json.Serialization.JsonSourceGenerationOptions(PropertyNamingPolicy = System.Text.Json.Serialization.JsonKnownNamingPolicy.CamelCase)]
[System.Text.Json.Serialization.JsonSerializable(typeof(HealthAnswer))]
internal sealed partial class HealthJson : System.Text.Json.Serialization.JsonSerializerContext;

internal sealed class LifetimeCheck(IHostApplicationLifetime lifetime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(lifetime.ApplicationStopping.IsCancellationRequested
            ? HealthCheckResult.Unhealthy("Stopping.")
            : HealthCheckResult.Healthy());
}
