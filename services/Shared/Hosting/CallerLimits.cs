using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Clearance.Hosting;

/// <summary>Rate limits: one bucket per caller, and one per address for those without a token. Probes are never limited.</summary>
internal static class CallerLimits
{
    public static void AddCallerLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<LimitOptions>>((limiter, limits) =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => PartitionOf(context, limits.Value));
            limiter.OnRejected = (rejected, _) =>
            {
                TimeSpan? retryAfter = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var delay) ? delay : null;
                return new ValueTask(RefusalResponse.WriteAsync(rejected.HttpContext, EdgeRefusals.RateLimited, retryAfter));
            };
        });
    }

    private static RateLimitPartition<string> PartitionOf(HttpContext context, LimitOptions limits)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<UnlimitedEndpoint>() is not null)
        {
            return RateLimitPartition.GetNoLimiter("unlimited");
        }

        return context.User.FindFirst(Identity.SubjectClaim)?.Value is { } subject
            ? Bucket($"caller {subject} {Identity.EnterpriseOf(context.User)}", limits.CallsPerSecond, limits.CallsAtOnce)
            : Bucket($"address {context.Connection.RemoteIpAddress}", limits.AnonymousCallsPerSecond, limits.AnonymousCallsAtOnce);
    }

    private static RateLimitPartition<string> Bucket(string key, int perSecond, int atOnce) => perSecond == 0
        ? RateLimitPartition.GetNoLimiter(key)
        : RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokensPerPeriod = perSecond,
            TokenLimit = Math.Max(perSecond, atOnce),
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        });

    /// <summary>Opens an endpoint to anybody, within the limit of its address.</summary>
    public static TBuilder Open<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new AllowAnonymousAttribute());

    /// <summary>Opens an endpoint to anybody without a limit: probes must not fail because a client runs wild.</summary>
    public static TBuilder Probe<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new AllowAnonymousAttribute(), new UnlimitedEndpoint());
}

internal sealed class UnlimitedEndpoint;
