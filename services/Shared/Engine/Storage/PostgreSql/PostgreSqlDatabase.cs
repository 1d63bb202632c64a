using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Clearance.Engine.Storage.PostgreSql;

/// <summary>The PostgreSQL database of a service.</summary>
internal sealed class PostgreSqlDatabase<TService, TContext>(
    TService definition,
    PostgreSqlSource<TService> source,
    IDbContextFactory<TContext> contexts,
    TimeProvider clock,
    ILogger<PostgreSqlDatabase<TService, TContext>> logger) : IDatabase<TService>
    where TService : ServiceDefinition
    where TContext : EngineContext<TService>
{
    /// <inheritdoc/>
    public string Location => source.Location;

    /// <inheritdoc/>
    public Task MigrateAsync(CancellationToken cancellationToken) =>
        new PostgreSqlMigrations<TContext>(definition.Name, source.Own, source.Location, contexts, logger).ApplyAsync(cancellationToken);

    /// <inheritdoc/>
    public IStore OpenStore() => new PostgreSqlStore(
        definition, new PostgreSqlSession(source.Own, RandomNumberGenerator.GetInt32(1, int.MaxValue)), source.Pooled, clock);

    /// <inheritdoc/>
    public DbContext OpenContext() => contexts.CreateDbContext();
}
