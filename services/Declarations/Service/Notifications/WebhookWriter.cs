using System.Collections.Immutable;
using Clearance.Declarations.Domain.Notifications;
using Clearance.Engine;
using Clearance.Hosting;
using Clearance.Kernel;
using Google.Protobuf.WellKnownTypes;
using Wire = Clearance.Contracts.Declaration.V1;

namespace Clearance.Declarations.Notifications;

/// <summary>Writes endpoints and attempts to the wire.</summary>
internal static class WebhookWriter
{
    public static string NameOf(WebhookEndpoint endpoint) => $"enterprises/{endpoint.Enterprise}/webhookEndpoints/{endpoint.Key}";

    public static Wire.WebhookEndpoint Write(WebhookEndpoint endpoint) => new()
    {
        Name = NameOf(endpoint),
        Url = endpoint.Url,
        Description = endpoint.Description,
        Kinds = { endpoint.Kinds.Select(NotificationWriter.KindOf) },
        Disabled = endpoint.State != WebhookState.Active,
        DisableReason = endpoint.DisableReason,
        PendingCount = endpoint.Pending.Length,
        LastSuccessTime = endpoint.LastSuccessTime?.ToWire(),
        CreateTime = endpoint.CreateTime.ToWire(),
    };

    /// <summary>With the secret, sealed as it is stored; it is opened and shown this once.</summary>
    public static Wire.WebhookEndpoint WriteWithSecret(WebhookEndpoint endpoint)
    {
        var wire = Write(endpoint);
        wire.Secret = endpoint.Secret;
        return wire;
    }

    public static Wire.DeliveryAttempt Write(string uscc, WebhookAttempt attempt, DateTimeOffset end) => new()
    {
        Notification = attempt.Place is { } place ? NotificationNames.Of(uscc, new NotePosition(place.Batch, place.Sequence)) : string.Empty,
        Number = attempt.Number,
        EndTime = end.ToWire(),
        Status = attempt.Status,
        Error = attempt.Error,
        Duration = Duration.FromTimeSpan(attempt.Duration),
        Result = (Wire.DeliveryAttempt.Types.Result)((int)attempt.Result + 1),
    };

    /// <summary>Kinds from the wire.</summary>
    /// <exception cref="RefusedException">One of them is none.</exception>
    public static ImmutableArray<NotificationKind> KindsOf(IEnumerable<Wire.Notification.Types.Kind> kinds)
    {
        var read = kinds.Distinct().Select(kind => (NotificationKind)((int)kind - 1)).ToImmutableArray();
        return read.All(System.Enum.IsDefined)
            ? read
            : throw new RefusedException(Refusal.Invalid(
                "FIELDS_INVALID",
                "The endpoint asks for a kind that does not exist.",
                new Violation("webhook_endpoint.kinds", "KIND_UNKNOWN", "Not a kind of notification.", "Use the kinds of the contract, or none for all.") { TextZh = "通知类型无效。" }));
    }
}
