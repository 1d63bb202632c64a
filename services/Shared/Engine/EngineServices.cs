using Clearance.Engine.Query;
using Clearance.Engine.Storage;
using Clearance.Engine.Storage.PostgreSql;
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
    // A restart of the server ends the pooled connections: the next one is fresh. A longer absence is for the caller to wait for.
    private const int QueryRetries = 2;
    private static readonly TimeSpan s_longestRetry = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Adds the loop of a service: <see cref="IEngine{TService}"/>, <see cref="IReader{TService}"/>, its store, its migrations and
    /// the hosted service that runs it. Settings are in the section <c>Storage</c>, see <see cref="StorageOptions"/>; they also say
    /// which of the two contexts and stores is used.
    /// </summary>
    public static IServiceCollection AddEngine<TService, TSqlite, TPostgreSql>(this IServiceCollection services)
        where TService : ServiceDefinition
        where TSqlite : EngineContext<TService>
        where TPostgreSql : EngineContext<TService>
    {
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<TService>();
        services.AddSingleton<ChangeSignals<TService>>();
        services.AddSqlite<TService, TSqlite>();
        services.AddPostgreSql<TService, TPostgreSql>();
        services.AddSingleton<IDatabase<TService>>(provider => Storage(provider).IsPostgreSql
            ? ActivatorUtilities.CreateInstance<PostgreSqlDatabase<TService, TPostgreSql>>(provider)
            : ActivatorUtilities.CreateInstance<SqliteDatabase<TService, TSqlite>>(provider));
        services.AddSingleton<EngineHost<TService>>();
        services.AddHostedService(provider => provider.GetRequiredService<EngineHost<TService>>());
        services.AddHealthChecks().AddCheck<EngineHealth<TService>>($"engine {typeof(TService).Name}", tags: ["ready"]);
        services.AddSingleton<IHostedService>(DeadLetterGauge.Of<TService>);
        services.AddSingleton<IEngine<TService>, Engine<TService>>();
        services.AddSingleton<IReader<TService>, Reader<TService>>();
        services.AddSingleton<IDeadLetters, DeadLetterBox<TService>>();
        return services;
    }

    private static void AddSqlite<TService, TContext>(this IServiceCollection services)
        where TService : ServiceDefinition
        where TContext : EngineContext<TService> =>
        services.AddDbContextFactory<TContext>((provider, context) => context.UseSqlite(
            SqliteFile.ReadingAndWriting(Storage(provider).FileOf(provider.GetRequiredService<TService>().Name))));

    private static void AddPostgreSql<TService, TContext>(this IServiceCollection services)
        where TService : ServiceDefinition
        where TContext : EngineContext<TService>
    {
        services.AddSingleton<PostgreSqlSource<TService>>();
        services.AddDbContextFactory<TContext>((provider, context) => context.UseNpgsql(
            provider.GetRequiredService<PostgreSqlSource<TService>>().ConnectionString, server => server.EnableRetryOnFailure(QueryRetries, s_longestRetry, null)));
    }

    private static StorageOptions Storage(IServiceProvider provider) => provider.GetRequiredService<IOptions<StorageOptions>>().Value;
}
