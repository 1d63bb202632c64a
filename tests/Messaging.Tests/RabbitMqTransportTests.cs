using System.Threading.Channels;
using Clearance.Engine;
using Clearance.Testing;

namespace Clearance.Messaging.Tests;

/// <summary>The transport of separate services: the conformance suite, and what only a broker can show.</summary>
[Trait("Needs", "servers")]
public sealed class RabbitMqTransportTests : TransportConformance
{
    private Broker _broker = null!;

    public override async ValueTask InitializeAsync() => _broker = await Broker.NewAsync();

    public override async ValueTask DisposeAsync()
    {
        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }
    }

    [Fact]
    public async Task An_event_is_confirmed_when_the_broker_has_it_though_nobody_has_taken_it()
    {
        var confirmed = await PublishAsync(NewTransport(), Samples.Events(1, 10));

        await confirmed.UntilAsync(10);
        var channel = await _broker.ChannelAsync();
        Assert.Equal((1u, 1u), (await channel.MessageCountAsync("clearance.audit"), await channel.MessageCountAsync("clearance.tax")));
    }

    [Fact]
    public async Task What_is_not_settled_comes_again_and_what_is_settled_does_not()
    {
        var (first, second) = (new Loop(settles: false), new Loop());
        var transport = NewTransport();
        transport.Subscribe("audit", first.TakeAsync);
        for (var number = 1; number <= 10; number++)
        {
            await PublishAsync(transport, [Samples.Event(number)]);
        }

        await first.UntilAsync(10);
        first.Taken.Take(4).ToList().ForEach(delivery => delivery.Settle());
        await StopAsync(transport);

        NewTransport().Subscribe("audit", second.TakeAsync);

        await second.UntilAsync(6);
        await _broker.UntilReadyAsync(await _broker.ChannelAsync(), "clearance.audit", 0);
        Assert.Equal(Enumerable.Range(5, 6).Select(Samples.IdOf), second.Taken.Select(delivery => delivery.Event.Id).Order());
    }

    [Fact]
    public async Task A_delivery_that_is_never_settled_holds_up_no_other_and_comes_again_alone()
    {
        var (first, second) = (new Loop(taken => taken.Id != Samples.IdOf(3)), new Loop());
        var transport = NewTransport();
        transport.Subscribe("audit", first.TakeAsync);
        for (var number = 1; number <= 1000; number++)
        {
            await PublishAsync(transport, [Samples.Event(number)]);
        }

        await first.UntilAsync(1000);
        await StopAsync(transport);

        NewTransport().Subscribe("audit", second.TakeAsync);
        await second.UntilAsync(1);
        await _broker.UntilReadyAsync(await _broker.ChannelAsync(), "clearance.audit", 0);
        Assert.Equal([Samples.IdOf(3)], second.Taken.Select(delivery => delivery.Event.Id));
    }

    [Fact]
    public async Task Replicas_share_the_queue_of_their_service_and_every_service_has_its_own()
    {
        var (one, other, tax) = (new Loop(settles: false), new Loop(settles: false), new Loop());
        var (publisher, replica) = (NewTransport(), NewTransport());
        publisher.Subscribe("audit", one.TakeAsync);
        replica.Subscribe("audit", other.TakeAsync);
        publisher.Subscribe("tax", tax.TakeAsync);
        await ConsumersAsync("clearance.audit", 2);

        for (var message = 0; message < 150; message++)
        {
            await PublishAsync(publisher, Samples.Events((message * 4) + 1, 4));
        }

        await tax.UntilAsync(600);
        await Eventually.GetAsync(() => Task.FromResult(one.Taken.Count + other.Taken.Count), taken => taken == 600, Outages.Deadline);
        Assert.NotEmpty(one.Taken);
        Assert.NotEmpty(other.Taken);
        Assert.Empty(one.Taken.Select(delivery => delivery.Event.Id).Intersect(other.Taken.Select(delivery => delivery.Event.Id)));
    }

    [Fact]
    public async Task A_cut_connection_loses_nothing_and_acknowledges_nothing_twice()
    {
        var (transport, audit) = (NewTransport(), new Loop(settles: false));
        transport.Subscribe("audit", audit.TakeAsync);
        var confirmed = await PublishAsync(transport, Samples.Events(0, 500));
        await audit.UntilAsync(100);
        var early = audit.Taken;

        await _broker.CutAsync();
        var late = await PublishAsync(transport, Samples.Events(500, 500));
        early.ToList().ForEach(delivery => delivery.Settle());

        // What was settled on the lost channel comes again: the inbox of a service would know it.
        await Eventually.GetAsync(
            () =>
            {
                audit.Taken.ToList().ForEach(delivery => delivery.Settle());
                return Task.FromResult(audit.Distinct);
            },
            distinct => distinct == 1000,
            Outages.Deadline);
        await confirmed.UntilAsync(500);
        await late.UntilAsync(500);
        Assert.Equal(1000, audit.Distinct);
    }

    [Fact]
    public async Task A_loop_that_has_ended_gets_no_event_twice_and_the_next_process_gets_them_all()
    {
        var (ending, next) = (new Loop { Ended = new ChannelClosedException() }, new Loop());
        var transport = NewTransport();
        transport.Subscribe("audit", ending.TakeAsync);
        var confirmed = await PublishAsync(transport, Samples.Events(1, 50));
        await confirmed.UntilAsync(50);
        await ending.UntilAsync(1);
        await StopAsync(transport);

        NewTransport().Subscribe("audit", next.TakeAsync);

        await next.UntilAsync(50);
        Assert.Equal(50, ending.Taken.Count);
    }

    [Fact]
    public async Task What_the_broker_refuses_is_sent_again_until_it_takes_it()
    {
        var transport = NewTransport();
        await (await PublishAsync(transport, [Samples.Event(1)])).UntilAsync(1);
        await _broker.PolicyAsync(new Dictionary<string, object> { ["max-length"] = 1, ["overflow"] = "reject-publish" });
        await Eventually.GetAsync(() => _broker.ListAsync("queues"), queues => queues.All(queue => queue.TryGetProperty("policy", out var name) && name.GetString() == "test"));

        var confirmed = await PublishAsync(transport, Samples.Events(2, 500));
        var (audit, tax) = (new Loop(), new Loop());
        Assert.Empty(confirmed.Ids);
        await _broker.PolicyAsync(null);
        transport.Subscribe("audit", audit.TakeAsync);
        transport.Subscribe("tax", tax.TakeAsync);

        await confirmed.UntilAsync(500);
        await audit.UntilAsync(501);
        await tax.UntilAsync(501);
    }

    [Fact]
    public async Task A_queue_that_somebody_has_deleted_is_declared_again()
    {
        var (transport, audit) = (NewTransport(), new Loop());
        transport.Subscribe("audit", audit.TakeAsync);
        await ConsumersAsync("clearance.audit", 1);

        await (await _broker.ChannelAsync()).QueueDeleteAsync("clearance.audit", ifUnused: false, ifEmpty: false);

        await ConsumersAsync("clearance.audit", 1);
        await PublishAsync(transport, [Samples.Event(1)]);
        await audit.UntilAsync(1);
    }

    [Fact]
    public async Task A_transport_that_is_stopped_while_it_starts_ends_all_the_same() =>
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            var transport = NewTransport();
            transport.Subscribe("audit", new Loop().TakeAsync);
            await Task.Run(() => StopAsync(transport).AsTask()).WaitAsync(Outages.Deadline);
        }));

    internal override ITransport NewTransport() => _broker.Transport();

    private async Task ConsumersAsync(string queue, uint count)
    {
        await Eventually.GetAsync(
            async () =>
            {
                try
                {
                    return await (await _broker.ChannelAsync()).ConsumerCountAsync(queue);
                }
                catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
                {
                    return 0u;
                }
            },
            consumers => consumers == count,
            Outages.Deadline);
    }
}
