using System.Reflection;
using Grpc.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Scalar.AspNetCore;

namespace Clearance.Hosting;

/// <summary>OpenAPI at <c>/openapi/v1.json</c> and its viewer at <c>/docs</c>; both come from this process alone.</summary>
public static class Documentation
{
    // The viewer may speak to this process and to nobody else, whatever its script would like.
    private const string Policy =
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:";

    /// <summary>
    /// Describes every service of an assembly of contracts, in the documents and by gRPC reflection, for a gateway that serves none of
    /// them itself.
    /// </summary>
    public static IServiceCollection DescribeContracts(this IServiceCollection services, Assembly contracts)
    {
        var described = ContractRoute.ServicesIn(contracts).Append(Grpc.Health.V1.Health.Descriptor).ToArray();
        services.AddSingleton(new DescribedContracts(contracts));
        services.AddSingleton(new ReflectionServiceImpl(described));
        services.AddSingleton(new ReflectionV1ServiceImpl(described));
        return services;
    }

    internal static void MapDocumentation(this WebApplication app)
    {
        var document = new Lazy<byte[]>(() => ContractDocument.Write(RoutesOf(app)));
        app.MapGet("/openapi/v1.json", (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-cache";
            return Results.Bytes(document.Value, "application/json");
        }).Open();
        app.MapScalarApiReference("/docs", options =>
        {
            options.Title = "Clearance API";
            options.OpenApiRoutePattern = "/openapi/v1.json";
            options.DefaultFonts = false;
            options.Telemetry = false;
            options.HideClientButton = true;
            options.PersistentAuthentication = true;
            options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
            options.AddPreferredSecuritySchemes(ContractDocument.Bearer);
            options.DisableAgent();
            options.DisableMcp();
        }).Open().AddEndpointFilter((context, next) =>
        {
            context.HttpContext.Response.Headers.ContentSecurityPolicy = Policy;
            return next(context);
        });
    }

    private static IEnumerable<ContractRoute> RoutesOf(WebApplication app) =>
        app.Services.GetService<DescribedContracts>() is { } described
            ? ContractRoute.DeclaredIn(described.Assembly)
            : ContractRoute.ServedBy(app.Services.GetRequiredService<EndpointDataSource>());

    private sealed record DescribedContracts(Assembly Assembly);
}
