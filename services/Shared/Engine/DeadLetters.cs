using Clearance.Kernel;
using Google.Protobuf;

namespace Clearance.Engine;

/// <summary>The dead letters of one service: events that it could not take in.</summary>
public interface IDeadLetters
{
    /// <summary>Name of the service.</summary>
    string Service { get; }

    /// <summary>Dead letters of any state, oldest first, after an id.</summary>
    /// <exception cref="RefusedException">The page token is not one of this list, or the page size is negative.</exception>
    Task<(IReadOnlyList<DeadLetter> Letters, string NextPageToken)> ListAsync(
        int pageSize, string pageToken, CancellationToken cancellationToken);

    /// <summary>Hands the event to the loop once more; it is handled afterwards, or still waiting with its new reason.</summary>
    Task<TReply> RetryAsync<TReply>(Guid id, Command command, Func<DeadLetter, TReply> reply, CancellationToken cancellationToken)
        where TReply : class, IMessage<TReply>, new();

    /// <summary>Gives the event up for good.</summary>
    Task<TReply> DiscardAsync<TReply>(
        Guid id, string reason, Command command, Func<DeadLetter, TReply> reply, CancellationToken cancellationToken)
        where TReply : class, IMessage<TReply>, new();
}

/// <summary>An event that a service could not take in.</summary>
/// <param name="Event">The event.</param>
/// <param name="Reason">Why: of the last attempt, or of giving it up.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="AttemptTime">When it was last tried.</param>
/// <param name="State">Where it stands.</param>
/// <param name="ClosedBy">Subject of the operator who retried or discarded it.</param>
public sealed record DeadLetter(
    OutboxEvent Event, string Reason, int Attempts, DateTimeOffset AttemptTime, DeadLetterState State, string? ClosedBy);

/// <summary>Where a dead letter stands.</summary>
public enum DeadLetterState
{
    /// <summary>Waits for an operator.</summary>
    Waiting = 1,

    /// <summary>Taken in after a retry.</summary>
    Handled = 2,

    /// <summary>Given up by an operator.</summary>
    Discarded = 3,
}
