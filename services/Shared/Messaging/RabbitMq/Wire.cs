using System.Security.Cryptography;
using System.Text;
using Clearance.Contracts.Common.V1;
using Clearance.Engine;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using RabbitMQ.Client;
using Value = Clearance.Contracts.Common.V1.CloudEvent.Types.CloudEventAttributeValue;

namespace Clearance.Messaging.RabbitMq;

/// <summary>
/// The form of events on the wire: events of one type as a batch of CloudEvents in protobuf, so that a broker handles one message where a
/// transaction has published many, and any CloudEvents library reads them.
/// </summary>
internal static class Wire
{
    /// <summary>What the body is.</summary>
    public const string ContentType = "application/cloudevents-batch+protobuf";

    /// <summary>Version of CloudEvents.</summary>
    public const string SpecVersion = "1.0";

    /// <summary>Attribute: what the event is about, e.g. <c>declarations/01k9...</c>.</summary>
    public const string Subject = "subject";

    /// <summary>Attribute: when it was committed.</summary>
    public const string Time = "time";

    /// <summary>Attribute: W3C trace context; absent where there is none.</summary>
    public const string TraceParent = "traceparent";

    /// <summary>All that a receiver needs besides the body.</summary>
    public static BasicProperties PropertiesOf(EventBatch sent) => new()
    {
        MessageId = sent.Events[0].Id.ToString("D"),
        Type = sent.Type,
        AppId = sent.Publisher,
        ContentType = ContentType,
        Timestamp = new AmqpTimestamp(sent.Events[0].Time.ToUnixTimeSeconds()),
        Persistent = true,
    };

    /// <summary>The body of a batch.</summary>
    public static byte[] BodyOf(EventBatch sent)
    {
        var batch = new CloudEventBatch();
        foreach (var next in sent.Events)
        {
            batch.Events.Add(ToCloudEvent(next, sent.Publisher));
        }

        return batch.ToByteArray();
    }

    /// <summary>
    /// Reads the events of a message. What is no batch, and an event without a usable id, gets an id that follows from its content, so that
    /// the inbox knows a repetition of it; the fault says that none of ours has sent it.
    /// </summary>
    public static IReadOnlyList<ReceivedEvent> Read(IReadOnlyBasicProperties properties, ReadOnlySpan<byte> body)
    {
        if (properties.ContentType != ContentType)
        {
            return [Stranger(properties, body, $"Its content type '{Clean(properties.ContentType ?? string.Empty)}' is not {ContentType}.")];
        }

        try
        {
            var batch = CloudEventBatch.Parser.ParseFrom(body);
            return batch.Events.Count > 0 ? [.. batch.Events.Select(Read)] : [Stranger(properties, body, "It is a batch without events.")];
        }
        catch (InvalidProtocolBufferException exception)
        {
            return [Stranger(properties, body, $"It is no batch of CloudEvents: {exception.Message}")];
        }
    }

    private static CloudEvent ToCloudEvent(OutboxEvent sent, string publisher)
    {
        var written = new CloudEvent
        {
            Id = sent.Id.ToString("D"),
            Source = $"//clearance/{publisher}",
            SpecVersion = SpecVersion,
            Type = sent.Type,
            BinaryData = UnsafeByteOperations.UnsafeWrap(sent.Body),
        };
        written.Attributes.Add(Subject, new Value { CeString = sent.Subject });
        written.Attributes.Add(Time, new Value { CeTime = sent.Time.ToTimestamp() });
        if (sent.TraceParent.Length > 0)
        {
            written.Attributes.Add(TraceParent, new Value { CeString = sent.TraceParent });
        }

        return written;
    }

    private static ReceivedEvent Read(CloudEvent received)
    {
        var known = Guid.TryParse(received.Id, out var id);
        var type = Clean(received.Type);
        var body = received.BinaryData;
        var read = new OutboxEvent(
            known ? id : IdOf(type, body.Span), type, Text(received, Subject), body.Memory, TimeOf(received), Text(received, TraceParent));
        return new(read, known ? null : $"Its id '{Clean(received.Id)}' is no UUID.");
    }

    private static ReceivedEvent Stranger(IReadOnlyBasicProperties properties, ReadOnlySpan<byte> body, string fault)
    {
        var type = Clean(properties.Type ?? string.Empty);
        var time = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(properties.Timestamp.UnixTime, 0, Timestamps.LastSecond));
        return new(new OutboxEvent(IdOf(type, body), type, string.Empty, body.ToArray(), time, string.Empty), fault);
    }

    private static string Text(CloudEvent received, string attribute) =>
        received.Attributes.TryGetValue(attribute, out var value) ? Clean(value.CeString) : string.Empty;

    // A stranger may write an instant that is none; its event is stored nevertheless.
    private static DateTimeOffset TimeOf(CloudEvent received) =>
        received.Attributes.TryGetValue(Time, out var value) && value.CeTime is { } time && Timestamps.IsInstant(time)
            ? time.ToDateTimeOffset()
            : DateTimeOffset.UnixEpoch;

    // PostgreSQL stores no such character, and a dead letter must be storable whatever its sender did.
    private static string Clean(string text) => text.Replace('\0', '\uFFFD');

    private static Guid IdOf(string type, ReadOnlySpan<byte> body) =>
        new(SHA256.HashData([.. Encoding.UTF8.GetBytes(type), 0, .. body]).AsSpan(0, 16));

    private static class Timestamps
    {
        public static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

        private static readonly long s_firstSecond = DateTimeOffset.MinValue.ToUnixTimeSeconds();

        public static bool IsInstant(Timestamp time) => time.Seconds >= s_firstSecond && time.Seconds <= LastSecond && time.Nanos is >= 0 and < 1_000_000_000;
    }
}

/// <summary>An event as it came.</summary>
/// <param name="Event">The event.</param>
/// <param name="Fault">Why it cannot be vouched for; null when it can.</param>
internal readonly record struct ReceivedEvent(OutboxEvent Event, string? Fault);
