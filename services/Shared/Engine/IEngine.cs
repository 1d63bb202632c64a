using Clearance.Kernel;
using Google.Protobuf;

namespace Clearance.Engine;

/// <summary>The loop of one service, seen by its gRPC endpoints: the only way to write.</summary>
/// <typeparam name="TService">Definition of the service; tells the engines of one process apart.</typeparam>
public interface IEngine<TService>
    where TService : ServiceDefinition
{
    /// <summary>
    /// Sends a command to an aggregate and answers when its batch has committed.
    /// </summary>
    /// <param name="type">Kind of aggregate.</param>
    /// <param name="key">Key of the aggregate; for a new one take it from <see cref="Command.NewKey"/>.</param>
    /// <param name="message">The command.</param>
    /// <param name="command">Who sends it, with which request id and content.</param>
    /// <param name="reply">Maps the state afterwards to the answer; runs in the loop, is stored for repeats of the request id.</param>
    /// <param name="cancellationToken">Gives up waiting; the command may still be carried out, so repeat it with its request id.</param>
    /// <exception cref="RefusedException">Refused, or more work is waiting than the engine takes (<see cref="RefusalKind.Exhausted"/>).</exception>
    Task<TReply> SendAsync<TState, TMessage, TReply>(
        AggregateType<TState, TMessage> type,
        string key,
        TMessage message,
        Command command,
        Func<TState, TReply> reply,
        CancellationToken cancellationToken)
        where TState : class
        where TMessage : class
        where TReply : class, IMessage<TReply>, new();
}

/// <summary>What a service reads, known by its definition.</summary>
/// <typeparam name="TService">Definition of the service.</typeparam>
public interface IReader<TService> : IReader
    where TService : ServiceDefinition;

/// <summary>What a service reads: single aggregates, lists, journals and postings, never the tables of another service.</summary>
public interface IReader
{
    /// <summary>The aggregate under a key with its version; null when there is none.</summary>
    Task<Versioned<TState>?> FindAsync<TState, TMessage>(AggregateType<TState, TMessage> type, string key, CancellationToken cancellationToken)
        where TState : class
        where TMessage : class;

    /// <summary>A page of aggregates, by keyset.</summary>
    /// <exception cref="RefusedException">The page token is not one of this list with these filters, or the page size is negative.</exception>
    Task<Page<TState>> ListAsync<TState, TMessage>(AggregateType<TState, TMessage> type, ListQuery query, CancellationToken cancellationToken)
        where TState : class
        where TMessage : class;

    /// <summary>How many aggregates have each value of a text column, among those that pass the filter; null values are left out.</summary>
    Task<IReadOnlyDictionary<string, long>> CountAsync(AggregateType type, string column, Filter filter, CancellationToken cancellationToken);

    /// <summary>The journal of one aggregate, oldest first.</summary>
    Task<IReadOnlyList<JournalEntry>> JournalAsync(AggregateType type, string key, CancellationToken cancellationToken);

    /// <summary>The ledger postings of an account, oldest first, a page at a time (<paramref name="afterId"/> is the last id seen, 0 at first).</summary>
    Task<IReadOnlyList<LedgerEntry>> PostingsAsync(string account, long afterId, int limit, CancellationToken cancellationToken);

    /// <summary>Opens a snapshot: all that is read through it is of one moment, whatever is written meanwhile. Dispose of it soon.</summary>
    Task<ISnapshot> SnapshotAsync(CancellationToken cancellationToken);

    /// <summary>Notes of a log after a position, in an order that never changes: nothing is ever added before a note that was read.</summary>
    Task<IReadOnlyList<NoteEntry>> NotesAsync(string log, NotePosition after, int limit, CancellationToken cancellationToken);

    /// <summary>Position of the last note of a log from before an instant; the beginning when there is none.</summary>
    Task<NotePosition> NoteBeforeAsync(string log, DateTimeOffset time, CancellationToken cancellationToken);

    /// <summary>Ends when a note is added to a log by this process, or after a second: take it before reading, then wait for it.</summary>
    Task NextNoteAsync(string log, CancellationToken cancellationToken);

    /// <summary>Notes of a log after a position, those to come included, until the token cancels it.</summary>
    IAsyncEnumerable<NoteEntry> WatchNotesAsync(string log, NotePosition after, CancellationToken cancellationToken);

    /// <summary>
    /// Versions of an aggregate as they are committed, the present one first, until the token cancels it. A slow reader skips versions
    /// that newer ones have replaced, never the newest.
    /// </summary>
    IAsyncEnumerable<Versioned<TState>> WatchAsync<TState, TMessage>(AggregateType<TState, TMessage> type, string key, CancellationToken cancellationToken)
        where TState : class
        where TMessage : class;
}

/// <summary>A state with the version and times of its row.</summary>
public sealed record Versioned<TState>(string Key, TState State, long Version, DateTimeOffset CreateTime, DateTimeOffset UpdateTime)
    where TState : class;

/// <summary>A page of a list.</summary>
/// <param name="Rows">The aggregates.</param>
/// <param name="NextPageToken">Empty at the end and only then.</param>
public sealed record Page<TState>(IReadOnlyList<Versioned<TState>> Rows, string NextPageToken)
    where TState : class;

