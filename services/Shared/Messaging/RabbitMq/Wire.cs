using Clearance.Engine;
using Google.Protobuf;
using RabbitMQ.Client;

namespace Clearance.Messaging.RabbitMq;

/// <summary>The form of a batch of events on the wire: one message, whose body is that of the outbox row.</summary>
internal static class Wire
{
    /// <summary>What the body is.</summary>
    public const string ContentType = "application/cloudevents-batch+protobuf";

    private static readonly long s_lastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>All that a receiver needs besides the body.</summary>
    public static BasicProperties PropertiesOf(EventBatch sent) => new()
    {
        MessageId = sent.Id.ToString("D"),
        Type = sent.Type,
        ContentType = ContentType,
        Timestamp = new AmqpTimestamp(sent.Time.ToUnixTimeSeconds()),
        Persistent = true,
    };

    /// <summary>
    /// Reads a message. What is no batch is one event with a fault, which says that none of ours has sent it; what has no usable id gets one that
    /// follows from its content, so that the inbox knows a repetition of it.
    /// </summary>
    public static (Guid Id, IReadOnlyList<DeliveredEvent> Events) Read(IReadOnlyBasicProperties properties, ReadOnlySpan<byte> body)
    {
        var events = EventsOf(properties, body);
        var id = Guid.TryParse(properties.MessageId, out var known) ? known : DerivedId.OfContent(CloudEvents.Clean(properties.Type ?? string.Empty), body);
        return (id, events);
    }

    private static IReadOnlyList<DeliveredEvent> EventsOf(IReadOnlyBasicProperties properties, ReadOnlySpan<byte> body)
    {
        if (properties.ContentType != ContentType)
        {
            return [Stranger(properties, body, $"Its content type '{CloudEvents.Clean(properties.ContentType ?? string.Empty)}' is not {ContentType}.")];
        }

        try
        {
            var events = CloudEvents.Read(body);
            return events.Count > 0 ? events : [Stranger(properties, body, "It is a batch without events.")];
        }
        catch (InvalidProtocolBufferException exception)
        {
            return [Stranger(properties, body, $"It is no batch of CloudEvents: {exception.Message}")];
        }
    }

    private static DeliveredEvent Stranger(IReadOnlyBasicProperties properties, ReadOnlySpan<byte> body, string fault)
    {
        var type = CloudEvents.Clean(properties.Type ?? string.Empty);
        var time = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(properties.Timestamp.UnixTime, 0, s_lastSecond));
        return new(new OutboxEvent(DerivedId.OfContent(type, body), type, string.Empty, body.ToArray(), time, string.Empty), fault);
    }
}
