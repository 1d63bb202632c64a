using Clearance.Engine.Loop;
using Clearance.Engine.Tests.Bank;
using Clearance.Kernel;

namespace Clearance.Engine.Tests;

public abstract class BatchTests(Provider provider) : EngineTests(provider)
{
    [Fact]
    public async Task What_queues_up_during_a_batch_is_the_next_one()
    {
        using var gate = new Gate();
        await using var app = await StartAsync(bankAt: gate.At);
        await app.SendAsync("a", new Open("anna"));

        gate.Close();
        var first = app.SendAsync("a", new Deposit(1));
        await Probe.UntilAsync(() => gate.IsHolding, holding => holding);
        var others = Enumerable.Range(0, 250).Select(_ => app.SendAsync("a", new Deposit(1))).ToArray();
        gate.Open();
        await Task.WhenAll([first, .. others]);

        Assert.Equal(251, (await app.AccountAsync("a"))!.Balance);
        Assert.InRange(gate.Batches, 4, 5);
    }

    [Fact]
    public async Task Messages_are_decided_in_the_order_in_which_they_came()
    {
        using var gate = new Gate();
        await using var app = await StartAsync(bankAt: gate.At);
        await app.SendAsync("a", new Open("anna"));

        gate.Close();
        var balances = Enumerable.Range(1, 150).Select(i => app.SendAsync("a", i % 3 == 0 ? new Withdraw(2) : new Deposit(1))).ToArray();
        gate.Open();

        Assert.Equal(Enumerable.Range(1, 150).Select(i => (long)(i % 3 == 0 ? 0 : i % 3)), await Task.WhenAll(balances));
    }

    [Fact]
    public async Task A_batch_that_breaks_a_constraint_is_halved_down_to_the_one_at_fault()
    {
        using var gate = new Gate();
        await using var app = await StartAsync(bankAt: gate.At);
        await app.SendAsync("taken", new Open("tom", "card 7"));

        gate.Close();
        var opens = Enumerable.Range(0, 20).Select(i => app.SendAsync($"k{i}", new Open("x", $"card {i}"))).ToArray();
        gate.Open();

        var refused = await Assert.ThrowsAsync<RefusedException>(() => opens[7]);
        Assert.Equal((RefusalKind.Exists, "VALUE_TAKEN"), (refused.Refusal.Kind, refused.Refusal.Reason));
        await Task.WhenAll(opens.Where((_, i) => i != 7));
        Assert.Null(await app.AccountAsync("k7"));
    }

    [Fact]
    public async Task More_than_the_channel_holds_is_refused_and_deliveries_wait()
    {
        using var gate = new Gate();
        await using var app = await StartAsync(auditAt: gate.At, bankAt: gate.At);
        await app.SendAsync("a", new Open("anna"));

        gate.Close();
        var taken = app.SendAsync("a", new Deposit(1));
        await Probe.UntilAsync(() => gate.IsHolding, holding => holding);
        var sends = Enumerable.Range(0, EngineLoop.Capacity + 200).Select(_ => app.SendAsync("a", new Deposit(1))).ToArray();
        var heard = Enumerable.Range(0, EngineLoop.Capacity + 200).Select(i => app.HearAsync("anna:1", new Guid(i, 1, 0, new byte[8]))).ToArray();
        gate.Open();
        await taken;

        var refused = sends.Count(send => send.ContinueWith(done => done.IsFaulted, TaskScheduler.Default).Result);
        Assert.InRange(refused, 150, 250);
        Assert.Equal("OVERLOADED", (await Assert.ThrowsAsync<RefusedException>(() => sends[^1])).Refusal.Reason);
        await Task.WhenAll(heard);
        Assert.True((await app.TallyAsync("anna"))!.Count >= EngineLoop.Capacity + 200);
    }

    [Fact]
    public async Task A_limit_is_never_passed_however_many_draw_on_it_at_once()
    {
        await using var app = await StartAsync();
        await app.SendAsync("a", new Open("anna"));
        await app.SendAsync("a", new Deposit(100));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => Task.Run(async () =>
        {
            try
            {
                await app.SendAsync("a", new Withdraw(1));
                return true;
            }
            catch (RefusedException)
            {
                return false;
            }
        })));

        Assert.Equal(100, outcomes.Count(done => done));
        Assert.Equal(0, (await app.AccountAsync("a"))!.Balance);
    }

    [Fact]
    public async Task Telling_without_end_is_a_fault_of_its_message_alone()
    {
        await using var app = await StartAsync();
        await app.SendAsync("a", new Open("anna"));
        await app.SendAsync("b", new Open("ben"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => app.SendAsync("a", new Echo("a")));

        Assert.Equal(3, await app.SendAsync("a", new Deposit(3)));
    }

    [Fact]
    public async Task A_stop_finishes_what_was_taken_and_refuses_the_rest()
    {
        using var gate = new Gate();
        var app = await StartAsync(bankAt: gate.At);
        await app.SendAsync("a", new Open("anna"));

        gate.Close();
        var taken = Enumerable.Range(0, 150).Select(_ => app.SendAsync("a", new Deposit(1))).ToArray();
        var stopping = app.BankHost.StopAsync(CancellationToken.None);
        var late = await app.RefusalOf("a", new Deposit(1));
        gate.Open();
        await stopping;
        await Task.WhenAll(taken);
        await app.DisposeAsync();

        await using var again = await StartAsync(app.Place);
        Assert.Equal((150, "OVERLOADED"), ((await again.AccountAsync("a"))!.Balance, late));
    }
}

public sealed class SqliteBatchTests() : BatchTests(Provider.Sqlite);

[Trait("Needs", "servers")]
public sealed class PostgreSqlBatchTests() : BatchTests(Provider.PostgreSql);
