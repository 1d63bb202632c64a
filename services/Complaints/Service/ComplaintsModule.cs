
namespace Clearance.Complaints;

/// <summary>The door of the service.</summary>
public static class ComplaintsModule
{
    /// <summary>Adds the service.</summary>
    public static IServiceCollection AddComplaints(this IServiceCollection services) => services;

    /// <summary>Maps its endpoints.</summary>
    public static IEndpointRouteBuilder MapComplaints(this IEndpointRouteBuilder endpoints) => endpoints;
}
