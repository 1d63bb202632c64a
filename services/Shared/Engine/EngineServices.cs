using Microsoft.Extensions.DependencyInjection;

namespace Clearance.Engine;

/// <summary>The door of the library.</summary>
public static class EngineServices
{
    /// <summary>
    /// Adds the loop of a service: <see cref="IEngine{TService}"/>, <see cref="IReader{TService}"/>, its store, its migrations and
    /// the hosted service that runs it. Settings are in the section <c>Storage</c>, see <c>StorageOptions</c>.
    /// </summary>
    public static IServiceCollection AddEngine<TService, TSqlite>(this IServiceCollection services)
        where TService : ServiceDefinition
        where TSqlite : EngineContext<TService>
    {
        services.AddSingleton<TService>();
        return services;
    }
}
