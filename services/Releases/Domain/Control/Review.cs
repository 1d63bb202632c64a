using System.Text.Json.Serialization;
using Clearance.Kernel;

namespace Clearance.Releases.Domain;

/// <summary>The review of a declaration's documents.</summary>
/// <param name="Key">Key of the case.</param>
public sealed record Review(string Key)
{
    /// <summary>What it is ordered for; null when the cancellation was heard first.</summary>
    public ControlOrder? Order { get; init; }

    /// <summary>True when the declaration was withdrawn.</summary>
    public bool Withdrawn { get; init; }

    /// <summary>Records, oldest first; the last one counts.</summary>
    public IReadOnlyList<ReviewRecord> Records { get; init; } = [];

    /// <summary>Resource name.</summary>
    public string Name => $"reviews/{Key}";

    /// <summary>Where it stands.</summary>
    public ControlState State => (Withdrawn, Records) switch
    {
        (true, _) => ControlState.Cancelled,
        (_, []) => ControlState.Ready,
        (_, [.., var last]) => last.Passed ? ControlState.Passed : ControlState.Failed,
    };
}

/// <summary>One record of a review.</summary>
public sealed record ReviewRecord(DateTimeOffset Time, bool Passed, string Note, string Officer);

/// <summary>A message to a review.</summary>
/// <param name="Key">Key of the case.</param>
[JsonDerivedType(typeof(OrderReview), "order_review")]
[JsonDerivedType(typeof(CancelReview), "cancel_review")]
[JsonDerivedType(typeof(RecordReview), "record_review")]
public abstract record ReviewMessage(string Key);

/// <summary>The case orders the review.</summary>
public sealed record OrderReview(string Key, ControlOrder Order) : ReviewMessage(Key);

/// <summary>The case takes the order back.</summary>
public sealed record CancelReview(string Key) : ReviewMessage(Key);

/// <summary>An officer records the result.</summary>
/// <param name="Key">Key of the case.</param>
/// <param name="Passed">The result.</param>
/// <param name="Note">What was noted.</param>
/// <param name="Offices">Offices that the token of the officer names.</param>
public sealed record RecordReview(string Key, bool Passed, string Note, IReadOnlyList<string> Offices) : ReviewMessage(Key);

/// <summary>Decides reviews.</summary>
public static class ReviewDecider
{
    /// <summary>Decides a message.</summary>
    public static Decision<Review> Decide(Review? state, ReviewMessage message, Occasion occasion) => message switch
    {
        OrderReview order => (state ?? new Review(order.Key)) is { Order: null } open ? open with { Order = order.Order } : state!,
        CancelReview cancel => (state ?? new Review(cancel.Key)) is { Withdrawn: false } open ? open with { Withdrawn = true } : state!,
        RecordReview record => Record(state, record, occasion),
        _ => throw new ArgumentOutOfRangeException(nameof(message), message, "Not a message to a review."),
    };

    private static Decision<Review> Record(Review? state, RecordReview message, Occasion occasion)
    {
        if (state is not { Order: { } order })
        {
            return Refusal.NotFound("RESOURCE_NOT_FOUND", $"There is no reviews/{message.Key}.");
        }

        if (ControlRules.Check(state.Name, state.State, order.CustomsOffice, message.Offices, message.Note, occasion.Actor) is { } refusal)
        {
            return refusal;
        }

        var record = new ReviewRecord(occasion.Time, message.Passed, message.Note, occasion.Actor.Subject);
        var after = state with { Records = [.. state.Records, record] };
        var result = new ControlResult(
            occasion.Time, state.Name, after.Records.Count, message.Passed, message.Passed ? "REVIEW_PASSED" : "REVIEW_FAILED",
            record.Officer, message.Note);
        return Decision.Accept(after).Tell(Addresses.Case(state.Key), new ControlRecorded(state.Key, result));
    }
}
