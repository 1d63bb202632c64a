using Clearance.Engine;

namespace Clearance.Complaints;

/// <summary>The door of the service.</summary>
public static class ComplaintsModule
{
    /// <summary>Adds the service.</summary>
    public static IServiceCollection AddComplaints(this IServiceCollection services)
    {
        services.AddOptions<ComplaintOptions>()
            .BindConfiguration(ComplaintOptions.Section)
            .ValidateDataAnnotations()
            .Validate(options => options.AcceptWorkingDays <= options.AnswerWorkingDays, "Complaints: the day for accepting is not after the day for answering.")
            .ValidateOnStart();
        return services.AddEngine<ComplaintsDefinition, ComplaintsSqliteContext, ComplaintsPostgreSqlContext>();
    }

    /// <summary>Maps its endpoints.</summary>
    public static IEndpointRouteBuilder MapComplaints(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGrpcService<ComplaintEndpoint>();
        return endpoints;
    }
}
