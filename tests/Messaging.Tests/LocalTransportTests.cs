using Clearance.Engine;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clearance.Messaging.Tests;

/// <summary>The transport of one process: the conformance suite, and that the outbox keeps an event until every consumer has settled it.</summary>
public sealed class LocalTransportTests : TransportConformance
{
    private readonly List<LocalTransport> _transports = [];

    public override ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public override async ValueTask DisposeAsync()
    {
        foreach (var transport in _transports)
        {
            await transport.DisposeAsync();
        }
    }

    [Fact]
    public async Task An_event_is_confirmed_when_every_consumer_has_settled_it_and_not_before()
    {
        var (transport, audit, tax) = (NewTransport(), new Loop(settles: false), new Loop(settles: false));
        transport.Subscribe("audit", audit.TakeAsync);
        transport.Subscribe("tax", tax.TakeAsync);

        var confirmed = await PublishAsync(transport, [Samples.Event(1)]);
        await audit.UntilAsync(1);
        await tax.UntilAsync(1);
        audit.Taken[0].Settle();
        audit.Taken[0].Settle();
        Assert.Empty(confirmed.Ids);
        tax.Taken[0].Settle();

        Assert.Equal([Samples.IdOf(1)], confirmed.Ids);
    }

    internal override ITransport NewTransport()
    {
        _transports.Add(new LocalTransport(Samples.Routes, NullLogger<LocalTransport>.Instance));
        return _transports[^1];
    }
}
