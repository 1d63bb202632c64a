using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Clearance.Hosting;

/// <summary>Verifies bearer tokens: of an OpenID Connect provider, or of the local issuer.</summary>
internal static class BearerTokens
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    public static void AddBearerTokens(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<IdentityOptions>().BindConfiguration("Identity").ValidateOnStart();
        services.AddSingleton<IValidateOptions<IdentityOptions>, IdentityOptionsValidation>();
        services.AddSingleton(_ => LocalIssuer.Open(configuration));
        services.AddSingleton<VerifiedTokens>();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        ForgetDataProtection(services);
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IServiceProvider, IOptions<IdentityOptions>, VerifiedTokens>(Configure);
    }

    /// <summary>
    /// Authentication brings cookie encryption along, which would write a key to the home folder at each first start. Nothing here
    /// encrypts cookies.
    /// </summary>
    private static void ForgetDataProtection(IServiceCollection services)
    {
        foreach (var warmUp in services.Where(service => service.ImplementationType?.Name == "DataProtectionHostedService").ToArray())
        {
            services.Remove(warmUp);
        }
    }

    private static void Configure(JwtBearerOptions bearer, IServiceProvider services, IOptions<IdentityOptions> identity, VerifiedTokens verified)
    {
        bearer.MapInboundClaims = false;
        bearer.TokenValidationParameters = new TokenValidationParameters
        {
            NameClaimType = Identity.SubjectClaim,
            RoleClaimType = Identity.RoleClaim,
            ClockSkew = ClockSkew,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256],
        };
        if (identity.Value.IsExternal)
        {
            bearer.Authority = identity.Value.Authority;
            bearer.Audience = identity.Value.Audience;
            bearer.RequireHttpsMetadata = !new Uri(identity.Value.Authority).IsLoopback;
        }
        else
        {
            bearer.TokenValidationParameters.ValidIssuer = LocalIssuer.Name;
            bearer.TokenValidationParameters.ValidAudience = LocalIssuer.Name;
            bearer.TokenValidationParameters.IssuerSigningKeys = services.GetRequiredService<LocalIssuer>().Keys;
            bearer.TokenValidationParameters.ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256];
        }

        bearer.Events = new JwtBearerEvents
        {
            OnMessageReceived = context =>
            {
                if (verified.Find(context.Request.Headers.Authorization.ToString()) is { } principal)
                {
                    context.Principal = principal;
                    context.Success();
                }

                return Task.CompletedTask;
            },
            OnTokenValidated = context =>
            {
                verified.Keep(context.Request.Headers.Authorization.ToString(), context.Principal!, context.SecurityToken.ValidTo);
                return Task.CompletedTask;
            },
        };
    }
}

/// <summary>
/// Tokens that were verified a moment ago. A signature costs more to check than most calls cost in all, and a caller sends the
/// same token each time.
/// </summary>
internal sealed class VerifiedTokens
{
    // Few callers are active at once; past this number the whole memory is dropped, which only costs signatures.
    private const int MostTokens = 10_000;

    // A key that the provider withdraws stops counting after this time.
    private static readonly TimeSpan LongestTrust = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (ClaimsPrincipal Principal, DateTimeOffset Until)> _tokens = new(StringComparer.Ordinal);

    public ClaimsPrincipal? Find(string authorization) =>
        authorization.Length > 0 && _tokens.TryGetValue(authorization, out var known) && known.Until > TimeProvider.System.GetUtcNow()
            ? known.Principal
            : null;

    public void Keep(string authorization, ClaimsPrincipal principal, DateTime validTo)
    {
        if (_tokens.Count >= MostTokens)
        {
            _tokens.Clear();
        }

        var until = TimeProvider.System.GetUtcNow() + LongestTrust;
        var end = new DateTimeOffset(validTo, TimeSpan.Zero);
        _tokens[authorization] = (principal, until < end ? until : end);
    }
}
