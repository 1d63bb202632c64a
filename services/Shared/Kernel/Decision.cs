namespace Clearance.Kernel;

/// <summary>A fact: something that has become true and that other services may hear of. Facts are named in the past tense.</summary>
public interface IFact;

/// <summary>
/// What follows from one message to one aggregate: the state afterwards, the facts to publish, the postings and notes to write and the
/// messages to tell other aggregates of the same service; or a refusal, after which nothing has happened.
/// </summary>
/// <remarks>
/// All that follows from a message is committed in one transaction, told messages included: when any of them is refused, the
/// whole message is refused. Returning the very state that was handed in means "nothing new": no version, no journal row.
/// </remarks>
/// <typeparam name="TState">The immutable state record of the aggregate.</typeparam>
public sealed class Decision<TState>
    where TState : class
{
    private readonly List<IFact> _facts = [];
    private readonly List<Posting> _postings = [];
    private readonly List<Told> _tells = [];
    private List<Note>? _notes;

    internal Decision(TState? state, Refusal? refusal)
    {
        State = state;
        Refusal = refusal;
    }

    /// <summary>The state afterwards; null when refused, or when nothing exists under the key and nothing came to exist.</summary>
    public TState? State { get; }

    /// <summary>Why nothing happens; null when accepted.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Facts to publish, in order.</summary>
    public IReadOnlyList<IFact> Facts => _facts;

    /// <summary>Ledger postings; they sum to zero per currency.</summary>
    public IReadOnlyList<Posting> Postings => _postings;

    /// <summary>Messages to other aggregates of the same service, handled in order in the same transaction.</summary>
    public IReadOnlyList<Told> Tells => _tells;

    /// <summary>Notes to write, in order.</summary>
    public IReadOnlyList<Note> Notes => _notes ?? [];

    /// <summary>Accepts with the given state afterwards.</summary>
    public static implicit operator Decision<TState>(TState state) => new(state, null);

    /// <summary>Refuses.</summary>
    public static implicit operator Decision<TState>(Refusal refusal) => new(null, refusal);

    /// <summary>Adds a fact to publish.</summary>
    public Decision<TState> Publish(IFact fact)
    {
        _facts.Add(fact);
        return this;
    }

    /// <summary>Adds a transfer of <paramref name="amount"/> between two ledger accounts: two postings that sum to zero.</summary>
    public Decision<TState> Transfer(string debit, string credit, Money amount)
    {
        _postings.Add(new Posting(debit, amount));
        _postings.Add(new Posting(credit, -amount));
        return this;
    }

    /// <summary>Adds a note to a log; the service's definition says that it keeps notes.</summary>
    public Decision<TState> Write(Note note)
    {
        (_notes ??= []).Add(note);
        return this;
    }

    /// <summary>Adds a message to another aggregate of the same service.</summary>
    public Decision<TState> Tell<TMessage>(Address<TMessage> to, TMessage message)
        where TMessage : class
    {
        _tells.Add(new Told(to.Aggregate, to.Key, message));
        return this;
    }
}

/// <summary>Makes decisions where the implicit conversions do not reach.</summary>
public static class Decision
{
    /// <summary>Accepts with the given state afterwards.</summary>
    public static Decision<TState> Accept<TState>(TState state)
        where TState : class => new(state, null);

    /// <summary>Nothing exists under the key, and nothing comes to exist: told messages and facts may still follow.</summary>
    public static Decision<TState> Nothing<TState>()
        where TState : class => new(null, null);
}

/// <summary>Where a message goes: an aggregate by the name of its table, and a key in it.</summary>
/// <typeparam name="TMessage">The base of all messages that the aggregate takes.</typeparam>
public readonly record struct Address<TMessage>(string Aggregate, string Key)
    where TMessage : class;

/// <summary>A message that one decision sends to another aggregate of the same service.</summary>
public sealed record Told(string Aggregate, string Key, object Message);

/// <summary>One line of the double-entry ledger: positive is a debit of the account, negative a credit.</summary>
public readonly record struct Posting(string Account, Money Amount);

/// <summary>
/// One entry of an append-only log that is read by cursor: what one firm is told, for one. It is written in the transaction of the decision,
/// costs no read, and nobody changes it.
/// </summary>
/// <param name="Log">Which log, e.g. <c>enterprises/91210242MA0UAAAA1Y</c>.</param>
/// <param name="Json">What it says, as JSON in UTF-8.</param>
public sealed record Note(string Log, ReadOnlyMemory<byte> Json);
