using Microsoft.Data.Sqlite;

namespace Clearance.Engine.Storage.Sqlite;

/// <summary>How a file is opened, and what its errors mean.</summary>
internal static class SqliteFile
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int InputOutput = 10;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Unique = 2067;
    private const int PrimaryKey = 1555;
    private const int RowId = 2579;

    /// <summary>Connection string for the migrations and for queries that EF Core makes.</summary>
    public static string ReadingAndWriting(string file) =>
        new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30 }.ToString();

    /// <summary>Connection string for reading only, pooled.</summary>
    public static string Reading(string file) =>
        new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, DefaultTimeout = 5 }.ToString();

    /// <summary>The writing connection: journal in a WAL, every commit synced before it returns.</summary>
    public static SqliteConnection OpenForWriting(string file)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 5 }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "pragma journal_mode=wal; pragma synchronous=full; pragma busy_timeout=5000; pragma temp_store=memory;";
        command.ExecuteNonQuery();
        return connection;
    }

    /// <summary>What an error means to the loop.</summary>
    public static StoreFailure FailureOf(SqliteException exception) => exception switch
    {
        { SqliteErrorCode: Busy or Locked or InputOutput or Full or CannotOpen } => StoreFailure.Transient,
        { SqliteExtendedErrorCode: Unique } => StoreFailure.Taken,
        { SqliteExtendedErrorCode: PrimaryKey or RowId } => StoreFailure.Conflict,
        _ => StoreFailure.Fault,
    };
}
