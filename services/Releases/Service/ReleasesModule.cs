
namespace Clearance.Releases;

/// <summary>The door of the service.</summary>
public static class ReleasesModule
{
    /// <summary>Adds the service.</summary>
    public static IServiceCollection AddReleases(this IServiceCollection services) => services;

    /// <summary>Maps its endpoints.</summary>
    public static IEndpointRouteBuilder MapReleases(this IEndpointRouteBuilder endpoints) => endpoints;
}
