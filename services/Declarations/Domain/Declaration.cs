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

    /// <summary>Withdrawn.</summary>
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

    public string WithdrawReason { get; init; } = "";

    /// <summary>What the rules noticed on submission and did not refuse; null when nothing.</summary>
    public ImmutableArray<Violation>? Warnings { get; init; }

    /// <summary>What a running submission still waits for; null outside of one.</summary>
    public Submission? Submission { get; init; }

    public Known Known { get; init; } = new();
    public ImmutableArray<TimelineEntry> Timeline { get; init; } = [];

    /// <summary>Required documents that are not there.</summary>
    public ImmutableArray<DocumentKind> MissingDocuments => DocumentSlots.Missing(Documents);

    /// <summary>Where it stands.</summary>
    public DeclarationState State => Stage switch
    {
        Stage.Withdrawn => DeclarationState.Withdrawn,
        Stage.Accepted when Known.Released is null => DeclarationState.Accepted,
        Stage.Accepted when Known.Settled is not null && MissingDocuments.IsEmpty => DeclarationState.Closed,
        Stage.Accepted when Known.Released!.Provisional => DeclarationState.ReleasedProvisionally,
        Stage.Accepted => DeclarationState.Released,
        _ => DeclarationState.Draft,
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

    /// <summary>When it last changed: a pure function of what is known, whatever the order in which it came.</summary>
    public DateTimeOffset UpdateTime => Timeline is [.., { Time: var last }] && last > SaveTime ? last : SaveTime;

    /// <summary>True when an actor may see it: customs sees all, a firm what it owns or declares.</summary>
    public bool IsVisibleTo(Actor actor) =>
        actor.Role != Roles.Declarant || (actor.Enterprise is { } uscc && (uscc == Form.Declarant.Uscc || uscc == Form.Trader.Uscc));
}

/// <summary>A running submission: what is wrong so far, and who has not answered yet.</summary>
public sealed record Submission(ImmutableArray<Violation> Violations, ImmutableArray<VouchRole> Awaited);

/// <summary>The form was accepted. Everything that others need is in the declaration as it stands then.</summary>
public sealed record DeclarationAccepted(Declaration Declaration) : IFact;

/// <summary>Every required document is there.</summary>
public sealed record DocumentsCompleted(string Declaration, DateTimeOffset Time) : IFact;

/// <summary>Promised documents did not come in time.</summary>
public sealed record ReplenishmentOverdue(string Declaration, DateTimeOffset Time, ImmutableArray<DocumentKind> Missing) : IFact;

/// <summary>The declaration was withdrawn.</summary>
public sealed record DeclarationWithdrawn(string Declaration, DateTimeOffset Time, string Reason) : IFact;
