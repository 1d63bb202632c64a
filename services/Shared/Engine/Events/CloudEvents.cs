using Clearance.Contracts.Common.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Value = Clearance.Contracts.Common.V1.CloudEvent.Types.CloudEventAttributeValue;

namespace Clearance.Engine;

/// <summary>The form of a batch of events in the outbox and on the wire: CloudEvents in protobuf, so that any CloudEvents library reads it.</summary>
public static class CloudEvents
{
    private const string SpecVersion = "1.0";
    private const string Subject = "subject";
    private const string Time = "time";
    private const string TraceParent = "traceparent";

    private static readonly long s_firstSecond = DateTimeOffset.MinValue.ToUnixTimeSeconds();
    private static readonly long s_lastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>The body of a batch.</summary>
    public static byte[] Write(string publisher, IReadOnlyList<OutboxEvent> events)
    {
        var batch = new CloudEventBatch();
        foreach (var sent in events)
        {
            batch.Events.Add(ToCloudEvent(sent, publisher));
        }

        return batch.ToByteArray();
    }

    /// <summary>
    /// Reads the events of a body. One without a usable id gets an id that follows from its content, so that an inbox knows a repetition of it; its
    /// fault says that none of ours has sent it.
    /// </summary>
    /// <exception cref="InvalidProtocolBufferException">It is no batch.</exception>
    public static IReadOnlyList<DeliveredEvent> Read(ReadOnlySpan<byte> body) => [.. CloudEventBatch.Parser.ParseFrom(body).Events.Select(Read)];

    /// <summary>Text without what PostgreSQL cannot store: a dead letter must be storable whatever its sender did.</summary>
    public static string Clean(string text) => text.Replace('\0', '\uFFFD');

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

    private static DeliveredEvent Read(CloudEvent received)
    {
        var known = Guid.TryParse(received.Id, out var id);
        var type = Clean(received.Type);
        var body = received.BinaryData;
        var read = new OutboxEvent(
            known ? id : DerivedId.OfContent(type, body.Span), type, Text(received, Subject), body.Memory, TimeOf(received), Text(received, TraceParent));
        return new DeliveredEvent(read, known ? null : $"Its id '{Clean(received.Id)}' is no UUID.");
    }

    private static string Text(CloudEvent received, string attribute) =>
        received.Attributes.TryGetValue(attribute, out var value) ? Clean(value.CeString) : string.Empty;

    // A stranger may write an instant that is none; its event is stored nevertheless.
    private static DateTimeOffset TimeOf(CloudEvent received) =>
        received.Attributes.TryGetValue(Time, out var value) && value.CeTime is { } time && IsInstant(time) ? time.ToDateTimeOffset() : DateTimeOffset.UnixEpoch;

    private static bool IsInstant(Timestamp time) => time.Seconds >= s_firstSecond && time.Seconds <= s_lastSecond && time.Nanos is >= 0 and < 1_000_000_000;
}
