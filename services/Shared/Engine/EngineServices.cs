using Clearance.Engine.Query;
using Clearance.Engine.Storage;
using Clearance.Engine.Storage.Sqlite;
using Clearance.Engine.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Clearance.Engine;

/// <summary>The door of the library.</summary>
public static class EngineServices
{
    /// <summary>
    /// Adds the loop of a service: <see cref="IEngine{TService}"/>, <see cref="IReader{TService}"/>, its store, its migrations and
    /// the hosted service that runs it. Settings are in the section <c>Storage</c>, see <see cref="StorageOptions"/>.
    /// </summary>
    public static IServiceCollection AddEngine<TService, TSqlite>(this IServiceCollection services)
        where TService : ServiceDefinition
        where TSqlite : EngineContext<TService>
    {
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<TService>();
        services.AddSingleton<ChangeSignals<TService>>();
        services.AddDbContextFactory<TSqlite>((provider, context) => context.UseSqlite(SqliteFile.ReadingAndWriting(
            provider.GetRequiredService<IOptions<StorageOptions>>().Value.FileOf(provider.GetRequiredService<TService>().Name))));
        services.AddSingleton<IDatabase<TService>, SqliteDatabase<TService, TSqlite>>();
        services.AddSingleton<EngineHost<TService>>();
        services.AddHostedService(provider => provider.GetRequiredService<EngineHost<TService>>());
        services.AddHealthChecks().AddCheck<EngineHealth<TService>>($"engine {typeof(TService).Name}", tags: ["ready"]);
        services.AddSingleton<IHostedService>(DeadLetterGauge.Of<TService>);
        services.AddSingleton<IEngine<TService>, Engine<TService>>();
        services.AddSingleton<IReader<TService>, Reader<TService>>();
        services.AddSingleton<IDeadLetters, DeadLetterBox<TService>>();
        return services;
    }
}
