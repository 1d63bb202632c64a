using System.Data;
using Npgsql;
using static Clearance.Engine.Storage.PostgreSql.PostgreSqlStatement;

namespace Clearance.Engine.Storage.PostgreSql;

/// <summary>
/// The loop's own connection, opened again when it was lost. While it lives it holds an advisory lock under the number of its
/// writer. So other replicas see who is alive; and a connection that takes the place of a lost one begins only when the server
/// has ended the lost one, whose last transaction is decided by then.
/// </summary>
internal sealed class PostgreSqlSession(Func<NpgsqlConnection> connect, int writer) : IAsyncDisposable
{
    /// <summary>First half of the advisory locks of writers; the second is the number of the writer.</summary>
    public const int WriterLocks = 0x0C1EA4;

    // What another connection of this writer still holds is ours: that process end of it is gone.
    private const string EndLost =
        """
        select pg_terminate_backend(pid) from pg_locks
        where locktype = 'advisory' and classid = $1::oid and objid = $2::oid and objsubid = 2 and granted
          and database = (select oid from pg_database where datname = current_database())
        """;

    private NpgsqlConnection? _connection;

    /// <summary>The number under which it writes; another one in every process.</summary>
    public int Writer => writer;

    /// <summary>The connection; null when it was lost or never opened.</summary>
    public NpgsqlConnection? Live => _connection is { State: ConnectionState.Open } connection ? connection : null;

    /// <summary>The connection, opened when there is none.</summary>
    public async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (Live is { } live)
        {
            return live;
        }

        await DropAsync();
        var connection = connect();
        try
        {
            await connection.OpenAsync(cancellationToken);
            await RegisterAsync(connection, cancellationToken);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        return _connection = connection;
    }

    /// <summary>Ends the connection, whatever its state.</summary>
    public async ValueTask DropAsync()
    {
        if (Interlocked.Exchange(ref _connection, null) is { } connection)
        {
            await connection.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => DropAsync();

    private async ValueTask RegisterAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var batch = connection.CreateBatch();
        batch.Add(EndLost, Value(WriterLocks), Value(writer));
        batch.Add("select pg_advisory_lock($1, $2)", Value(WriterLocks), Value(writer));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
