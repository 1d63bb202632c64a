using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Clearance.Declarations.Domain.Notifications;

/// <summary>Everything that a webhook endpoint takes.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "message")]
[JsonDerivedType(typeof(CreateEndpoint), "create_endpoint")]
[JsonDerivedType(typeof(ChangeEndpoint), "change_endpoint")]
[JsonDerivedType(typeof(RotateSecret), "rotate_secret")]
[JsonDerivedType(typeof(DeleteEndpoint), "delete_endpoint")]
[JsonDerivedType(typeof(Redeliver), "redeliver")]
[JsonDerivedType(typeof(Rewind), "rewind")]
[JsonDerivedType(typeof(Tested), "tested")]
[JsonDerivedType(typeof(TakeUp), "take_up")]
[JsonDerivedType(typeof(Report), "report")]
public abstract record WebhookMessage;

/// <summary>Makes an endpoint that gets what comes behind a place in the log.</summary>
public sealed record CreateEndpoint(
    string Key, string Enterprise, string Url, string Description, ImmutableArray<NotificationKind> Kinds, string Secret, LogPlace From) : WebhookMessage;

/// <summary>Changes what is given.</summary>
public sealed record ChangeEndpoint(string? Url, string? Description, ImmutableArray<NotificationKind>? Kinds, bool? Disabled) : WebhookMessage;

/// <summary>Takes a new secret; the present one signs beside it for a day.</summary>
public sealed record RotateSecret(string Secret) : WebhookMessage;

/// <summary>Ends the endpoint.</summary>
public sealed record DeleteEndpoint : WebhookMessage;

/// <summary>Sends one notification again.</summary>
public sealed record Redeliver(TakenNote Note) : WebhookMessage;

/// <summary>Sends everything behind a place again.</summary>
public sealed record Rewind(LogPlace To) : WebhookMessage;

/// <summary>A ping was sent.</summary>
public sealed record Tested(int Status, string Error, TimeSpan Duration) : WebhookMessage;

/// <summary>A process delivers: it takes up what it found in the log, up to a place.</summary>
public sealed record TakeUp(string Holder, ImmutableArray<TakenNote> Notes, LogPlace Through) : WebhookMessage;

/// <summary>A note of the log that is wanted.</summary>
public sealed record TakenNote(LogPlace Place, string Declaration);

/// <summary>What became of attempts.</summary>
public sealed record Report(string Holder, ImmutableArray<Outcome> Outcomes) : WebhookMessage;

/// <summary>
/// How an attempt ended. A status of 0 says that no answer came; <paramref name="RetryAfter"/> is what the receiver asked for; <paramref name="Expired"/> says
/// that there was nothing to send any more.
/// </summary>
public sealed record Outcome(LogPlace Place, int Status, string Error, TimeSpan Duration, TimeSpan? RetryAfter, bool Expired = false);
