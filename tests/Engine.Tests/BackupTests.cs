using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Clearance.Engine.Journal;
using Clearance.Engine.Tests.Bank;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Clearance.Engine.Tests;

/// <summary>The commands that deploy/README.md gives for backup and restore, taken from a service that works meanwhile.</summary>
public abstract class BackupTests(Provider provider) : EngineTests(provider)
{
    private const string RequestId = "5e0a3f2e-8a4f-4a55-8a2f-9a1f7c1d2b3c";

    [Fact]
    public async Task A_copy_of_a_working_service_is_whole_and_sends_what_was_still_to_be_sent()
    {
        var (place, copy) = (await NewPlaceAsync(), await NewPlaceAsync());
        await SkipWithoutToolsAsync(place);
        var (sent, before) = (1L, 0L);
        await using (var app = await StartAsync(place, services: services => services.AddSingleton<ITransport>(new DeafTransport())))
        {
            await app.SendAsync("a", new Open("anna"));
            await app.SendAsync("a", new Deposit(1), BankApp.By("t", RequestId, "first"));
            using var enough = new CancellationTokenSource();
            var sending = Task.Run(async () =>
            {
                for (; !enough.IsCancellationRequested; sent++)
                {
                    await app.SendAsync("a", new Deposit(1));
                }
            });
            await Probe.UntilAsync(() => Volatile.Read(ref sent), count => count > 50);
            before = Volatile.Read(ref sent);

            await BackUpAsync(place, copy, "bank");

            await Probe.UntilAsync(() => Volatile.Read(ref sent), count => count > before);
            await enough.CancelAsync();
            await sending;
        }

        await using var restored = await StartAsync(copy);

        var account = (await restored.Accounts.FindAsync(Ledgers.Accounts, "a", CancellationToken.None))!;
        Assert.InRange(account.State.Balance, before, sent);
        var journal = await restored.Accounts.JournalAsync(Ledgers.Accounts, "a", CancellationToken.None);
        var replay = JournalReplay.Fold(new BankDefinition(), Ledgers.Accounts, journal);
        Assert.Equal((null, account.Version, account.State), (replay.Difference, replay.Version, replay.State));
        await Probe.UntilAsync(() => restored.TallyAsync("anna"), tally => tally?.Sum == account.State.Balance);
        await Probe.UntilAsync(() => restored.Count("bank", "select count(*) from outbox"), rows => rows == 0);
        Assert.Equal(1, await restored.SendAsync("a", new Deposit(1), BankApp.By("t", RequestId, "first")));
        Assert.Equal(account.State.Balance + 1, await restored.SendAsync("a", new Deposit(1)));
    }

    private protected virtual Task SkipWithoutToolsAsync(Place place) => Task.CompletedTask;

    private protected abstract Task BackUpAsync(Place from, Place to, string service);
}

public sealed class SqliteBackupTests() : BackupTests(Provider.Sqlite)
{
    private protected override Task BackUpAsync(Place from, Place to, string service)
    {
        from.Execute(service, $"vacuum into '{Path.Combine(to.Folder, service)}.db'");
        return Task.CompletedTask;
    }
}

[Trait("Needs", "servers")]
public sealed class PostgreSqlBackupTests() : BackupTests(Provider.PostgreSql)
{
    private protected override async Task BackUpAsync(Place from, Place to, string service)
    {
        var file = Path.Combine(from.Folder, $"{service}.dump");
        await RunAsync("pg_dump", from, service, "--format=custom", "--no-owner", $"--file={file}");
        await RunAsync("pg_restore", to, service, "--no-owner", "--exit-on-error", "--single-transaction", $"--dbname={DatabaseOf(to, service).Database}", file);
    }

    private static NpgsqlConnectionStringBuilder DatabaseOf(Place place, string service) => new(place.Connect(service).ConnectionString);

    private protected override async Task SkipWithoutToolsAsync(Place place)
    {
        var server = (string)place.Scalar("bank", "show server_version")!;
        try
        {
            // "pg_dump (PostgreSQL) 15.18 (Debian ...)"
            var client = (await RunAsync("pg_dump", place, "bank", "--version")).Split(' ')[2];
            Assert.SkipWhen(MajorOf(client) < MajorOf(server), $"No pg_dump here that knows a server of version {server}: this one is {client}.");
        }
        catch (Win32Exception)
        {
            Assert.Skip("No pg_dump here.");
        }

        static int MajorOf(string version) => int.Parse(version.Split('.')[0], CultureInfo.InvariantCulture);
    }

    private static async Task<string> RunAsync(string program, Place place, string service, params string[] arguments)
    {
        var database = DatabaseOf(place, service);
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["PGHOST"] = database.Host,
                ["PGPORT"] = database.Port.ToString(CultureInfo.InvariantCulture),
                ["PGUSER"] = database.Username,
                ["PGPASSWORD"] = database.Password,
                ["PGDATABASE"] = database.Database,
            },
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {await error}");
        return await output;
    }
}
