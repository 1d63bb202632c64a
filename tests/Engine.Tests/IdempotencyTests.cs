using Clearance.Engine.Tests.Bank;

namespace Clearance.Engine.Tests;

public abstract class IdempotencyTests(Provider provider) : EngineTests(provider)
{
    private const string Request = "0b0f1c5e-6c9f-4d39-9d4c-0d8f1c1f7a01";

    [Fact]
    public async Task A_repeated_request_is_answered_with_its_first_answer_and_done_once()
    {
        await using var app = await StartAsync();
        await app.SendAsync("a", new Open("anna"));

        var first = await app.SendAsync("a", new Deposit(10), BankApp.By("t", Request, "deposit 10"));
        await app.SendAsync("a", new Deposit(1));
        var again = await app.SendAsync("a", new Deposit(10), BankApp.By("t", Request, "deposit 10"));

        Assert.Equal((10, 10, 11), (first, again, (await app.AccountAsync("a"))!.Balance));
    }

    [Fact]
    public async Task A_request_id_with_other_content_is_refused()
    {
        await using var app = await StartAsync();
        await app.SendAsync("a", new Open("anna"));
        await app.SendAsync("a", new Deposit(10), BankApp.By("t", Request, "deposit 10"));

        Assert.Equal("REQUEST_ID_REUSED", await app.RefusalOf("a", new Deposit(20), BankApp.By("t", Request, "deposit 20")));

        Assert.Equal(10, (await app.AccountAsync("a"))!.Balance);
    }

    [Fact]
    public async Task A_request_id_belongs_to_the_enterprise_of_its_caller()
    {
        await using var app = await StartAsync();
        await app.SendAsync("a", new Open("anna"));

        await app.SendAsync("a", new Deposit(10), BankApp.By("t", Request, "x", "firm one"));
        await app.SendAsync("a", new Deposit(10), BankApp.By("u", Request, "x", "firm one"));
        await app.SendAsync("a", new Deposit(10), BankApp.By("t", Request, "x", "firm two"));

        Assert.Equal(20, (await app.AccountAsync("a"))!.Balance);
    }

    [Fact]
    public async Task A_repeat_in_the_same_batch_is_answered_with_the_first_answer()
    {
        using var gate = new Gate();
        await using var app = await StartAsync(bankAt: gate.At);
        await app.SendAsync("a", new Open("anna"));
        var sends = await SendHeldAsync(app, gate, 5);

        Assert.All(sends, balance => Assert.Equal(10, balance));
        Assert.InRange(gate.Batches, 2, 3);
        Assert.Equal(10, (await app.AccountAsync("a"))!.Balance);
    }

    [Fact]
    public async Task A_refused_request_may_be_sent_again_under_its_id()
    {
        await using var app = await StartAsync();
        await app.SendAsync("a", new Open("anna"));
        Assert.Equal("BALANCE_TOO_SMALL", await app.RefusalOf("a", new Withdraw(10), BankApp.By("t", Request, "x")));
        await app.SendAsync("a", new Deposit(10));

        Assert.Equal(0, await app.SendAsync("a", new Withdraw(10), BankApp.By("t", Request, "x")));
    }

    [Fact]
    public async Task An_event_is_taken_in_once_however_often_it_comes()
    {
        await using var app = await StartAsync();
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.HearAsync("anna:5", id)));
        await app.HearAsync("anna:5", id);

        Assert.Equal(5, (await app.TallyAsync("anna"))!.Sum);
    }

    [Fact]
    public async Task A_batch_of_events_is_one_row_and_is_taken_in_once_however_often_it_comes()
    {
        await using var app = await StartAsync();
        var (batch, events) = (new Guid(1, 5, 0, new byte[8]), Enumerable.Range(0, 50).Select(i => (new Guid(i, 6, 0, new byte[8]), "anna:5")).ToArray());

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => BankApp.HearAsync(app.AuditHost, batch, events)));
        await BankApp.HearAsync(app.AuditHost, batch, events);

        Assert.Equal((250, 50), ((await app.TallyAsync("anna"))!.Sum, (await app.TallyAsync("anna"))!.Count));
        Assert.Equal(1, app.Count("audit", "select count(*) from inbox"));
    }

    private static async Task<long[]> SendHeldAsync(BankApp app, Gate gate, int count)
    {
        gate.Close();
        var first = app.SendAsync("a", new Look());
        await Probe.UntilAsync(() => gate.IsHolding, holding => holding);
        var sends = Enumerable.Range(0, count).Select(_ => app.SendAsync("a", new Deposit(10), BankApp.By("t", Request, "deposit 10"))).ToArray();
        gate.Open();
        await first;
        return await Task.WhenAll(sends);
    }
}

public sealed class SqliteIdempotencyTests() : IdempotencyTests(Provider.Sqlite);

[Trait("Needs", "servers")]
public sealed class PostgreSqlIdempotencyTests() : IdempotencyTests(Provider.PostgreSql);
