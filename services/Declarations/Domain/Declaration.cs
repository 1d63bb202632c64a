using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Clearance.Declarations.Domain.Documents;
using Clearance.Declarations.Domain.Enterprises;
using Clearance.Declarations.Domain.Form;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain;

/// <summary>Where a declaration stands. It follows from what is known, so facts may come in any order.</summary>
public enum DeclarationState
{
    /// <summary>Saved, binds nobody.</summary>
    Draft,

    /// <summary>Legally accepted.</summary>
    Accepted,

    /// <summary>Released under security.</summary>
    ReleasedProvisionally,

    /// <summary>Released; the settlement of the tax has not been heard yet.</summary>
    Released,

    /// <summary>Released and nothing open.</summary>
    Closed,

    /// <summary>Withdrawn before release.</summary>
    Withdrawn,

    /// <summary>Sent back by customs for correction.</summary>
    Returned,

    /// <summary>A withdrawal or rejection waits for the word of Releases.</summary>
    Withdrawing,

    /// <summary>Rejected by customs before release.</summary>
    Rejected,
}

/// <summary>What the declarant has done with the form.</summary>
public enum Stage
{
    /// <summary>Saved.</summary>
    Draft,

    /// <summary>Being submitted: enterprises are asked, numbers are drawn. Never outlives its transaction.</summary>
    Submitting,

    /// <summary>Accepted.</summary>
    Accepted,

    /// <summary>Withdrawn as a draft.</summary>
    Withdrawn,
}

/// <summary>A declaration: the form, its numbers, its documents, and everything heard of it.</summary>
public sealed record Declaration
{
    public string Key { get; init; } = "";
    public Stage Stage { get; init; }
    [JsonConverter(typeof(RememberedJson<DeclarationForm>))]
    public DeclarationForm Form { get; init; } = new();
    public string UnifiedNumber { get; init; } = "";
    public string DeclarationNumber { get; init; } = "";
    public DateTimeOffset CreateTime { get; init; }
    public DateTimeOffset SaveTime { get; init; }
    public DateTimeOffset? AcceptTime { get; init; }

    /// <summary>Class of the trader on the day of acceptance.</summary>
    public CreditClass? CreditClass { get; init; }

    public ImmutableArray<DocumentSlot> Documents { get; init; } = [];

    /// <summary>True once promised documents did not come in time.</summary>
    public bool ReplenishmentOverdue { get; init; }

    /// <summary>The withdrawal or rejection that was asked for last.</summary>
    public Withdrawal? Withdrawal { get; init; }

    /// <summary>The return that is not answered.</summary>
    public Return? Return { get; init; }

    /// <summary>The amendment that waits for an officer.</summary>
    public Amendment? Amendment { get; init; }

    /// <summary>What amendments changed, oldest first; null when the form stands as it was accepted.</summary>
    public ImmutableArray<FormVersion>? Versions { get; init; }

    /// <summary>Number of the version that is in force: 0 as accepted.</summary>
    public int Version => Versions?.Length ?? 0;

    /// <summary>What became of the second step; null before it, and for forms that have none.</summary>
    public Completion? Completion { get; init; }

    /// <summary>What the rules noticed on submission and did not refuse; null when nothing.</summary>
    public ImmutableArray<Violation>? Warnings { get; init; }

    /// <summary>What a running submission still waits for; null outside of one.</summary>
    public Submission? Submission { get; init; }

    public Known Known { get; init; } = new();
    public ImmutableArray<TimelineEntry> Timeline { get; init; } = [];

    /// <summary>Required documents that are not there.</summary>
    public ImmutableArray<DocumentKind> MissingDocuments => DocumentSlots.Missing(Documents);

    /// <summary>An officer waits for a document.</summary>
    private bool IsAsked => Documents.Any(slot => slot.Request is not null);

    /// <summary>Where it stands.</summary>
    public DeclarationState State => this switch
    {
        { Stage: Stage.Withdrawn } => DeclarationState.Withdrawn,
        { Stage: not Stage.Accepted } => DeclarationState.Draft,
        { Withdrawal: { } withdrawal, Known.Barred: not null } => withdrawal.Kind == WithdrawalKind.Rejection ? DeclarationState.Rejected : DeclarationState.Withdrawn,
        { Known.Released: { } released } => IsSettled && MissingDocuments.IsEmpty && Form.Summary != true && !IsAsked ? DeclarationState.Closed
            : released.Provisional ? DeclarationState.ReleasedProvisionally
            : DeclarationState.Released,
        { PendingWithdrawal: not null } => DeclarationState.Withdrawing,
        { Return: not null } => DeclarationState.Returned,
        _ => DeclarationState.Accepted,
    };

    /// <summary>The taxes of the version in force are settled.</summary>
    public bool IsSettled => Known.Settled is { } settled && (settled.Version ?? 0) >= Version;

    /// <summary>
    /// The withdrawal on which Releases has the word; null when there is none, and when goods that were given up have arrived after all or
    /// were released before.
    /// </summary>
    public Withdrawal? PendingWithdrawal => (Withdrawal, Known) switch
    {
        (_, { Barred: not null } or { Released: not null }) => null,
        ({ Kind: WithdrawalKind.NotArrived }, { Arrived: not null }) => null,
        _ => Withdrawal,
    };

