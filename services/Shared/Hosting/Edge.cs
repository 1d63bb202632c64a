using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Clearance.Hosting;

/// <summary>The door of the library: the edge that Standalone, each service and the gateway share.</summary>
public static class Edge
{
    /// <summary>Adds identity, access rules, errors, transcoding, OpenAPI, limits, health, reflection and telemetry.</summary>
    public static IHostApplicationBuilder AddEdge(this IHostApplicationBuilder builder)
    {
        builder.Services.AddGrpc();
        return builder;
    }

    /// <summary>Puts the middleware in its order and maps what is not a service: health, reflection, OpenAPI and docs.</summary>
    public static WebApplication UseEdge(this WebApplication app) => app;
}
