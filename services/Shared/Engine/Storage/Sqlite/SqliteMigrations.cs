using Clearance.Engine.Telemetry;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Clearance.Engine.Storage.Sqlite;

/// <summary>Brings the SQLite file of a service up to date, one process at a time.</summary>
internal sealed class SqliteMigrations<TService, TContext>(string service, IDbContextFactory<TContext> contexts, ILogger logger)
    where TService : ServiceDefinition
    where TContext : EngineContext<TService>
{
    private static readonly TimeSpan s_lockRetry = TimeSpan.FromMilliseconds(50);

    /// <summary>Applies what is missing.</summary>
    public async Task ApplyAsync(string file, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var newest = NewestMigration.Of<TContext>();

        // Building the model of EF Core takes longer than all else at start: not when there is nothing to do.
        if (IsApplied(file, newest))
        {
            return;
        }

        await using var alone = await LockAsync($"{file}.migrating", cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        ForgetAbandonedLock(file);
        await context.Database.MigrateAsync(cancellationToken);
        logger.Migrated(service, newest);
    }

    private static bool IsApplied(string file, string migration)
    {
        if (!File.Exists(file))
        {
            return false;
        }

        using var connection = Open(file);
        return Exists(connection, "__EFMigrationsHistory")
            && Scalar(connection, "select 1 from \"__EFMigrationsHistory\" where \"MigrationId\" = @0", migration);
    }

    // A process that is killed amid a migration leaves EF Core's lock row behind, and the next one would wait for it for ever.
    // The lock file is the kernel's, which forgets it with the process; whoever holds it may clear the row.
    private static void ForgetAbandonedLock(string file)
    {
        using var connection = Open(file);
        if (Exists(connection, "__EFMigrationsLock"))
        {
            using var command = connection.CreateCommand();
            command.CommandText = "delete from \"__EFMigrationsLock\"";
            command.ExecuteNonQuery();
        }
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static bool Exists(SqliteConnection connection, string table) =>
        Scalar(connection, "select 1 from sqlite_master where type = 'table' and name = @0", table);

    private static bool Scalar(SqliteConnection connection, string sql, string value)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("@0", value);
        return command.ExecuteScalar() is not null;
    }

    private static async Task<FileStream> LockAsync(string file, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(s_lockRetry, TimeProvider.System, cancellationToken);
            }
        }
    }
}
