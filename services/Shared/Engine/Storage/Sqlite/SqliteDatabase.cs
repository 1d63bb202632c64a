using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Clearance.Engine.Storage.Sqlite;

/// <summary>The SQLite file of a service.</summary>
internal sealed class SqliteDatabase<TService, TContext>(
    TService definition,
    IDbContextFactory<TContext> contexts,
    IOptions<StorageOptions> options,
    ILogger<SqliteDatabase<TService, TContext>> logger) : IDatabase<TService>
    where TService : ServiceDefinition
    where TContext : EngineContext<TService>
{
    /// <inheritdoc/>
    public string Location => options.Value.FileOf(definition.Name);

    /// <inheritdoc/>
    public Task MigrateAsync(CancellationToken cancellationToken) =>
        new SqliteMigrations<TService, TContext>(definition.Name, contexts, logger).ApplyAsync(Location, cancellationToken);

    /// <inheritdoc/>
    public IStore OpenStore() => new SqliteStore(definition, Location);

    /// <inheritdoc/>
    public DbContext OpenContext() => contexts.CreateDbContext();
}
