using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Wire = Clearance.Contracts.Declaration.V1;

namespace Clearance.Declarations.Notifications;

/// <summary>The body of a message: a CloudEvent 1.0 in JSON whose data is the notification as the API shows it.</summary>
internal static partial class CloudEvent
{
    /// <summary>Full name of the ping.</summary>
    public const string Ping = "clearance.notification.ping";

    private const string Source = "//clearance/declarations";

    // Chinese stays readable.
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The event of a notification; its id is the name of the notification.</summary>
    public static byte[] Of(Wire.Notification notification) => Write(
        notification.Name,
        $"clearance.notification.{Hump().Replace(notification.Kind.ToString(), "_$0").ToLowerInvariant()}",
        notification.Declaration.Length > 0 ? notification.Declaration : notification.Subject,
        notification.CreateTime.ToDateTimeOffset(),
        JsonNode.Parse(JsonFormatter.Default.Format(notification))!);

    /// <summary>An event that says that the way is open.</summary>
    public static byte[] OfPing(string id, string endpoint, DateTimeOffset time) => Write(id, Ping, endpoint, time, new JsonObject());

    private static byte[] Write(string id, string type, string subject, DateTimeOffset time, JsonNode data) => JsonSerializer.SerializeToUtf8Bytes(
        new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = id,
            ["source"] = Source,
            ["type"] = type,
            ["subject"] = subject,
            ["time"] = time.UtcDateTime.ToString("O"),
            ["datacontenttype"] = "application/json",
            ["data"] = data,
        },
        s_json);

    [GeneratedRegex("(?<!^)[A-Z]", RegexOptions.None, 1000)]
    private static partial Regex Hump();
}
