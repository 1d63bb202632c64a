using Clearance.Contracts.Operations.V1;
using Clearance.Hosting;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.ServiceDiscovery;
using Yarp.ReverseProxy.Transforms;

namespace Clearance.Gateway;

/// <summary>
/// One address for five services: the edge of the suite (documents, console, health, limits), and routes to the service that owns each
/// resource. The services check the token themselves; it is passed on as it came.
/// </summary>
public static class GatewayApp
{
    /// <summary>Builds the gateway; its routes and addresses are the section <c>ReverseProxy</c>.</summary>
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.AddEdge();
        builder.Services.DescribeContracts(typeof(DeadLetter).Assembly);
        builder.Services.AddSingleton<IProxyConfigFilter, ClusterDefaults>();
        builder.Services.AddSingleton<IDestinationResolver, NameResolver>();
        builder.Services.AddSingleton<IAvailableDestinationsPolicy, ReachableDestinations>();
        builder.Services.AddSingleton<IProbingRequestFactory, Probes>();
        builder.Services.AddSingleton<IPassiveHealthCheckPolicy, ConnectionFailures>();
        var proxy = builder.Configuration.GetSection("ReverseProxy");
        builder.Services.AddServiceChecks(proxy);
        builder.Services.AddReverseProxy()
            .LoadFromConfig(proxy)
            .ConfigureHttpClient((_, handler) => ClusterDefaults.Configure(handler))
            .AddTransforms(transforms =>
            {
                // The address of the caller is all that a service asks of its hop; every further header costs each call.
                transforms.UseDefaultForwarders = false;
                transforms.AddXForwardedFor(action: ForwardedTransformActions.Set);
            });

        var app = builder.Build();
        GatewayMeters.Add(app.Services);
        app.UseEdge();
        app.MapReverseProxy(calls =>
        {
            calls.UseMiddleware<Unreachable>();
            calls.UseMiddleware<DeadLetterRoute>();
            calls.UseMiddleware<Streams>();
            calls.UseMiddleware<AnotherTry>();
            calls.UseLoadBalancing();
            calls.UsePassiveHealthChecks();
        }).AllowAnonymous();
        return app;
    }
}
