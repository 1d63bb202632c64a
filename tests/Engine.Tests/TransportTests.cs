using Clearance.Engine.Storage;
using Clearance.Engine.Tests.Bank;
using Clearance.Messaging;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clearance.Engine.Tests;

public sealed class TransportTests
{
    private static readonly EventRoutes s_routes = new([new(StringValue.Descriptor, "bank", ["audit", "tax"]), new(BoolValue.Descriptor, "bank", [])]);

    [Fact]
    public async Task An_event_is_confirmed_when_every_consumer_has_settled_it_and_not_before()
    {
        await using var transport = new LocalTransport(s_routes, NullLogger<LocalTransport>.Instance);
        var (audit, tax, confirmed) = (new Consumer(), new Consumer(), new List<Guid>());
        transport.Subscribe("audit", audit.TakeAsync);
        transport.Subscribe("tax", tax.TakeAsync);

        await transport.PublishAsync("bank", [Event(1)], confirmed.AddRange, CancellationToken.None);
        await Probe.UntilAsync(() => (audit.Taken.Count, tax.Taken.Count), counts => counts == (1, 1));
        audit.Taken[0].Settle();
        audit.Taken[0].Settle();
        Assert.Empty(confirmed);
        tax.Taken[0].Settle();

        Assert.Equal([Event(1).Id], confirmed);
    }

    [Fact]
    public async Task A_consumer_that_takes_nothing_holds_up_nobody_else()
    {
        await using var transport = new LocalTransport(s_routes, NullLogger<LocalTransport>.Instance);
        var audit = new Consumer();
        transport.Subscribe("audit", audit.TakeAsync);
        transport.Subscribe("tax", async (_, token) => await Task.Delay(Timeout.Infinite, token));

        await transport.PublishAsync("bank", [.. Enumerable.Range(1, 100).Select(Event)], _ => { }, CancellationToken.None);

        await Probe.UntilAsync(() => audit.Taken.Count, count => count == 100);
        Assert.Equal(Enumerable.Range(1, 100).Select(i => Event(i).Id), audit.Taken.Select(delivery => delivery.Event.Id));
    }

    [Fact]
    public async Task A_consumer_that_comes_later_gets_what_was_published_before()
    {
        await using var transport = new LocalTransport(s_routes, NullLogger<LocalTransport>.Instance);
        await transport.PublishAsync("bank", [Event(1)], _ => { }, CancellationToken.None);

        var audit = new Consumer();
        transport.Subscribe("audit", audit.TakeAsync);

        await Probe.UntilAsync(() => audit.Taken.Count, count => count == 1);
    }

    [Fact]
    public async Task An_event_that_nobody_hears_is_confirmed_at_once()
    {
        await using var transport = new LocalTransport(s_routes, NullLogger<LocalTransport>.Instance);
        var confirmed = new List<Guid>();

        await transport.PublishAsync("bank", [Event(1) with { Type = BoolValue.Descriptor.FullName }], confirmed.AddRange, CancellationToken.None);

        Assert.Single(confirmed);
    }

    [Fact]
    public async Task What_is_on_its_way_is_not_sent_again_and_what_failed_is()
    {
        var transport = new Recorder { Failures = 1 };
        await using var app = await BankApp.StartAsync(services: services =>
        {
            services.AddSingleton<ITransport>(transport);
            FaultyDatabase<BankDefinition>.Decorate(services, _ => null);
        });
        var database = (FaultyDatabase<BankDefinition>)app.Services.GetRequiredService<IDatabase<BankDefinition>>();

        await app.SendAsync("a", new Open("anna"));
        await app.SendAsync("a", new Deposit(1));

        // The first hand-over failed and is repeated by a scan; two more scans after that repeat nothing.
        await Probe.UntilAsync(() => transport.Sent.Count, sent => sent >= 2);
        var scans = database.Scans;
        await Probe.UntilAsync(() => database.Scans, count => count >= scans + 2);
        Assert.Equal(2, transport.Sent.Count);
        Assert.Equal(2, transport.Sent.Distinct().Count());
        Assert.Equal(2, app.Count("bank", "select count(*) from outbox"));
    }

    [Fact]
    public async Task Confirmed_rows_leave_the_outbox_even_when_nothing_else_happens()
    {
        await using var app = await BankApp.StartAsync();

        await app.SendAsync("a", new Open("anna"));

        await Probe.UntilAsync(() => app.Count("bank", "select count(*) from outbox"), rows => rows == 0);
    }

    [Fact]
    public async Task More_events_than_the_window_holds_all_arrive()
    {
        using var gate = new Gate();
        await using var app = await BankApp.StartAsync(auditAt: gate.At);
        await app.SendAsync("a", new Open("anna"));
        gate.Close();
        for (var i = 0; i < 5; i++)
        {
            await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => app.SendAsync("a", new Deposit(1))));
        }

        gate.Open();

        var tally = await Probe.UntilAsync(() => app.TallyAsync("anna"), tally => tally?.Count >= 5000);
        Assert.Equal((5000, 5000), (tally!.Sum, tally.Count));
    }

    private static OutboxEvent Event(int number) => new(
        new Guid(number, 0, 0, new byte[8]), StringValue.Descriptor.FullName, "accounts/a", new byte[] { 1 }, DateTimeOffset.UnixEpoch, string.Empty);

    private sealed class Consumer
    {
        public List<Delivery> Taken { get; } = [];

        public ValueTask TakeAsync(Delivery delivery, CancellationToken cancellationToken)
        {
            Taken.Add(delivery);
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>A transport that confirms nothing.</summary>
    private sealed class Recorder : ITransport
    {
        public int Failures { get; set; }

        public List<Guid> Sent { get; } = [];

        public void Subscribe(string service, Func<Delivery, CancellationToken, ValueTask> deliver)
        {
        }

        public ValueTask PublishAsync(
            string service, IReadOnlyList<OutboxEvent> events, Action<IReadOnlyList<Guid>> confirmed, CancellationToken cancellationToken)
        {
            if (Failures-- > 0)
            {
                throw new IOException("The broker is away.");
            }

            Sent.AddRange(events.Select(sent => sent.Id));
            return ValueTask.CompletedTask;
        }
    }
}
