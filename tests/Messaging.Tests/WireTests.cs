using Clearance.Contracts.Common.V1;
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
    public async Task Any_client_binds_its_queue_and_reads_the_events_of_a_batch_one_by_one()
    {
        await using var broker = await Broker.NewAsync();
        var channel = await broker.ChannelAsync();
        var transport = broker.Transport(new EventRoutes(EventCatalogue.Entries));
        await Eventually.GetAsync(() => broker.ListAsync("exchanges"), found => found.Any(exchange => exchange.GetProperty("name").GetString() == "clearance.events"), Outages.Deadline);
        await channel.QueueDeclareAsync("partner.backoffice", durable: true, exclusive: false, autoDelete: false);
        await channel.QueueBindAsync("partner.backoffice", "clearance.events", "clearance.declaration.events.v1.*");
        DeclarationAccepted[] accepted = [new() { Declaration = "declarations/01k9example" }, new() { Declaration = "declarations/01k9another" }];

        var batch = Assert.Single(EventBatch.Of("declarations", [.. accepted.Select((body, i) => Sent(7 + i, body))]));
        await transport.PublishAsync([batch], _ => { }, CancellationToken.None);

        var got = (await Eventually.GetAsync(() => channel.BasicGetAsync("partner.backoffice", autoAck: true), found => found is not null, Outages.Deadline))!;
        Assert.Equal("clearance.declaration.events.v1.DeclarationAccepted", got.RoutingKey);
        var properties = got.BasicProperties;
        Assert.Equal(
            (batch.Id.ToString(), "clearance.declaration.events.v1.DeclarationAccepted", "application/cloudevents-batch+protobuf", 1_800_000_000L, true),
            (properties.MessageId, properties.Type, properties.ContentType, properties.Timestamp.UnixTime, properties.Persistent));
        var events = CloudEventBatch.Parser.ParseFrom(got.Body.Span).Events;
        Assert.Equal(accepted, events.Select(read => DeclarationAccepted.Parser.ParseFrom(read.BinaryData)));
        var first = events[0];
        Assert.Equal(
            ("00000007-0000-0000-0000-000000000000", "//clearance/declarations", "1.0", "clearance.declaration.events.v1.DeclarationAccepted"),
            (first.Id, first.Source, first.SpecVersion, first.Type));
        Assert.Equal("declarations/01k9example", first.Attributes["subject"].CeString);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(1_800_000_000.123456), first.Attributes["time"].CeTime.ToDateTimeOffset());
        Assert.Equal("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", first.Attributes["traceparent"].CeString);
    }

    [Fact]
    public async Task An_event_without_a_trace_has_no_such_attribute()
    {
        await using var broker = await Broker.NewAsync();
        var transport = broker.Transport();
        await transport.PublishAsync(EventBatch.Of("bank", [Samples.Event(1) with { TraceParent = string.Empty }]), _ => { }, CancellationToken.None);
        var audit = new Loop();
        transport.Subscribe("audit", audit.TakeAsync);

        await audit.UntilAsync(1);
        Assert.Equal(string.Empty, audit.Taken[0].Event.TraceParent);
    }

    private static OutboxEvent Sent(int number, DeclarationAccepted body) => new(
        Samples.IdOf(number), DeclarationAccepted.Descriptor.FullName, body.Declaration, body.ToByteArray(), DateTimeOffset.UnixEpoch.AddSeconds(1_800_000_000.123456), Samples.Event(1).TraceParent);
}
