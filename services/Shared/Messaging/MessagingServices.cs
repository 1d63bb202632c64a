using Clearance.Engine;
using Clearance.Messaging.RabbitMq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Clearance.Messaging;

/// <summary>The door of the library.</summary>
public static class MessagingServices
{
    /// <summary>
    /// Adds the <see cref="ITransport"/> that the section <c>Bus</c> asks for; the default is the local one, for one process. Routes are
    /// those of <see cref="EventCatalogue"/> unless an <see cref="EventRoutes"/> was added before.
    /// </summary>
    public static IServiceCollection AddMessaging(this IServiceCollection services)
    {
        services.AddOptions<BusOptions>().BindConfiguration(BusOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(new EventRoutes(EventCatalogue.Entries));
        services.TryAddSingleton<BusState>();
        services.TryAddSingleton(TransportOf);
        services.AddHealthChecks().AddCheck<BusHealth>("bus", tags: ["ready"]);
        return services;
    }

    /// <summary>Maps the service for dead letters, over all services of this process.</summary>
    public static IEndpointRouteBuilder MapMessaging(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGrpcService<DeadLetterEndpoint>();
        return endpoints;
    }

    private static ITransport TransportOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<BusOptions>>().Value.IsRabbitMq
        ? ActivatorUtilities.CreateInstance<RabbitMqTransport>(provider)
        : ActivatorUtilities.CreateInstance<LocalTransport>(provider);
}
