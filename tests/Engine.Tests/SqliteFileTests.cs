using Clearance.Engine.Tests.Bank;

namespace Clearance.Engine.Tests;

public sealed class SqliteFileTests() : EngineTests(Provider.Sqlite)
{
    [Fact]
    public async Task A_start_with_nothing_to_migrate_does_not_even_take_the_lock()
    {
        var app = await StartAsync();
        var written = File.GetLastWriteTimeUtc(Path.Combine(app.Place.Folder, "bank.db.migrating"));
        await app.DisposeAsync();

        await using var again = await StartAsync(app.Place);

        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Combine(app.Place.Folder, "bank.db.migrating")));
    }

    [Fact]
    public async Task A_migration_that_was_killed_does_not_block_the_next_start()
    {
        var place = await NewPlaceAsync();
        place.Execute(
            "bank",
            """
            create table "__EFMigrationsLock" ("Id" integer not null primary key, "Timestamp" text not null);
            insert into "__EFMigrationsLock" values (1, '2018-10-23 01:00:00');
            """);

        await using var app = await StartAsync(place);

        Assert.Equal(0, await app.SendAsync("a", new Open("anna")));
    }

    [Fact]
    public async Task Every_commit_is_on_the_disk_before_it_is_answered()
    {
        await using var app = await StartAsync();

        Assert.Equal("wal", app.Place.Scalar("bank", "pragma journal_mode"));
        await using var writing = Storage.Sqlite.SqliteFile.OpenForWriting(Path.Combine(app.Place.Folder, "bank.db"));
        using var command = writing.CreateCommand();
        command.CommandText = "pragma synchronous";
        Assert.Equal(2L, command.ExecuteScalar());
    }
}
