using System.Text;
using Clearance.Contracts.Declaration.Events.V1;
using Clearance.Engine;
using Clearance.Testing;
using Google.Protobuf;

namespace Clearance.Messaging.Tests;

/// <summary>A partner's side of the wire: a plain AMQP client with its own queue, nothing of ours but the generated message.</summary>
[Trait("Needs", "servers")]
public sealed class WireTests
{
    [Fact]
    public async Task Any_client_binds_its_queue_and_reads_an_event_with_all_its_headers()
    {
        await using var broker = await Broker.NewAsync();
        var channel = await broker.ChannelAsync();
        var transport = broker.Transport(new EventRoutes(EventCatalogue.Entries));
        await Eventually.GetAsync(() => broker.ListAsync("exchanges"), found => found.Any(exchange => exchange.GetProperty("name").GetString() == "clearance.events"), Outages.Deadline);
        await channel.QueueDeclareAsync("partner.backoffice", durable: true, exclusive: false, autoDelete: false);
        await channel.QueueBindAsync("partner.backoffice", "clearance.events", "clearance.declaration.events.v1.*");
        var accepted = new DeclarationAccepted { Declaration = "declarations/01k9example" };
        var sent = new OutboxEvent(
            Samples.IdOf(7), DeclarationAccepted.Descriptor.FullName, accepted.Declaration, accepted.ToByteArray(), DateTimeOffset.UnixEpoch.AddSeconds(1_800_000_000.123456), Samples.Event(1).TraceParent);

        await transport.PublishAsync("declarations", [sent], _ => { }, CancellationToken.None);

        var got = (await Eventually.GetAsync(() => channel.BasicGetAsync("partner.backoffice", autoAck: true), found => found is not null, Outages.Deadline))!;
        Assert.Equal(accepted, DeclarationAccepted.Parser.ParseFrom(got.Body.Span));
        var properties = got.BasicProperties;
        Assert.Equal("00000007-0000-0000-0000-000000000000", properties.MessageId);
        Assert.Equal("clearance.declaration.events.v1.DeclarationAccepted", properties.Type);
        Assert.Equal("clearance.declaration.events.v1.DeclarationAccepted", got.RoutingKey);
        Assert.Equal("application/x-protobuf", properties.ContentType);
        Assert.Equal("declarations", properties.AppId);
        Assert.Equal(1_800_000_000, properties.Timestamp.UnixTime);
        Assert.True(properties.Persistent);
        Assert.Equal(
            [
                "subject=declarations/01k9example",
                "time=2027-01-15T08:00:00.123456Z",
                "traceparent=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            ],
            properties.Headers!.Select(header => $"{header.Key}={Encoding.UTF8.GetString((byte[])header.Value!)}").Order());
    }

    [Fact]
    public async Task An_event_without_a_trace_has_no_such_header()
    {
        await using var broker = await Broker.NewAsync();
        var transport = broker.Transport();
        await transport.PublishAsync("bank", [Samples.Event(1) with { TraceParent = string.Empty }], _ => { }, CancellationToken.None);
        var audit = new Loop();
        transport.Subscribe("audit", audit.TakeAsync);

        await audit.UntilAsync(1);
        Assert.Equal(string.Empty, audit.Taken[0].Event.TraceParent);
    }
}
