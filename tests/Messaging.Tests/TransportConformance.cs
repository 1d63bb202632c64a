using Clearance.Engine;

namespace Clearance.Messaging.Tests;

/// <summary>What every transport keeps to, whatever it is made of.</summary>
public abstract class TransportConformance : IAsyncLifetime
{
    /// <inheritdoc/>
    public abstract ValueTask InitializeAsync();

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    [Fact]
    public async Task An_event_reaches_every_consumer_whole()
    {
        var (transport, audit, tax) = (NewTransport(), new Loop(), new Loop());
        transport.Subscribe("audit", audit.TakeAsync);
        transport.Subscribe("tax", tax.TakeAsync);

        await PublishAsync(transport, [Samples.Event(1)]);

        foreach (var loop in (Loop[])[audit, tax])
        {
            await loop.UntilAsync(1);
            var (taken, sent) = (loop.Taken.Single(), Samples.Event(1));
            Assert.Equal(sent with { Body = default }, taken.Event with { Body = default });
            Assert.Equal(sent.Body.ToArray(), taken.Event.Body.ToArray());
            Assert.Null(taken.Fault);
        }
    }

    [Fact]
    public async Task A_settled_event_is_confirmed_to_its_publisher_once()
    {
        var (transport, audit, tax) = (NewTransport(), new Loop(), new Loop());
        transport.Subscribe("audit", audit.TakeAsync);
        transport.Subscribe("tax", tax.TakeAsync);

        var confirmed = await PublishAsync(transport, Samples.Events(1, 500));

        await confirmed.UntilAsync(500);
        Assert.Equal(Samples.Events(1, 500).Select(sent => sent.Id).Order(), confirmed.Ids.Order());
    }

    [Fact]
    public async Task An_event_that_nobody_hears_is_confirmed()
    {
        var confirmed = await PublishAsync(NewTransport(), [Samples.Unheard(1)]);

        await confirmed.UntilAsync(1);
        Assert.Equal([Samples.IdOf(1)], confirmed.Ids);
    }

    [Fact]
    public async Task A_consumer_that_takes_nothing_holds_up_nobody_else_and_order_is_that_of_the_commits()
    {
        var (transport, audit) = (NewTransport(), new Loop());
        transport.Subscribe("tax", async (_, token) => await Task.Delay(Timeout.Infinite, token));
        transport.Subscribe("audit", audit.TakeAsync);

        for (var batch = 0; batch < 10; batch++)
        {
            await PublishAsync(transport, Samples.Events(batch * 100, 100));
        }

        await audit.UntilAsync(1000);
        Assert.Equal(Enumerable.Range(0, 1000).Select(Samples.IdOf), audit.Taken.Select(taken => taken.Event.Id));
    }

    [Fact]
    public async Task A_consumer_that_comes_later_gets_what_was_published_before()
    {
        var (transport, audit) = (NewTransport(), new Loop());
        await PublishAsync(transport, Samples.Events(1, 3));

        transport.Subscribe("audit", audit.TakeAsync);

        await audit.UntilAsync(3);
    }

    [Fact]
    public void A_service_subscribes_once()
    {
        var transport = NewTransport();
        transport.Subscribe("audit", new Loop().TakeAsync);

        Assert.Contains("audit", Assert.Throws<InvalidOperationException>(() => transport.Subscribe("audit", new Loop().TakeAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task To_settle_twice_or_when_the_transport_is_gone_does_nothing()
    {
        var (transport, audit) = (NewTransport(), new Loop(settles: false));
        transport.Subscribe("audit", audit.TakeAsync);
        await PublishAsync(transport, Samples.Events(1, 2));
        await audit.UntilAsync(2);

        audit.Taken[0].Settle();
        audit.Taken[0].Settle();
        await StopAsync(transport);
        audit.Taken[1].Settle();
    }

    /// <summary>A transport as one process has it.</summary>
    internal abstract ITransport NewTransport();

    private protected static ValueTask StopAsync(ITransport transport) => ((IAsyncDisposable)transport).DisposeAsync();

    private protected static async Task<Confirmations> PublishAsync(ITransport transport, IReadOnlyList<OutboxEvent> events)
    {
        var batches = EventBatch.Of("bank", events);
        var confirmed = new Confirmations(batches);
        await transport.PublishAsync(batches, confirmed.Add, CancellationToken.None);
        return confirmed;
    }
}
