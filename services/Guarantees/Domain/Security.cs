using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Clearance.Kernel;

namespace Clearance.Guarantees.Domain;

/// <summary>What a declaration asks of a guarantee: known once its tax is assessed, and anew with every amendment of it.</summary>
public sealed record SecurityRequest(string GuaranteeName, string Payer, Money Amount, bool SecuresTax, bool SecuresDocuments) : IVersioned
{
    /// <inheritdoc/>
    public int? Version { get; init; }
}

/// <summary>What a guarantee granted; an amendment that lowers the tax lowers it too.</summary>
public sealed record Cover(string Guarantee, string Guarantor, Money Amount, DateOnly ValidTo, DateOnly ClaimUntil, DateTimeOffset Time) : IVersioned
{
    /// <inheritdoc/>
    public int? Version { get; init; }
}

/// <summary>Why a guarantee granted nothing, or no more.</summary>
public sealed record Decline(string Reason, string Text) : IVersioned
{
    /// <inheritdoc/>
    public int? Version { get; init; }
}

/// <summary>Something of one version of a form.</summary>
public interface IVersioned
{
    /// <summary>Number of the version; null for the form as accepted.</summary>
    int? Version { get; }
}

/// <summary>A bill that was not paid by its day.</summary>
public sealed record OverdueBill(string Bill, Money Open);

/// <summary>Where a reservation stands; all but the first are ends, and there is one end only.</summary>
public enum ReservationState
{
    /// <summary>Secures its declaration.</summary>
    Reserved,

    /// <summary>Everything secured was done.</summary>
    Released,

    /// <summary>The guarantor paid all or a part; the rest is free.</summary>
    Settled,

    /// <summary>The declaration was withdrawn.</summary>
    Voided,

    /// <summary>The last day for claims passed without one.</summary>
    Expired,
}

/// <summary>
/// Everything this service knows of one declaration: the facts it has heard, in no order, and the guarantee's answer. What is
/// reserved, demanded and released follows from these by <see cref="Reservation"/>, so any order of facts ends in the same place.
/// </summary>
public sealed record Security
{
    /// <summary>Key of the declaration.</summary>
    public required string Declaration { get; init; }

    /// <summary>True when the tax is assessed and nothing shall be secured: no later fact matters.</summary>
    public bool NotAsked { get; init; }

    /// <summary>What is asked; null until the tax is assessed.</summary>
    public SecurityRequest? Request { get; init; }

    /// <summary>What is granted; null until it is.</summary>
    public Cover? Cover { get; init; }

    /// <summary>Why nothing is granted; null unless so.</summary>
    public Decline? Decline { get; init; }

    /// <summary>When the tax was settled.</summary>
    public DateTimeOffset? TaxSettleTime { get; init; }

    /// <summary>When the documents were complete.</summary>
    public DateTimeOffset? DocumentsCompleteTime { get; init; }

    /// <summary>When the period for the missing documents ended without them.</summary>
    public DateTimeOffset? ReplenishmentOverdueTime { get; init; }

    /// <summary>When the declaration was withdrawn.</summary>
    public DateTimeOffset? WithdrawTime { get; init; }

    /// <summary>Bills that were not paid by their day, by name.</summary>
    public ImmutableArray<OverdueBill> OverdueBills { get; init; } = [];

    /// <summary>What the guarantor has paid so far.</summary>
    public Money Paid { get; init; } = Money.Zero;

    /// <summary>What was demanded when the last day for claims ended; null while it runs. No more can be demanded after it.</summary>
    public Money? FinalDemand { get; init; }

    /// <summary>When the security wants to be woken: the instant after the last day for claims.</summary>
    [JsonIgnore]
    public DateTimeOffset? Due => Cover is not null && FinalDemand is null && Reservation.StateOf(this) == ReservationState.Reserved
        ? CustomsTime.StartOf(Cover.ClaimUntil.AddDays(1))
        : null;
}

/// <summary>A message to the security of a declaration.</summary>
[JsonPolymorphic]
[JsonDerivedType(typeof(TaxAssessed), "tax_assessed")]
[JsonDerivedType(typeof(TaxSettled), "tax_settled")]
[JsonDerivedType(typeof(TaxOverdue), "tax_overdue")]
[JsonDerivedType(typeof(DocumentsCompleted), "documents_completed")]
[JsonDerivedType(typeof(ReplenishmentOverdue), "replenishment_overdue")]
[JsonDerivedType(typeof(Withdrawn), "withdrawn")]
[JsonDerivedType(typeof(Covered), "covered")]
[JsonDerivedType(typeof(Declined), "declined")]
[JsonDerivedType(typeof(ClaimPaid), "claim_paid")]
[JsonDerivedType(typeof(CoverEnded), "cover_ended")]
public abstract record SecurityMessage(string Declaration)
{
    /// <summary>Fact: the tax is assessed.</summary>
    public sealed record TaxAssessed(string Declaration, SecurityRequest Request) : SecurityMessage(Declaration);

    /// <summary>Fact: nothing of the tax is open.</summary>
    public sealed record TaxSettled(string Declaration, DateTimeOffset Time) : SecurityMessage(Declaration);

    /// <summary>Fact: a bill is overdue.</summary>
    public sealed record TaxOverdue(string Declaration, OverdueBill Bill) : SecurityMessage(Declaration);

    /// <summary>Fact: every document is there.</summary>
    public sealed record DocumentsCompleted(string Declaration, DateTimeOffset Time) : SecurityMessage(Declaration);

    /// <summary>Fact: documents did not come in time.</summary>
    public sealed record ReplenishmentOverdue(string Declaration, DateTimeOffset Time) : SecurityMessage(Declaration);

    /// <summary>Fact: the declaration was withdrawn.</summary>
    public sealed record Withdrawn(string Declaration, DateTimeOffset Time) : SecurityMessage(Declaration);

    /// <summary>Answer of the guarantee: yes.</summary>
    public sealed record Covered(string Declaration, Cover Cover) : SecurityMessage(Declaration);

    /// <summary>Answer of the guarantee: no.</summary>
    public sealed record Declined(string Declaration, string Reason, string Text) : SecurityMessage(Declaration)
    {
        /// <summary>Version of the form that asked; null for the form as accepted.</summary>
        public int? Version { get; init; }
    }

    /// <summary>The guarantor has paid on the claim.</summary>
    /// <param name="Total">Paid in all so far.</param>
    public sealed record ClaimPaid(string Declaration, Money Total) : SecurityMessage(Declaration);

    /// <summary>The last day for claims has passed.</summary>
    public sealed record CoverEnded(string Declaration) : SecurityMessage(Declaration);
}