    /// <summary>Last day for missing documents: counted from the release, and from the acceptance until the release is known.</summary>
    public DateOnly? ReplenishDueDate => AcceptTime is { } accepted && !MissingDocuments.IsEmpty
        ? Replenishment.DalianAirCargo.DueAfter(CustomsTime.DateOf(Known.Released?.Time ?? accepted))
        : null;

    /// <summary>
    /// When the period for missing documents is over; null when nothing can become overdue. The period begins with the release: as
    /// long as the goods have not moved, nobody has had them without papers.
    /// </summary>
    public DateTimeOffset? ReplenishmentEnd =>
        Stage == Stage.Accepted && Known.Released is not null && !ReplenishmentOverdue && ReplenishDueDate is { } day
            ? CustomsTime.StartOf(day.AddDays(1))
            : null;

    /// <summary>When the goods of an early declaration count as not arrived; null when they are there, or the form is over.</summary>
    public DateTimeOffset? ArrivalEnd => this is { Stage: Stage.Accepted, Known: { Arrived: null, Released: null, Barred: null }, Withdrawal: null, AcceptTime: { } accepted }
        ? EarlyDeclaration.EndOfWaiting(Form, accepted)
        : null;

    /// <summary>Last day of the second step of a two-step declaration; null when none is to be taken, or the day of entry is not known.</summary>
    public DateOnly? CompletionDueDate => TwoStep.DueDate(this);

    /// <summary>The period that ends first of those that run now, and what is told then; null when none does.</summary>
    public (DateTimeOffset Time, DeclarationMessage Message)? Due
    {
        get
        {
            // Of these, one runs at a time; an officer may ask for a document in any of them.
            (DateTimeOffset Time, DeclarationMessage Message)? due =
                ReplenishmentEnd is { } replenishment ? (replenishment, new ReplenishmentDue())
                : ArrivalEnd is { } arrival ? (arrival, new ArrivalDue())
                : TwoStep.CompletionEnd(this) is { } completion ? (completion, new CompletionDue())
                : null;
            return RequestingDocuments.End(this) is { } asked && !(due?.Time <= asked) ? (asked, new DocumentRequestDue()) : due;
        }
    }

    /// <summary>When it last changed: a pure function of what is known, whatever the order in which it came.</summary>
    public DateTimeOffset UpdateTime => Timeline is [.., { Time: var last }] && last > SaveTime ? last : SaveTime;

    /// <summary>True when an actor may see it: customs sees all, a firm what it owns or declares.</summary>
    public bool IsVisibleTo(Actor actor) =>
        actor.Role != Roles.Declarant || (actor.Enterprise is { } uscc && (uscc == Form.Declarant.Uscc || uscc == Form.Trader.Uscc));
}

/// <summary>The second step of a two-step declaration: when it was taken, and whether its period was over by then.</summary>
public sealed record Completion(DateTimeOffset? Time, bool Overdue);

/// <summary>A running submission: what is wrong so far, and who has not answered yet.</summary>
public sealed record Submission(ImmutableArray<Violation> Violations, ImmutableArray<VouchRole> Awaited);

/// <summary>The form was accepted. Everything that others need is in the declaration as it stands then.</summary>
public sealed record DeclarationAccepted(Declaration Declaration) : IFact;

/// <summary>Every required document is there.</summary>
public sealed record DocumentsCompleted(string Declaration, DateTimeOffset Time) : IFact;

/// <summary>Promised documents did not come in time.</summary>
public sealed record ReplenishmentOverdue(string Declaration, DateTimeOffset Time, ImmutableArray<DocumentKind> Missing) : IFact;

/// <summary>Who ends a form before release.</summary>
public enum WithdrawalKind
{
    /// <summary>The declarant.</summary>
    Declarant,

    /// <summary>An officer.</summary>
    Rejection,

    /// <summary>Nobody: the goods of an early declaration did not arrive in time.</summary>
    NotArrived,
}

/// <summary>A withdrawal that was asked for.</summary>
public sealed record Withdrawal(DateTimeOffset Time, WithdrawalKind Kind, string Reason);

/// <summary>A return: what is to be corrected, and the last day for it.</summary>
public sealed record Return(DateTimeOffset Time, string Reason, DateOnly AnswerDueDate);

/// <summary>An amendment that waits for an officer: the new values of the named fields.</summary>
public sealed record Amendment(DateTimeOffset Time, string Actor, string Reason, DeclarationForm Form, ImmutableArray<string> Paths);

/// <summary>What one amendment changed.</summary>
public sealed record FormVersion(DateTimeOffset Time, string Actor, string Reason, ImmutableArray<FieldChange> Changes);

/// <summary>A version came into force. Everything that others need is in the declaration as it stands then.</summary>
public sealed record DeclarationAmended(Declaration Declaration, DateTimeOffset Time) : IFact;

/// <summary>The form was sent back.</summary>
public sealed record DeclarationReturned(string Declaration, DateTimeOffset Time, int Version, string Reason) : IFact;

/// <summary>A withdrawal was asked for: Releases has the word.</summary>
public sealed record WithdrawalRequested(string Declaration, DateTimeOffset Time, string Reason, bool UnlessArrived) : IFact;

/// <summary>The declaration was withdrawn or rejected.</summary>
public sealed record DeclarationWithdrawn(string Declaration, DateTimeOffset Time, string Reason) : IFact;
