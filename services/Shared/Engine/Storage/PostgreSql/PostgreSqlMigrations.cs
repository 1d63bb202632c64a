using Clearance.Engine.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging;
using Npgsql;
using static Clearance.Engine.Storage.PostgreSql.PostgreSqlStatement;

namespace Clearance.Engine.Storage.PostgreSql;

/// <summary>Waits for the database of a service and brings it up to date, one instance at a time.</summary>
internal sealed class PostgreSqlMigrations<TContext>(
    string service, Func<NpgsqlConnection> connect, string location, IDbContextFactory<TContext> contexts, ILogger logger)
    where TContext : DbContext
{
    // Longer than a server takes to start or to fail over, and than a migration of another instance should take.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestStatement = TimeSpan.FromHours(1);

    // One instance at a time holds it while it migrates.
    private const long MigrationLock = 0x0C1EA4_000000;

    /// <summary>Applies what is missing.</summary>
    /// <exception cref="InvalidOperationException">The database does not answer, or another instance migrates it for too long.</exception>
    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        await using var connection = await ReachAsync(cancellationToken);
        var newest = NewestMigration.Of<TContext>();

        // Building the model of EF Core takes longer than all else at start: not when there is nothing to do.
        if (await IsAppliedAsync(connection, newest, cancellationToken))
        {
            return;
        }

        await LockAsync(connection, cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Database.SetCommandTimeout(s_longestStatement);

        // Asked for what was applied, EF Core reports an error where the table for it is not there yet.
        await context.GetService<IHistoryRepository>().CreateIfNotExistsAsync(cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
        logger.Migrated(service, newest);
    }

    private async Task<NpgsqlConnection> ReachAsync(CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var connection = connect();
            try
            {
                await connection.OpenAsync(cancellationToken);
                return connection;
            }
            catch (Exception exception) when (PostgreSqlErrors.IsExpected(exception))
            {
                await connection.DisposeAsync();
                var reason = PostgreSqlErrors.Describe(exception);
                if (TimeProvider.System.GetElapsedTime(start) > s_patience)
                {
                    throw new InvalidOperationException(
                        $"{service} cannot reach its database {location}: {reason}. Check Storage:ConnectionString, and that the database and its user exist.",
                        exception);
                }

                logger.WaitingForDatabase(service, location, reason);
                await Task.Delay(s_retry, TimeProvider.System, cancellationToken);
            }
        }
    }

    private static async Task<bool> IsAppliedAsync(NpgsqlConnection connection, string migration, CancellationToken cancellationToken)
    {
        await using var known = new NpgsqlCommand("""select to_regclass('"__EFMigrationsHistory"') is not null""", connection);
        if (await known.ExecuteScalarAsync(cancellationToken) is not true)
        {
            return false;
        }

        await using var applied = new NpgsqlCommand("""select 1 from "__EFMigrationsHistory" where "MigrationId" = $1""", connection);
        applied.Parameters.Add(Value(migration));
        return await applied.ExecuteScalarAsync(cancellationToken) is not null;
    }

    // Held until the connection ends.
    private async Task LockAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select pg_advisory_lock({MigrationLock})", connection)
        {
            CommandTimeout = (int)s_patience.TotalSeconds,
        };
        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (NpgsqlException exception) when (exception.InnerException is TimeoutException)
        {
            throw new InvalidOperationException(
                $"Another instance of {service} has been migrating {location} for {s_patience}; see its log, or pg_locks for who holds advisory lock {MigrationLock}.",
                exception);
        }
    }
}
