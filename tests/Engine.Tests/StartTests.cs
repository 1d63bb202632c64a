using Clearance.Engine.Loop;
using Clearance.Engine.Tests.Bank;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Clearance.Engine.Tests;

public sealed class StartTests
{
    [Fact]
    public async Task A_start_on_an_existing_folder_finds_what_was_there_and_migrates_nothing()
    {
        var app = await BankApp.StartAsync();
        await app.SendAsync("a", new Open("anna"));
        await app.DisposeAsync();
        var written = File.GetLastWriteTimeUtc(Path.Combine(app.Folder, "bank.db.migrating"));

        await using var again = await BankApp.StartAsync(app.Folder);

        Assert.Equal("anna", (await again.AccountAsync("a"))!.Owner);
        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Combine(app.Folder, "bank.db.migrating")));
        Assert.Equal(1, again.Count("bank", "select count(*) from \"__EFMigrationsHistory\""));
    }

    [Fact]
    public async Task A_migration_that_was_killed_does_not_block_the_next_start()
    {
        var folder = BankApp.NewFolder();
        Directory.CreateDirectory(folder);
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "bank.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = """
                create table "__EFMigrationsLock" ("Id" integer not null primary key, "Timestamp" text not null);
                insert into "__EFMigrationsLock" values (1, '2018-10-23 01:00:00');
                """;
            command.ExecuteNonQuery();
        }

        await using var app = await BankApp.StartAsync(folder);

        Assert.Equal(0, await app.SendAsync("a", new Open("anna")));
    }

    [Fact]
    public async Task Every_commit_is_on_the_disk_before_it_is_answered()
    {
        await using var app = await BankApp.StartAsync();

        Assert.Equal("wal", Pragma(app, "journal_mode"));
        await using var writing = Storage.Sqlite.SqliteFile.OpenForWriting(Path.Combine(app.Folder, "bank.db"));
        using var command = writing.CreateCommand();
        command.CommandText = "pragma synchronous";
        Assert.Equal(2L, command.ExecuteScalar());
    }

    [Fact]
    public async Task A_service_is_healthy_until_its_loop_ends()
    {
        var dies = false;
        await using var app = await BankApp.StartAsync(bankAt: _ =>
        {
            if (dies)
            {
                throw new CrashException();
            }
        });
        await app.SendAsync("a", new Open("anna"));
        var health = app.Services.GetRequiredService<HealthCheckService>();
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync()).Status);

        dies = true;
        _ = app.SendAsync("a", new Deposit(1));

        await Probe.UntilAsync(async () => (await health.CheckHealthAsync()).Status, status => status == HealthStatus.Unhealthy);
    }

    [Fact]
    public async Task Request_ids_and_inbox_are_forgotten_after_a_fortnight()
    {
        var start = TimeProvider.System.GetUtcNow();
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(start);
        var app = await BankApp.StartAsync(clock: clock);
        await app.SendAsync("a", new Open("anna"), BankApp.By("t", "5e0a3f2e-8a4f-4a55-8a2f-9a1f7c1d2b3c", "x"));
        await app.HearAsync("anna:5", new Guid(5, 5, 5, new byte[8]));
        await app.DisposeAsync();

        clock.Advance(TimeSpan.FromDays(13));
        app = await BankApp.StartAsync(app.Folder, clock);
        Assert.Equal("ACCOUNT_EXISTS", await app.RefusalOf("a", new Open("anna")));
        Assert.Equal(0, await app.SendAsync("a", new Open("anna"), BankApp.By("t", "5e0a3f2e-8a4f-4a55-8a2f-9a1f7c1d2b3c", "x")));
        await app.DisposeAsync();

        clock.Advance(TimeSpan.FromDays(1.1));
        await using var later = await BankApp.StartAsync(app.Folder, clock);
        await Probe.UntilAsync(() => later.Count("bank", "select count(*) from request_log") + later.Count("audit", "select count(*) from inbox"), rows => rows == 0);
    }

    [Theory]
    [InlineData("state")]
    [InlineData("due")]
    [InlineData("owner")]
    public void A_column_that_the_engine_or_the_definition_has_already_is_refused(string name)
    {
        var type = new AggregateType<Account, AccountMessage>("x", BankJson.Default.Account, BankJson.Default.AccountMessage, Account.Decide)
            .Text("owner", account => account.Owner);

        Assert.Throws<ArgumentException>(() => type.Text(name, account => account.Owner));
    }

    private static string Pragma(BankApp app, string name)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(app.Folder, "bank.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"pragma {name}";
        return (string)command.ExecuteScalar()!;
    }
}
