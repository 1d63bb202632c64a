using System.Collections.Immutable;

namespace Clearance.Kernel;

/// <summary>What kind of no a refusal is. The edge maps each kind to one gRPC code, see HOSTING in services/Shared.</summary>
public enum RefusalKind
{
    /// <summary>The content is wrong whatever the state: INVALID_ARGUMENT.</summary>
    Invalid,

    /// <summary>No such resource, or not yours to see: NOT_FOUND.</summary>
    NotFound,

    /// <summary>It exists already with other content: ALREADY_EXISTS.</summary>
    Exists,

    /// <summary>The state forbids it, now: FAILED_PRECONDITION.</summary>
    Precondition,

    /// <summary>Somebody else was first (stale etag, lost race); read again and retry: ABORTED.</summary>
    Conflict,

    /// <summary>Not allowed for this actor: PERMISSION_DENIED.</summary>
    Forbidden,

    /// <summary>Too much at once; retry later: RESOURCE_EXHAUSTED.</summary>
    Exhausted,

    /// <summary>What it takes is away, its database for one; retry later: UNAVAILABLE.</summary>
    Unavailable,
}

/// <summary>A business no. Nothing has happened; the same message may succeed later or never, as the kind says.</summary>
/// <param name="Kind">What kind of no.</param>
/// <param name="Reason">UPPER_SNAKE reason from the service's error_reason.proto.</param>
/// <param name="Message">One English sentence: what, where, why, and what to do.</param>
public sealed record Refusal(RefusalKind Kind, string Reason, string Message)
{
    /// <summary>Every violation at once, for <see cref="RefusalKind.Invalid"/>.</summary>
    public ImmutableArray<Violation> Violations { get; init; } = [];

    /// <summary>The same sentence in Chinese, where there is one.</summary>
    public string? MessageZh { get; init; }

    /// <summary>When to try again, where a repeat is safe and may succeed; null where the kind says it all.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The content is wrong.</summary>
    public static Refusal Invalid(string reason, string message, params ReadOnlySpan<Violation> violations) =>
        new(RefusalKind.Invalid, reason, message) { Violations = [.. violations] };

    /// <summary>No such resource, or not yours to see.</summary>
    public static Refusal NotFound(string reason, string message) => new(RefusalKind.NotFound, reason, message);

    /// <summary>It exists already with other content.</summary>
    public static Refusal Exists(string reason, string message) => new(RefusalKind.Exists, reason, message);

    /// <summary>The state forbids it.</summary>
    public static Refusal Precondition(string reason, string message) => new(RefusalKind.Precondition, reason, message);

    /// <summary>Stale etag or lost race.</summary>
    public static Refusal Conflict(string reason, string message) => new(RefusalKind.Conflict, reason, message);

    /// <summary>What it takes is away.</summary>
    public static Refusal Unavailable(string reason, string message) => new(RefusalKind.Unavailable, reason, message);

    /// <summary>Not allowed for this actor.</summary>
    public static Refusal Forbidden(string reason, string message) => new(RefusalKind.Forbidden, reason, message);
}

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Field">Path in proto spelling, e.g. <c>declaration.items[3].commodity_code</c>.</param>
/// <param name="Code">UPPER_SNAKE code of the rule that is broken.</param>
/// <param name="Text">What is wrong, in English.</param>
/// <param name="Suggestion">What to do about it, in English.</param>
public sealed record Violation(string Field, string Code, string Text, string Suggestion)
{
    /// <summary>What is wrong, in Chinese, where there is a text.</summary>
    public string? TextZh { get; init; }

    /// <summary>The rule that is broken, with its version, e.g. <c>CONTAINERS/1</c>, where the service keeps a book of rules.</summary>
    public string? Rule { get; init; }
}

/// <summary>Carries a refusal from the engine, or from an edge that refuses before it, to the interceptor that answers.</summary>
public sealed class RefusedException(Refusal refusal) : Exception(refusal.Message)
{
    /// <summary>The refusal to answer with.</summary>
    public Refusal Refusal { get; } = refusal;
}
