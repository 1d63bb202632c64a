using Clearance.Engine.Journal;
using Clearance.Engine.Tests.Bank;
using Clearance.Kernel;

namespace Clearance.Engine.Tests;

public abstract class JournalTests(Provider provider) : EngineTests(provider)
{
    [Fact]
    public async Task Folding_the_journal_again_gives_the_stored_state_and_chain()
    {
        await using var app = await PlayAsync();

        var replay = await ReplayAsync(app);

        var stored = await app.Accounts.FindAsync(Ledgers.Accounts, "a", CancellationToken.None);
        Assert.Equal((null, stored!.Version, stored.State), (replay.Difference, replay.Version, replay.State));
    }

    [Fact]
    public async Task The_journal_names_who_did_what_and_what_was_published()
    {
        await using var app = await PlayAsync();

        var journal = await app.Accounts.JournalAsync(Ledgers.Accounts, "a", CancellationToken.None);

        Assert.Equal([1L, 2L, 3L, 4L, 5L], journal.Select(entry => entry.Version));
        Assert.Equal(new Actor("teller", Roles.Declarant, "firm"), journal[1].Occasion.Actor);
        Assert.Equal("""{"$type":"deposit","amount":50}""", journal[1].Message);
        Assert.Equal(["google.protobuf.StringValue"], journal[1].Events);
    }

    [Fact]
    public async Task A_message_that_changes_nothing_leaves_no_row_but_its_facts_count()
    {
        await using var app = await PlayAsync();
        var before = await app.Accounts.FindAsync(Ledgers.Accounts, "a", CancellationToken.None);
        await Probe.UntilAsync(() => app.TallyAsync("anna"), tally => tally?.Count == 4);

        await app.SendAsync("a", new Look());

        await Probe.UntilAsync(() => app.TallyAsync("anna"), tally => tally?.Count == 5);
        Assert.Equal(before!.Version, (await app.Accounts.FindAsync(Ledgers.Accounts, "a", CancellationToken.None))!.Version);
        Assert.Equal(5, (await app.Accounts.JournalAsync(Ledgers.Accounts, "a", CancellationToken.None)).Count);
    }

    [Theory]
    [InlineData("""update journal set message = '{"$type":"deposit","amount":51}' where key = 'a' and version = 2""", 1)]
    [InlineData("update journal set actor_subject = 'somebody else' where key = 'a' and version = 3", 2)]
    [InlineData("update journal set time = time + 1 where key = 'a' and version = 4", 3)]
    [InlineData("delete from journal where key = 'a' and version = 3", 2)]
    [InlineData("""update journal set message = '{"$type":"withdraw","amount":5000}' where key = 'a' and version = 3""", 2)]
    public async Task A_journal_that_was_tampered_with_does_not_fit(string tampering, long lastGood)
    {
        await using var app = await PlayAsync();
        app.Execute("bank", tampering);

        var replay = await ReplayAsync(app);

        Assert.NotNull(replay.Difference);
        Assert.Equal(lastGood, replay.Version);
    }

    private async Task<BankApp> PlayAsync()
    {
        var app = await StartAsync();
        await app.SendAsync("a", new Open("anna"));
        await app.SendAsync("b", new Open("ben"));
        foreach (var message in new AccountMessage[] { new Deposit(50), new Withdraw(20), new Send("b", 5), new Deposit(1) })
        {
            await app.SendAsync("a", message, BankApp.By("teller", enterprise: "firm"));
        }

        return app;
    }

    private static async Task<Replay<Account>> ReplayAsync(BankApp app) => JournalReplay.Fold(
        new BankDefinition(), Ledgers.Accounts, await app.Accounts.JournalAsync(Ledgers.Accounts, "a", CancellationToken.None));
}

public sealed class SqliteJournalTests() : JournalTests(Provider.Sqlite);

[Trait("Needs", "servers")]
public sealed class PostgreSqlJournalTests() : JournalTests(Provider.PostgreSql);
