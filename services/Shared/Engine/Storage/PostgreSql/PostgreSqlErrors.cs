using System.Net.Sockets;
using Npgsql;

namespace Clearance.Engine.Storage.PostgreSql;

/// <summary>What the errors of the server and of the way to it mean to the loop.</summary>
internal static class PostgreSqlErrors
{
    private const string PrimaryKeyPrefix = "PK_";

    /// <summary>True for what a statement or a connection may throw.</summary>
    public static bool IsExpected(Exception exception) =>
        exception is NpgsqlException or SocketException or IOException or TimeoutException;

    /// <summary>
    /// True when the server refused a statement and lives on: the transaction has failed for certain. False when the session ended
    /// or nothing was heard of it any more.
    /// </summary>
    public static bool IsAnswer(Exception exception) =>
        exception is PostgresException { InvariantSeverity: "ERROR" };

    /// <summary>What it means.</summary>
    public static StoreFailure FailureOf(Exception exception) => exception is PostgresException { InvariantSeverity: "ERROR" } error
        ? FailureOf(error)
        : StoreFailure.Transient;

    /// <summary>What to tell of it: the words of the server.</summary>
    public static string Describe(Exception exception) => exception is PostgresException error
        ? $"{error.SqlState} {error.MessageText}{(error.ConstraintName is { } constraint ? $" ({constraint})" : string.Empty)}"
        : exception.Message;

    private static StoreFailure FailureOf(PostgresException error) => error.SqlState switch
    {
        PostgresErrorCodes.UniqueViolation => error.ConstraintName?.StartsWith(PrimaryKeyPrefix, StringComparison.Ordinal) is true
            ? StoreFailure.Conflict
            : StoreFailure.Taken,

        // A versioned update that did not find all of its rows, see PostgreSqlTable.
        PostgresErrorCodes.DivisionByZero => StoreFailure.Conflict,
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => StoreFailure.Conflict,
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled => StoreFailure.Transient,

        // After a fail-over: this server is a standby until the name points to the new primary.
        PostgresErrorCodes.ReadOnlySqlTransaction => StoreFailure.Transient,
        _ => error.IsTransient ? StoreFailure.Transient : StoreFailure.Fault,
    };
}
