using Clearance.Kernel;

namespace Clearance.Engine.Storage;

/// <summary>
/// The database of one service, as the loop sees it: one transaction per batch, sets of rows in, sets of rows out. A provider
/// owns all of its SQL. Between <see cref="BeginAsync"/> and commit or rollback one batch is open; the loop calls from one
/// flow at a time, except for <see cref="FindAsync"/> and the notes, which anybody may read.
/// </summary>
/// <remarks>
/// Keys and text columns compare by code point, or pages and locks differ from one provider to the other. The message of a
/// journal row is kept byte for byte, or its hash does not fit. What another replica writes is noticed as a conflict.
/// </remarks>
internal interface IStore : IAsyncDisposable
{
    /// <summary>Begins a transaction and reads all that the batch asks for; rows found are locked, in order, until its end.</summary>
    ValueTask<Loaded> BeginAsync(Wanted wanted, CancellationToken cancellationToken);

    /// <summary>Reads more states within the open transaction: of told aggregates that no hint named.</summary>
    ValueTask<IReadOnlyList<StateRow>> LoadAsync(IReadOnlyList<AggregateKey> keys, CancellationToken cancellationToken);

    /// <summary>Writes all that follows from the batch and commits.</summary>
    /// <exception cref="StoreException">
    /// Nothing is written and the transaction is still to be rolled back, unless the failure is <see cref="StoreFailure.Unknown"/>.
    /// </exception>
    ValueTask CommitAsync(Changes changes, CancellationToken cancellationToken);

    /// <summary>
    /// Finds out what became of a commit that ended as <see cref="StoreFailure.Unknown"/>: true when it is stored, false when it is
    /// not and never will be, null when it left nothing to tell by.
    /// </summary>
    ValueTask<bool?> IsCommittedAsync(Changes changes, CancellationToken cancellationToken);

    /// <summary>Ends the open transaction, if there is one, without a trace.</summary>
    ValueTask RollbackAsync();

    /// <summary>Events in the outbox, in commit order, after a sequence number; those that another replica is about to send apart.</summary>
    ValueTask<IReadOnlyList<OutboxRow>> PendingAsync(long after, int limit, CancellationToken cancellationToken);

    /// <summary>Aggregates whose due time has come, the longest overdue first.</summary>
    ValueTask<IReadOnlyList<AggregateKey>> DueAsync(long now, int limit, CancellationToken cancellationToken);

    /// <summary>The nearest due time of all aggregates.</summary>
    ValueTask<long?> NextDueAsync(CancellationToken cancellationToken);

    /// <summary>Forgets inbox and request log rows from before an instant, and notes from before another.</summary>
    ValueTask PruneAsync(long before, long notesBefore, CancellationToken cancellationToken);

    /// <summary>Notes of a log after a position, in the order in which they became readable, outside any batch.</summary>
    ValueTask<IReadOnlyList<NoteEntry>> NotesAsync(string log, NotePosition after, int limit, CancellationToken cancellationToken);

    /// <summary>Position of the last readable note of a log from before an instant; the beginning when there is none.</summary>
    ValueTask<NotePosition> NoteBeforeAsync(string log, long time, CancellationToken cancellationToken);

    /// <summary>The committed row of one aggregate, outside any batch.</summary>
    ValueTask<StateRow?> FindAsync(AggregateKey key, CancellationToken cancellationToken);
}

/// <summary>What went wrong in a store, as far as the loop treats it differently.</summary>
internal enum StoreFailure
{
    /// <summary>Busy, or its disk or connection fails: nobody's fault, try again.</summary>
    Transient,

    /// <summary>Another writer changed a row in between: read again and redo.</summary>
    Conflict,

    /// <summary>A value that must be unique is taken.</summary>
    Taken,

    /// <summary>Anything else: the data of some message of the batch is at fault.</summary>
    Fault,

    /// <summary>The connection was lost during a commit: it may have happened or not, see <see cref="IStore.IsCommittedAsync"/>.</summary>
    Unknown,
}

/// <summary>A statement failed.</summary>
internal sealed class StoreException(StoreFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What callers are told when the database is away.</summary>
    public static Refusal Unavailable { get; } = Refusal.Unavailable(
        "STORE_UNAVAILABLE",
        "The database of this service does not answer; retry after a second, with the same request id if there was one.");

    /// <summary>How to treat it.</summary>
    public StoreFailure Failure { get; } = failure;
}
