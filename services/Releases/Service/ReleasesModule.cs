using Clearance.Engine;
using Clearance.Releases.Endpoints;
using Clearance.Releases.Telemetry;

namespace Clearance.Releases;

/// <summary>The door of the service.</summary>
public static class ReleasesModule
{
    /// <summary>Adds the service.</summary>
    public static IServiceCollection AddReleases(this IServiceCollection services)
    {
        services.AddOptions<ReleasesOptions>()
            .Configure<IServiceProvider>((options,
                host) => host.GetService<IConfiguration>()?.GetSection(ReleasesOptions.Section).Bind(options))
            .Validate(options => options.RandomSeed.Length > 0,
                "Releases:RandomSeed is empty: every draw of the risk rules could be foretold.")
            .Validate(options => options.ImportBaseline > TimeSpan.Zero && options.ExportBaseline > TimeSpan.Zero,
                "A baseline of Releases is not above zero.")
            .ValidateOnStart();
        services.AddEngine<ReleasesDefinition, ReleasesSqliteContext, ReleasesPostgreSqlContext>();
        services.AddSingleton<IFactObserver<ReleasesDefinition>, ReleaseMeters>();
        services.AddSingleton<IHostedService>(ReleaseMeters.Waiting);
        services.AddSingleton<CaseLookup>();
        return services;
    }

    /// <summary>Maps its endpoints.</summary>
    public static IEndpointRouteBuilder MapReleases(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGrpcService<ManifestEndpoint>();
        endpoints.MapGrpcService<ArrivalEndpoint>();
        endpoints.MapGrpcService<ReleaseCaseEndpoint>();
        endpoints.MapGrpcService<ReviewEndpoint>();
        endpoints.MapGrpcService<InspectionEndpoint>();
        endpoints.MapGrpcService<RiskRuleEndpoint>();
        endpoints.MapGrpcService<GatePassEndpoint>();
        endpoints.MapGrpcService<ClearanceTimeEndpoint>();
        endpoints.MapGrpcService<WatchListEndpoint>();
        return endpoints;
    }
}