/// <summary>What to list. Rows come newest first by create time, then by key.</summary>
/// <param name="PageSize">0 means 50, more than 200 means 200, negative is refused.</param>
/// <param name="PageToken">Token of the previous answer; empty for the first page.</param>
public sealed record ListQuery(int PageSize, string PageToken)
{
    /// <summary>All of these must hold.</summary>
    public IReadOnlyList<Filter> Filters { get; init; } = [];

    /// <summary>True for oldest first.</summary>
    public bool OldestFirst { get; init; }
}

/// <summary>One condition on a column of the aggregate.</summary>
/// <param name="Column">Name of a column in the definition.</param>
/// <param name="Operator">How to compare.</param>
/// <param name="Value">Text, or long for integers and instants (<see cref="Microseconds"/>).</param>
public sealed record Filter(string Column, FilterOperator Operator, object Value)
{
    /// <summary>The column equals the value.</summary>
    public static Filter Is(string column, object value) => new(column, FilterOperator.Equal, value);

    /// <summary>Any of two columns equals the value: a form is seen by its enterprise and by its declarant.</summary>
    public static Filter Either(string first, string second, object value) => new(first, FilterOperator.Equal, value) { OrColumn = second };

    /// <summary>A second column of which either may hold; null when only the first counts.</summary>
    public string? OrColumn { get; init; }
}

/// <summary>How a filter compares.</summary>
public enum FilterOperator
{
    /// <summary>Equal.</summary>
    Equal,

    /// <summary>At or after.</summary>
    AtLeast,

    /// <summary>Before.</summary>
    Before,
}

/// <summary>One row of a journal: one message that changed an aggregate.</summary>
/// <param name="Key">Key of the aggregate.</param>
/// <param name="Version">Version after the message, from 1.</param>
/// <param name="Message">The message as JSON with its discriminator.</param>
/// <param name="Occasion">When, by whom, with which message.</param>
/// <param name="Events">Full names of the events that it published, in order.</param>
/// <param name="Hash">
/// SHA-256 over the previous hash, the occasion, the message, the state afterwards and the events: folding the journal again
/// (<see cref="Journal.JournalReplay"/>) gives the same chain or finds the difference.
/// </param>
public sealed record JournalEntry(
    string Key, long Version, string Message, Occasion Occasion, IReadOnlyList<string> Events, ReadOnlyMemory<byte> Hash);

/// <summary>Place of a note in its log; the default is the beginning.</summary>
/// <param name="Batch">The transaction that wrote it, where several replicas may write at once; else 0.</param>
/// <param name="Sequence">Its number, from 1.</param>
public readonly record struct NotePosition(long Batch, long Sequence) : IComparable<NotePosition>
{
    /// <inheritdoc/>
    public int CompareTo(NotePosition other) => (Batch, Sequence).CompareTo((other.Batch, other.Sequence));

    /// <summary>True when the one stands before the other.</summary>
    public static bool operator <(NotePosition left, NotePosition right) => left.CompareTo(right) < 0;

    /// <summary>True when the one stands after the other.</summary>
    public static bool operator >(NotePosition left, NotePosition right) => left.CompareTo(right) > 0;

    /// <summary>True when the one does not stand after the other.</summary>
    public static bool operator <=(NotePosition left, NotePosition right) => left.CompareTo(right) <= 0;

    /// <summary>True when the one does not stand before the other.</summary>
    public static bool operator >=(NotePosition left, NotePosition right) => left.CompareTo(right) >= 0;
}

/// <summary>One note of a log.</summary>
/// <param name="Position">Its place.</param>
/// <param name="Aggregate">Kind of the aggregate that wrote it.</param>
/// <param name="Key">Key of that aggregate.</param>
/// <param name="MessageId">The message that it follows from.</param>
/// <param name="Time">When it was written.</param>
/// <param name="Json">What it says.</param>
public sealed record NoteEntry(
    NotePosition Position, string Aggregate, string Key, Guid MessageId, DateTimeOffset Time, ReadOnlyMemory<byte> Json);

/// <summary>One row of the ledger.</summary>
public sealed record LedgerEntry(long Id, Posting Posting, string Aggregate, string Key, Guid MessageId, DateTimeOffset Time);

/// <summary>Ledger and aggregates at one moment.</summary>
public interface ISnapshot : IAsyncDisposable
{
    /// <summary>Balances of accounts, in the order of their names.</summary>
    Task<IReadOnlyList<AccountBalance>> BalancesAsync(BalanceQuery query, CancellationToken cancellationToken);

    /// <summary>All aggregates of a type, one after the other.</summary>
    IAsyncEnumerable<TState> AllAsync<TState, TMessage>(AggregateType<TState, TMessage> type, CancellationToken cancellationToken)
        where TState : class
        where TMessage : class;
}

/// <summary>Which balances to read.</summary>
/// <param name="Limit">At most so many.</param>
public sealed record BalanceQuery(int Limit)
{
    /// <summary>Only what was posted before; null for all.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Only accounts whose names begin so.</summary>
    public string Prefix { get; init; } = string.Empty;

    /// <summary>Only accounts after this one.</summary>
    public string After { get; init; } = string.Empty;
}

/// <summary>What was posted to an account in one currency.</summary>
/// <param name="Account">The account.</param>
/// <param name="Debits">Sum of its debits.</param>
/// <param name="Credits">Sum of its credits, positive.</param>
public sealed record AccountBalance(string Account, Money Debits, Money Credits)
{
    /// <summary>Debits less credits.</summary>
    public Money Balance => Debits - Credits;
}
