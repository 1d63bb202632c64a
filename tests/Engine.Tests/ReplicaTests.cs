using System.Collections.Concurrent;
using Clearance.Engine.Loop;
using Clearance.Engine.Storage;
using Clearance.Engine.Tests.Bank;
using Clearance.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Clearance.Engine.Tests;

/// <summary>Two replicas of every service on one database.</summary>
[Trait("Needs", "servers")]
public sealed class ReplicaTests() : EngineTests(Provider.PostgreSql)
{
    [Fact]
    public async Task A_limit_is_not_passed_and_the_ledger_sums_to_zero_when_two_replicas_draw_on_it()
    {
        await using var pair = await PairAsync();
        await pair.First.SendAsync("a", new Open("anna"));
        await pair.First.SendAsync("b", new Open("ben"));
        await pair.First.SendAsync("a", new Deposit(200));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Task.Run(() =>
            IsDoneAsync(pair[i], "a", i % 2 == 0 ? new Withdraw(1) : new Send("b", 1)))));

        Assert.Equal(200, outcomes.Count(done => done));
        var (anna, ben) = ((await pair.First.AccountAsync("a"))!, (await pair.First.AccountAsync("b"))!);
        Assert.Equal((0, 201), (anna.Balance, anna.Moves));
        Assert.Equal(0, pair.First.Count("bank", "select cast(sum(amount) as bigint) from posting"));
        Assert.Equal(2 * (201 + ben.Moves), pair.First.Count("bank", "select count(*) from posting"));
        await Probe.UntilAsync(() => pair.First.TallyAsync("all"), tally => tally?.Count == 201 + ben.Moves);
        await Probe.UntilAsync(() => pair.First.Count("bank", "select count(*) from outbox"), rows => rows == 0);
        Assert.Equal(anna.Moves + ben.Moves, (await pair.First.TallyAsync("all"))!.Count);
    }

    [Fact]
    public async Task A_request_id_that_comes_to_both_at_once_is_carried_out_once()
    {
        await using var pair = await PairAsync();
        await pair.First.SendAsync("a", new Open("anna"));

        foreach (var i in Enumerable.Range(0, 30))
        {
            var command = new Guid(i, 1, 2, new byte[8]).ToString("D");
            var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(replica => Task.Run(() =>
                pair[replica].SendAsync("a", new Deposit(1), BankApp.By("t", command, "one")))));
            Assert.Equal([i + 1, i + 1], answers);
        }
    }

    [Fact]
    public async Task New_aggregates_that_both_make_at_once_exist_once()
    {
        await using var pair = await PairAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => IsDoneAsync(pair[i], $"k{i / 2}", new Open("x")))));

        Assert.Equal(100, outcomes.Count(done => done));
        Assert.Equal(100, pair.First.Count("bank", "select count(*) from account where version = 1"));
    }

    [Fact]
    public async Task What_one_replica_has_read_for_a_batch_the_other_waits_for()
    {
        await using var app = await StartAsync();
        await app.HearAsync("anna:1", new Guid(1, 6, 0, new byte[8]));
        var database = app.Services.GetRequiredService<IDatabase<AuditDefinition>>();
        await using var first = database.OpenStore();
        await using var second = database.OpenStore();
        var wanted = new Wanted([new AggregateKey("tally", "anna")], [], [], []);

        var row = (await first.BeginAsync(wanted, CancellationToken.None)).States[0];
        var other = second.BeginAsync(wanted, CancellationToken.None).AsTask();
        await Probe.UntilAsync(
            () => app.Count("audit", "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"),
            waiting => waiting == 1 || other.IsCompleted);
        Assert.False(other.IsCompleted);
        var changes = new Changes();
        changes.States.Add(new StateChange(Ledgers.Tallies, new Tally(1, 1), row with { Version = 2 }, 1, []));
        await first.CommitAsync(changes, CancellationToken.None);

        Assert.Equal(2, (await other).States[0].Version);
        await second.RollbackAsync();
    }

    [Fact]
    public async Task Transfers_against_each_other_do_not_lock_up()
    {
        await using var pair = await PairAsync();
        foreach (var key in new[] { "a", "b" })
        {
            await pair.First.SendAsync(key, new Open(key));
            await pair.First.SendAsync(key, new Deposit(1000));
        }

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
            Assert.True(await IsDoneAsync(pair[i], i % 2 == 0 ? "a" : "b", new Send(i % 2 == 0 ? "b" : "a", 1))))));

        Assert.Equal((1000, 1000), ((await pair.First.AccountAsync("a"))!.Balance, (await pair.First.AccountAsync("b"))!.Balance));
    }

    [Fact]
    public async Task A_deadline_wakes_once_though_both_see_it()
    {
        var start = TimeProvider.System.GetUtcNow();
        var clock = new FakeTimeProvider(start);
        await using var pair = await PairAsync(clock: clock);
        foreach (var i in Enumerable.Range(0, 150))
        {
            await pair[i].SendAsync($"k{i:000}", new Open("x"));
            await pair[i].SendAsync($"k{i:000}", new Remind(start.AddHours(1)));
        }

        clock.Advance(TimeSpan.FromHours(1));

        await Probe.UntilAsync(() => pair.First.Count("bank", "select count(*) from account where version = 3"), count => count == 150);
        Assert.Equal(150, pair.First.Count("bank", """select count(*) from account where state like '%"rings":1}'"""));
    }

    [Fact]
    public async Task A_replica_leaves_the_events_of_another_alone_until_that_one_is_gone_or_hangs()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var place = await NewPlaceAsync();
        var (dying, hanging, living) = (new Recorder(), new Recorder(), new Recorder());
        var first = await StartAsync(place, clock, With(dying));
        await using var second = await StartAsync(place, clock, With(hanging));
        await first.SendAsync("a", new Open("anna"));
        await second.SendAsync("b", new Open("ben"));
        await using var third = await StartAsync(place, clock, services =>
        {
            With(living)(services);
            FaultyDatabase<BankDefinition>.Decorate(services, _ => null);
        });
        await third.SendAsync("c", new Open("carl"));
        await Probe.UntilAsync(() => (dying.Sent.Count, hanging.Sent.Count), sent => sent == (1, 1));
        await ScanAsync(third);
        Assert.Equal(["accounts/carl"], living.Sent);

        await first.DisposeAsync();
        await Probe.UntilAsync(() => living.Sent.ToArray(), sent => sent.Contains("accounts/anna"));
        Assert.DoesNotContain("accounts/ben", living.Sent);

        clock.Advance(TimeSpan.FromMinutes(1));
        await Probe.UntilAsync(() => living.Sent.ToArray(), sent => sent.Contains("accounts/ben"));
        Assert.Equal(3, living.Sent.Count);
    }

    [Fact]
    public async Task A_replica_that_dies_amid_work_is_replaced_by_the_other()
    {
        var (dead, visits) = (false, 0);
        var place = await NewPlaceAsync();
        await using var first = await StartAsync(place, bankAt: step =>
        {
            dead |= step is Step.Committed && ++visits > 5;
            if (dead)
            {
                throw new CrashException();
            }
        });
        await using var second = await StartAsync(place);
        await second.SendAsync("a", new Open("anna"));

        for (var i = 0; i < 40; i++)
        {
            var command = BankApp.By("t", new Guid(i, 5, 5, new byte[8]).ToString("D"), "one");
            var answer = first.SendAsync("a", new Deposit(1), command);
            await Probe.UntilAsync(() => answer.IsCompleted, done => done || dead);
            if (!answer.IsCompletedSuccessfully)
            {
                // The first one is gone with its connection, as a process would be.
                await first.BankHost.Store.DisposeAsync();
                await second.SendAsync("a", new Deposit(1), command);
            }
        }

        Assert.True(dead);
        Assert.Equal(40, (await second.AccountAsync("a"))!.Balance);
        var tally = await Probe.UntilAsync(() => second.TallyAsync("anna"), tally => tally?.Count >= 40);
        await Probe.UntilAsync(() => second.Count("bank", "select count(*) from outbox"), rows => rows == 0);
        Assert.Equal((40, 40), (tally!.Sum, tally.Count));
    }

    private static Action<IServiceCollection> With(ITransport transport) => services => services.AddSingleton(transport);

    private static async Task<bool> IsDoneAsync(BankApp app, string key, AccountMessage message)
    {
        try
        {
            await app.SendAsync(key, message);
            return true;
        }
        catch (RefusedException refused) when (refused.Refusal.Kind is RefusalKind.Precondition or RefusalKind.Exists)
        {
            return false;
        }
    }

    private static async Task ScanAsync(BankApp app)
    {
        var database = (FaultyDatabase<BankDefinition>)app.Services.GetRequiredService<IDatabase<BankDefinition>>();
        var scans = database.Scans;
        await Probe.UntilAsync(() => database.Scans, count => count >= scans + 2);
    }

    private async Task<Pair> PairAsync(TimeProvider? clock = null)
    {
        var place = await NewPlaceAsync();
        return new Pair(await StartAsync(place, clock), await StartAsync(place, clock));
    }

    private sealed record Pair(BankApp First, BankApp Second) : IAsyncDisposable
    {
        public BankApp this[int number] => number % 2 == 0 ? First : Second;

        public async ValueTask DisposeAsync()
        {
            await First.DisposeAsync();
            await Second.DisposeAsync();
        }
    }

    /// <summary>A transport that sends and is never told of an end.</summary>
    private sealed class Recorder : ITransport
    {
        private readonly ConcurrentQueue<string> _sent = new();

        public IReadOnlyCollection<string> Sent => _sent;

        public void Subscribe(string service, Func<Delivery, CancellationToken, ValueTask> deliver)
        {
        }

        public ValueTask PublishAsync(
            IReadOnlyList<EventBatch> batches, Action<IReadOnlyList<Guid>> confirmed, CancellationToken cancellationToken)
        {
            foreach (var sent in batches.SelectMany(batch => batch.Events))
            {
                _sent.Enqueue(sent.Subject);
            }

            return ValueTask.CompletedTask;
        }
    }
}
