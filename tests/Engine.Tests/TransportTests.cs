using Clearance.Messaging;
using Google.Protobuf.WellKnownTypes;
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
}
