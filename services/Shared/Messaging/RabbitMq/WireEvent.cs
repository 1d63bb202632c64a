using System.Globalization;
using System.Net.Mime;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Clearance.Engine;
using MassTransit;
using RabbitMQ.Client;

namespace Clearance.Messaging.RabbitMq;

/// <summary>An event on its way to the broker, with the service that publishes it.</summary>
internal sealed record WireEvent(string Publisher, OutboxEvent Event);

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

    /// <summary>Header: W3C trace context.</summary>
    public const string TraceParent = "traceparent";

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>Sets what a receiver needs besides the body. The id is set by MassTransit from the context.</summary>
    public static void Write(WireEvent message, BasicProperties properties)
    {
        var sent = message.Event;
        properties.Type = sent.Type;
        properties.AppId = message.Publisher;
        properties.Timestamp = new AmqpTimestamp(sent.Time.ToUnixTimeSeconds());
        var headers = properties.Headers ??= new Dictionary<string, object?>(3, StringComparer.Ordinal);
        headers[Subject] = sent.Subject;
        headers[Time] = sent.Time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
        if (sent.TraceParent.Length > 0)
        {
            headers[TraceParent] = sent.TraceParent;
        }
    }

    /// <summary>
    /// Reads an event. One without a usable id gets one that follows from its content, so that the inbox knows a repetition of it; the
    /// fault says that nobody of ours has sent it.
    /// </summary>
    public static (OutboxEvent Event, string? Fault) Read(IReadOnlyBasicProperties properties, byte[] body)
    {
        var known = Guid.TryParse(properties.MessageId, out var id);
        var type = properties.Type ?? string.Empty;
        var read = new OutboxEvent(
            known ? id : IdOf(type, body),
            type,
            Text(properties, Subject),
            body,
            TimeOf(properties),
            Text(properties, TraceParent));
        return (read, known ? null : $"Its message-id '{properties.MessageId}' is no UUID.");
    }

    /// <summary>The body as the array that it is, without a copy where it fills one.</summary>
    public static byte[] BodyOf(OutboxEvent sent) =>
        MemoryMarshal.TryGetArray(sent.Body, out var part) && part.Offset == 0 && part.Count == part.Array!.Length
            ? part.Array
            : sent.Body.ToArray();

    private static Guid IdOf(string type, byte[] body) =>
        new(SHA256.HashData([.. Encoding.UTF8.GetBytes(type), 0, .. body]).AsSpan(0, 16));

    private static string Text(IReadOnlyBasicProperties properties, string header) =>
        properties.Headers is { } headers && headers.TryGetValue(header, out var value) && value is byte[] text
            ? Encoding.UTF8.GetString(text)
            : string.Empty;

    private static DateTimeOffset TimeOf(IReadOnlyBasicProperties properties) =>
        DateTimeOffset.TryParseExact(
            Text(properties, Time), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : DateTimeOffset.UnixEpoch;
}

/// <summary>Puts an event into MassTransit's send context: one pipe for all events, and the bytes pass as they are.</summary>
internal sealed class WirePipe : IPipe<SendContext<WireEvent>>, IMessageSerializer
{
    private static readonly ContentType s_contentType = new(Wire.ContentType);

    /// <inheritdoc/>
    public ContentType ContentType => s_contentType;

    /// <inheritdoc/>
    public Task Send(SendContext<WireEvent> context)
    {
        var rabbit = (RabbitMqSendContext)context;
        context.Serializer = this;
        context.ContentType = s_contentType;
        context.MessageId = context.Message.Event.Id;
        rabbit.RoutingKey = context.Message.Event.Type;
        Wire.Write(context.Message, rabbit.BasicProperties);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public MessageBody GetMessageBody<T>(SendContext<T> context)
        where T : class => new BytesMessageBody(Wire.BodyOf(((SendContext<WireEvent>)context).Message.Event));

    /// <inheritdoc/>
    public void Probe(ProbeContext context)
    {
    }
}
