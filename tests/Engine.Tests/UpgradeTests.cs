using System.Data.Common;
using Clearance.Engine.Journal;
using Clearance.Engine.Storage;
using Clearance.Engine.Tests.Bank;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Clearance.Engine.Tests;

public abstract class UpgradeTests(Provider provider) : EngineTests(provider)
{
    [Fact]
    public async Task A_place_of_the_version_before_is_brought_up_to_date_with_all_that_is_in_it()
    {
        var place = await NewPlaceAsync();
        await using (var app = await StartAsync(place, services: services => services.AddSingleton<ITransport>(new DeafTransport())))
        {
            await app.SendAsync("a", new Open("anna", "card 1"));
            await app.SendAsync("a", new Deposit(70), BankApp.By("t", "5e0a3f2e-8a4f-4a55-8a2f-9a1f7c1d2b3c", "70"));
            await DowngradeAsync(app);
        }

        Assert.ThrowsAny<DbException>(() => place.Count("bank", "select count(taking) from inbox"));
        Assert.Equal(2, place.Count("bank", "select count(*) from outbox"));

        await using var again = await StartAsync(place);

        Assert.Equal(70, await again.SendAsync("a", new Deposit(70), BankApp.By("t", "5e0a3f2e-8a4f-4a55-8a2f-9a1f7c1d2b3c", "70")));
        await Probe.UntilAsync(() => again.TallyAsync("anna"), tally => tally?.Sum == 70);
        Assert.Equal("VALUE_TAKEN", await again.RefusalOf("b", new Open("ben", "card 1")));
        Assert.Equal(71, await again.SendAsync("a", new Deposit(1)));
        var journal = await again.Accounts.JournalAsync(Ledgers.Accounts, "a", CancellationToken.None);
        var replay = JournalReplay.Fold(new BankDefinition(), Ledgers.Accounts, journal);
        Assert.Equal((null, 3), (replay.Difference, replay.Version));
    }

    // Back to the second newest migration; what is in the tables stays.
    private static async Task DowngradeAsync(BankApp app)
    {
        await using var context = app.Services.GetRequiredService<IDatabase<BankDefinition>>().OpenContext();
        var before = context.Database.GetMigrations().Order(StringComparer.Ordinal).ToArray()[^2];
        await context.GetService<IMigrator>().MigrateAsync(before);
    }
}

public sealed class SqliteUpgradeTests() : UpgradeTests(Provider.Sqlite);

[Trait("Needs", "servers")]
public sealed class PostgreSqlUpgradeTests() : UpgradeTests(Provider.PostgreSql);
