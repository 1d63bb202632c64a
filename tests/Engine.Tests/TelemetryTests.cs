using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Clearance.Engine.Tests.Bank;
using Clearance.Kernel;
using Clearance.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Clearance.Engine.Tests;

public sealed class TelemetryTests() : EngineTests(Provider.Sqlite)
{
    [Fact]
    public async Task One_trace_runs_from_the_command_to_the_service_that_hears_of_it()
    {
        using var source = new ActivitySource("test");
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        var spans = new ConcurrentBag<Activity>();
        listener.ActivityStopped = spans.Add;
        ActivitySource.AddActivityListener(listener);
        await using var app = await StartAsync();
        await app.SendAsync("a", new Open("anna"));

        using var call = source.StartActivity("call");
        await app.SendAsync("a", new Deposit(1));

        await Probe.UntilAsync(
            () => spans.Where(span => span.TraceId == call!.TraceId).Select(span => span.OperationName).Order().ToArray(),
            names => names.SequenceEqual(["decide command", "decide fact"]));
    }

    [Fact]
    public async Task The_loop_counts_what_it_does()
    {
        using var probe = new MeterProbe();
        await using var app = await StartAsync();
        var host = app.Services.GetRequiredService<IMeterFactory>();

        await app.SendAsync("a", new Open("anna"));
        await app.RefusalOf("a", new Withdraw(1));
        await app.HearAsync("bomb:1", new Guid(1, 9, 9, new byte[8]));
        await app.HearAsync("bomb:1", new Guid(1, 9, 9, new byte[8]));

        await Probe.UntilAsync(() => probe.Sum(host, "clearance.engine.commands", "clearance.service=bank"), count => count == 2);
        await Probe.UntilAsync(() => probe.Sum(host, "clearance.engine.commands.refused", "clearance.refusal.kind=precondition"), count => count == 1);
        await Probe.UntilAsync(() => probe.Sum(host, "clearance.engine.dead_letters", "clearance.service=audit"), count => count == 1);
        await Probe.UntilAsync(() => probe.Sum(host, "clearance.engine.events.duplicate", "clearance.service=audit"), count => count == 1);
        await Probe.UntilAsync(() => probe.Sum(host, "clearance.engine.batch.size", "clearance.service=bank"), sum => sum >= 2);
        Assert.All(probe.Values(host, "clearance.engine.batch.duration"), seconds => Assert.InRange(seconds, 1e-6, 60));
        Assert.Equal(0, probe.Gauge(host, "clearance.engine.queue.depth", "clearance.service=bank"));
        Assert.NotNull(probe.Gauge(host, "clearance.engine.outbox.age", "clearance.service=bank"));
    }

    [Fact]
    public async Task Dead_letters_that_wait_are_read_from_the_database()
    {
        using var probe = new MeterProbe();
        var place = await NewPlaceAsync();
        await using (var before = await StartAsync(place))
        {
            await before.HearAsync("bomb:1", new Guid(1, 9, 8, new byte[8]));
        }

        await using var app = await StartAsync(place);
        var host = app.Services.GetRequiredService<IMeterFactory>();

        await Probe.UntilAsync(() => probe.Gauge(host, "clearance.engine.dead_letters.waiting", "clearance.service=audit"), waiting => waiting == 1);
        await Probe.UntilAsync(() => probe.Gauge(host, "clearance.engine.dead_letters.waiting", "clearance.service=bank"), waiting => waiting == 0);
    }

    [Fact]
    public async Task A_fact_is_shown_when_it_is_committed_and_only_then()
    {
        var facts = new FactNotes();
        await using var app = await StartAsync(services: services => services.AddSingleton<IFactObserver<BankDefinition>>(facts));

        await app.SendAsync("a", new Open("anna"));
        await app.SendAsync("a", new Deposit(5), BankApp.By("teller", "00000000-0000-4000-8000-000000000001", "five"));
        await app.SendAsync("a", new Deposit(5), BankApp.By("teller", "00000000-0000-4000-8000-000000000001", "five"));
        await app.RefusalOf("a", new Withdraw(100));
        Assert.Equal("ACCOUNT_MISSING", await app.RefusalOf("a", new Send("nobody", 1)));
        await app.SendAsync("a", new Look());

        await Probe.UntilAsync(() => facts.All, all => all.SequenceEqual([new Opened("anna"), new Moved("anna", 5), new Moved("anna", 0)]));
    }

    [Fact]
    public async Task Values_of_a_column_are_counted_among_the_rows_that_pass()
    {
        await using var app = await StartAsync();
        await app.SendAsync("a", new Open("anna", "gold"));
        await app.SendAsync("b", new Open("anna"));
        await app.SendAsync("c", new Open("bert", "iron"));

        var owners = await app.Accounts.CountAsync(Ledgers.Accounts, "owner", Filter.Is("balance", 0L), CancellationToken.None);
        var cards = await app.Accounts.CountAsync(Ledgers.Accounts, "card", Filter.Is("owner", "anna"), CancellationToken.None);

        Assert.Equal([("anna", 2), ("bert", 1)], owners.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)));
        Assert.Equal([("gold", 1)], cards.Select(pair => (pair.Key, pair.Value)));
    }

    private sealed class FactNotes : IFactObserver<BankDefinition>
    {
        private readonly ConcurrentQueue<IFact> _facts = new();

        public IReadOnlyList<IFact> All => [.. _facts];

        public void Committed(IFact fact) => _facts.Enqueue(fact);
    }
}
