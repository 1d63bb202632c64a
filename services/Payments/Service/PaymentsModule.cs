
namespace Clearance.Payments;

/// <summary>The door of the service.</summary>
public static class PaymentsModule
{
    /// <summary>Adds the service.</summary>
    public static IServiceCollection AddPayments(this IServiceCollection services) => services;

    /// <summary>Maps its endpoints.</summary>
    public static IEndpointRouteBuilder MapPayments(this IEndpointRouteBuilder endpoints) => endpoints;
}
