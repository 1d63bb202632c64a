using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Clearance.Hosting;

/// <summary>
/// The caller's address where a trusted hop passed the call on: it decides which bucket limits callers without a token. Forwarded headers of
/// anybody else are never read.
/// </summary>
internal static class TrustedProxies
{
    public static void AddTrustedProxies(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<LimitOptions>, NetworksValidation>();
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<LimitOptions>>((forwarded, limits) =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor;
            forwarded.ForwardLimit = null;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in Networks(limits.Value))
            {
                forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
            }
        });
    }

    public static void UseTrustedProxies(this WebApplication app)
    {
        if (Networks(app.Services.GetRequiredService<IOptions<LimitOptions>>().Value).Length > 0)
        {
            app.UseForwardedHeaders();
        }
    }

    private static string[] Networks(LimitOptions limits) =>
        limits.TrustedProxies.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private sealed class NetworksValidation : IValidateOptions<LimitOptions>
    {
        public ValidateOptionsResult Validate(string? name, LimitOptions options) =>
            Array.Find(Networks(options), network => !System.Net.IPNetwork.TryParse(network, out _)) is { } wrong
                ? ValidateOptionsResult.Fail($"Limits:TrustedProxies holds '{wrong}', which is no network; write CIDR with no bits after the prefix, e.g. 10.0.0.0/8.")
                : ValidateOptionsResult.Success;
    }
}
