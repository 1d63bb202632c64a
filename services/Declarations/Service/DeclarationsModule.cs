
namespace Clearance.Declarations;

/// <summary>The door of the service.</summary>
public static class DeclarationsModule
{
    /// <summary>Adds the service.</summary>
    public static IServiceCollection AddDeclarations(this IServiceCollection services) => services;

    /// <summary>Maps its endpoints.</summary>
    public static IEndpointRouteBuilder MapDeclarations(this IEndpointRouteBuilder endpoints) => endpoints;
}
