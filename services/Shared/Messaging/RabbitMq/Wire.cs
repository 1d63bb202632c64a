using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Clearance.Engine;
using RabbitMQ.Client;

namespace Clearance.Messaging.RabbitMq;

/// <summary>
/// The form of an event on the wire: its protobuf bytes as they are, and the rest in properties and headers that any AMQP client reads.
/// </summary>
internal static class Wire
{
    /// <summary>What the body is.</summary>
    public const string ContentType = "application/x-protobuf";

    /// <summary>Header: what the event is about, e.g. <c>declarations/01k9...</c>.</summary>
    public const string Subject = "subject";

    /// <summary>Header: when it was committed, RFC 3339 with microseconds; the property <c>timestamp</c> has seconds only.</summary>
    public const string Time = "time";

    /// <summary>Header: W3C trace context; absent where there is none.</summary>
    public const string TraceParent = "traceparent";

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>All that a receiver needs besides the body.</summary>
    public static BasicProperties PropertiesOf(OutboxEvent sent, string publisher)
    {
        var headers = new Dictionary<string, object?>(3, StringComparer.Ordinal)
        {
            [Subject] = sent.Subject,
            [Time] = sent.Time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture),
        };
        if (sent.TraceParent.Length > 0)
        {
            headers[TraceParent] = sent.TraceParent;
        }

        return new BasicProperties
        {
            MessageId = sent.Id.ToString("D"),
            Type = sent.Type,
            AppId = publisher,
            ContentType = ContentType,
            Timestamp = new AmqpTimestamp(sent.Time.ToUnixTimeSeconds()),
            Persistent = true,
            Headers = headers,
        };
    }

    /// <summary>
    /// Reads an event. One without a usable id gets one that follows from its content, so that the inbox knows a repetition of it; the
    /// fault says that none of ours has sent it.
    /// </summary>
    public static (OutboxEvent Event, string? Fault) Read(IReadOnlyBasicProperties properties, byte[] body)
    {
        var known = Guid.TryParse(properties.MessageId, out var id);
        var type = Clean(properties.Type ?? string.Empty);
        var read = new OutboxEvent(
            known ? id : IdOf(type, body),
            type,
            Text(properties, Subject),
            body,
            TimeOf(properties),
            Text(properties, TraceParent));
        return (read, known ? null : $"Its message-id '{Clean(properties.MessageId ?? string.Empty)}' is no UUID.");
    }

    /// <summary>A header as text; empty where it is absent.</summary>
    public static string Text(IReadOnlyBasicProperties properties, string header) =>
        properties.Headers is { } headers && headers.TryGetValue(header, out var value) && value is byte[] text
            ? Clean(Encoding.UTF8.GetString(text))
            : string.Empty;

    // PostgreSQL stores no such character, and a dead letter must be storable whatever its sender did.
    private static string Clean(string text) => text.Replace('\0', '\uFFFD');

    private static Guid IdOf(string type, byte[] body) =>
        new(SHA256.HashData([.. Encoding.UTF8.GetBytes(type), 0, .. body]).AsSpan(0, 16));

    private static DateTimeOffset TimeOf(IReadOnlyBasicProperties properties) => DateTimeOffset.TryParseExact(
        Text(properties, Time), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
        ? time
        : DateTimeOffset.FromUnixTimeSeconds(properties.Timestamp.UnixTime);
}
