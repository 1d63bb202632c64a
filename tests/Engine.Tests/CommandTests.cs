using Clearance.Engine.Tests.Bank;

namespace Clearance.Engine.Tests;

public abstract class CommandTests(Provider provider) : EngineTests(provider)
{
    [Fact]
    public async Task A_command_changes_an_aggregate_and_is_answered_with_its_state()
    {
        await using var app = await StartAsync();

        await app.SendAsync("a", new Open("anna"));
        var balance = await app.SendAsync("a", new Deposit(70));

        Assert.Equal(70, balance);
        var found = await app.Accounts.FindAsync(Ledgers.Accounts, "a", CancellationToken.None);
        Assert.Equal((70, 2), (found!.State.Balance, found.Version));
    }

    [Fact]
    public async Task A_refused_command_stores_nothing()
    {
        await using var app = await StartAsync();
        await app.SendAsync("a", new Open("anna"));

        Assert.Equal("BALANCE_TOO_SMALL", await app.RefusalOf("a", new Withdraw(1)));

        Assert.Single(await app.Accounts.JournalAsync(Ledgers.Accounts, "a", CancellationToken.None));
    }

    [Fact]
    public async Task A_command_that_throws_fails_for_its_caller_and_stores_nothing()
    {
        await using var app = await StartAsync();
        await app.SendAsync("a", new Open("anna"));

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => app.SendAsync("a", new Break()));

        Assert.Equal("Broken on purpose.", exception.Message);
        Assert.Equal(5, await app.SendAsync("a", new Deposit(5)));
    }

    [Fact]
    public async Task What_a_message_tells_is_done_with_it_or_not_at_all()
    {
        await using var app = await StartAsync();
        await app.SendAsync("a", new Open("anna"));
        await app.SendAsync("b", new Open("ben"));
        await app.SendAsync("a", new Deposit(100));

        await app.SendAsync("a", new Send("b", 30));
        Assert.Equal("ACCOUNT_MISSING", await app.RefusalOf("a", new Send("nobody", 30)));

        Assert.Equal((70, 30), ((await app.AccountAsync("a"))!.Balance, (await app.AccountAsync("b"))!.Balance));
    }

    [Fact]
    public async Task Facts_reach_the_service_that_hears_them()
    {
        await using var app = await StartAsync();
        await app.SendAsync("a", new Open("anna"));

        await app.SendAsync("a", new Deposit(70));
        await app.SendAsync("a", new Withdraw(20));

        var tally = await Probe.UntilAsync(() => app.TallyAsync("anna"), tally => tally?.Count == 2);
        Assert.Equal(50, tally!.Sum);
    }
}

public sealed class SqliteCommandTests() : CommandTests(Provider.Sqlite);

[Trait("Needs", "servers")]
public sealed class PostgreSqlCommandTests() : CommandTests(Provider.PostgreSql);
