using System.Collections.Immutable;
using System.Text.Json;

namespace Clearance.Declarations.Domain.Notifications;

/// <summary>Whether an endpoint is delivered to.</summary>
public enum WebhookState
{
    /// <summary>It is.</summary>
    Active,

    /// <summary>It is not, until its enterprise says so again; what it has not got waits.</summary>
    Disabled,

    /// <summary>It is gone.</summary>
    Deleted,
}

/// <summary>
/// Where an enterprise wants its notifications sent, and how far that has come: everything up to <see cref="Cursor"/> is delivered, given up, or in
/// <see cref="Pending"/>. So nothing is lost by a crash; what was on its way then is sent again under the same id.
/// </summary>
public sealed record WebhookEndpoint
{
    /// <summary>How much may be under way or wait for another attempt; meanwhile the rest stays in the log.</summary>
    public const int MostPending = 200;

    public string Key { get; init; } = "";
    public string Enterprise { get; init; } = "";
    public string Url { get; init; } = "";
    public string Description { get; init; } = "";

    /// <summary>What it wants to hear; empty for everything.</summary>
    public ImmutableArray<NotificationKind> Kinds { get; init; } = [];

    /// <summary>What messages are signed with, sealed by the edge: who reads the state cannot sign.</summary>
    public string Secret { get; init; } = "";

    /// <summary>The secret before the last rotation: messages carry a signature with it, too, until its time is over.</summary>
    public string PreviousSecret { get; init; } = "";

    public DateTimeOffset? PreviousSecretEnd { get; init; }
    public WebhookState State { get; init; }
    public string DisableReason { get; init; } = "";
    public DateTimeOffset CreateTime { get; init; }
    public DateTimeOffset? LastSuccessTime { get; init; }
    public LogPlace Cursor { get; init; } = new(0, 0);

    /// <summary>What is not delivered yet, in the order in which it is to be.</summary>
    public ImmutableArray<PendingMessage> Pending { get; init; } = [];

    /// <summary>Which process delivers, and until when nobody else may.</summary>
    public DeliveryLease? Lease { get; init; }

    /// <summary>True when a notification of a kind is to be sent.</summary>
    public bool Wants(NotificationKind kind) => Kinds.IsEmpty || Kinds.Contains(kind);

    /// <summary>The secrets that sign at an instant, the newest first.</summary>
    public ImmutableArray<string> SecretsAt(DateTimeOffset now) => PreviousSecretEnd > now ? [Secret, PreviousSecret] : [Secret];

    /// <summary>True when another process delivers.</summary>
    public bool IsLeasedToOther(string holder, DateTimeOffset now) => Lease is { } lease && lease.Holder != holder && lease.End > now;

    /// <summary>The first message of each declaration: those behind it wait for it, and for nobody else.</summary>
    public IEnumerable<PendingMessage> Heads => Pending.DistinctBy(message => message.Declaration);
}

/// <summary>A place in the log of the enterprise.</summary>
public sealed record LogPlace(long Batch, long Sequence)
{
    /// <summary>True when it stands behind another.</summary>
    public bool IsAfter(LogPlace other) => (Batch, Sequence).CompareTo((other.Batch, other.Sequence)) > 0;
}

/// <summary>A message that is not delivered yet.</summary>
/// <param name="Place">The notification.</param>
/// <param name="Declaration">Key of the declaration, within which order is kept.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="FirstTime">When it was first up for delivery.</param>
/// <param name="LastTime">When it was last tried.</param>
/// <param name="NextTime">When it may be tried next.</param>
public sealed record PendingMessage(
    LogPlace Place, string Declaration, int Attempts, DateTimeOffset FirstTime, DateTimeOffset LastTime, DateTimeOffset NextTime);

/// <summary>The right of one process to deliver.</summary>
public sealed record DeliveryLease(string Holder, DateTimeOffset End);

/// <summary>How an attempt ended.</summary>
public enum AttemptResult
{
    /// <summary>The receiver took the message.</summary>
    Delivered,

    /// <summary>It did not; the message is tried again.</summary>
    WillRetry,

    /// <summary>It did not for days, though it took others: the message is left to a redelivery.</summary>
    GivenUp,

    /// <summary>It took nothing for days, or said that it is gone: nothing more is sent.</summary>
    Disabled,

    /// <summary>It was not asked: the log did not keep the notification for so long, so nothing was sent and nothing will be.</summary>
    Expired,
}

/// <summary>One attempt, as the log of the endpoint keeps it.</summary>
public sealed record WebhookAttempt(
    LogPlace? Place, string Declaration, int Number, int Status, string Error, TimeSpan Duration, AttemptResult Result)
{
    /// <summary>The log of an endpoint.</summary>
    public static string LogOf(string endpoint) => $"webhookEndpoints/{endpoint}";

    /// <summary>As it is kept.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, DeclarationsJson.Default.WebhookAttempt);

    /// <summary>From what was kept.</summary>
    public static WebhookAttempt Of(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, DeclarationsJson.Default.WebhookAttempt)
        ?? throw new InvalidOperationException("The stored attempt is null.");
}
