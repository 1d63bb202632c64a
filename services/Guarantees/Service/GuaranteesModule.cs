using Clearance.Engine;

namespace Clearance.Guarantees;

/// <summary>The door of the service.</summary>
public static class GuaranteesModule
{
    /// <summary>Adds the service.</summary>
    public static IServiceCollection AddGuarantees(this IServiceCollection services) =>
        services.AddEngine<GuaranteesDefinition, GuaranteesSqliteContext, GuaranteesPostgreSqlContext>();

    /// <summary>Maps its endpoints.</summary>
    public static IEndpointRouteBuilder MapGuarantees(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGrpcService<GuaranteeEndpoint>();
        endpoints.MapGrpcService<ClaimEndpoint>();
        return endpoints;
    }
}
