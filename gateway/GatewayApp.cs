using Clearance.Contracts.Operations.V1;
using Clearance.Hosting;

namespace Clearance.Gateway;

/// <summary>
/// One address for five services: the edge of the suite (documents, console, health, limits), and routes to the service that owns each
/// resource. The services check the token themselves; it is passed on as it came.
/// </summary>
public static class GatewayApp
{
    /// <summary>Builds the gateway; its routes and addresses are the section <c>ReverseProxy</c>.</summary>
    public static WebApplication Build(WebApplicationOptions options)
    {
        var builder = WebApplication.CreateBuilder(options);
        builder.AddEdge();
        builder.Services.DescribeContracts(typeof(DeadLetter).Assembly);
        builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"));

        var app = builder.Build();
        app.UseEdge();
        app.MapReverseProxy().AllowAnonymous();
        return app;
    }
}
