using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Clearance.Hosting;

/// <summary>The door of the library: the edge that Standalone, each service and the gateway share.</summary>
public static class Edge
{
    /// <summary>
    /// Adds the business calendar, identity, access rules, errors, transcoding, OpenAPI, limits, health, reflection, telemetry, and the addresses to listen on
    /// (<c>--urls</c>, see <see cref="Addresses"/>).
    /// </summary>
    public static IHostApplicationBuilder AddEdge(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<LimitOptions>().BindConfiguration("Limits").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<HostOptions>().Configure<IOptions<LimitOptions>>((host, limits) =>
            host.ShutdownTimeout = TimeSpan.FromSeconds(limits.Value.DrainSeconds + limits.Value.ShutdownSeconds));
        services.AddSingleton<Drain>().AddHostedService(provider => provider.GetRequiredService<Drain>());
        services.AddHolidayCalendar();
        services.AddTrustedProxies();
        services.AddBearerTokens(builder.Configuration);
        services.AddCallerLimits();
        services.AddHealth();
        services.AddGrpc(Serve).AddJsonTranscoding(Transcode);
        services.AddOptions<GrpcServiceOptions>().Configure<IOptions<LimitOptions>>((grpc, limits) =>
            grpc.MaxReceiveMessageSize = limits.Value.MostMessageBytes);
        services.AddGrpcReflection();
        builder.AddTelemetry();
        Addresses.Add(builder);
        return builder;
    }

    /// <summary>Puts the middleware in its order and maps what is not a service: health, reflection, OpenAPI, docs and console.</summary>
    public static WebApplication UseEdge(this WebApplication app)
    {
        app.UseTrustedProxies();

        // Before the rest, so that everything behind it sees a gRPC call: browsers speak gRPC-Web on the REST port.
        app.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true });
        app.UseMiddleware<ProblemMiddleware>();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseMiddleware<AccessGate>();
        app.UseMiddleware<StreamEnd>();
        app.MapHealth();
        app.MapGrpcReflectionService().Open();
        app.MapDocumentation();
        app.MapConsole();
        return app;
    }

    private static void Serve(GrpcServiceOptions options)
    {
        options.Interceptors.Add<RefusalInterceptor>();

        // The catch-all for unknown services would hide every wrong HTTP method; gRPC clients read 404 as UNIMPLEMENTED anyway.
        options.IgnoreUnknownServices = true;
    }

    private static void Transcode(GrpcJsonTranscodingOptions options)
    {
        options.TypeRegistry = TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor);
        options.JsonSettings.WriteInt64sAsStrings = true;
    }
}
