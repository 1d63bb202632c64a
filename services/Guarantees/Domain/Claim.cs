using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Clearance.Kernel;

namespace Clearance.Guarantees.Domain;

/// <summary>Why customs demands.</summary>
public enum ClaimGround
{
    /// <summary>A secured bill was not paid in time.</summary>
    TaxOverdue,

    /// <summary>Secured documents did not come in time.</summary>
    ReplenishmentOverdue,
}

/// <summary>Where a claim stands.</summary>
public enum ClaimState
{
    /// <summary>The guarantor shall pay.</summary>
    Open,

    /// <summary>The guarantor disputes it, and may still pay.</summary>
    Disputed,

    /// <summary>All is paid.</summary>
    Paid,

    /// <summary>Nothing is demanded any more.</summary>
    Withdrawn,
}

/// <summary>What customs demands on the reservation of one declaration, and what the guarantor answered.</summary>
public sealed record Claim
{
    /// <summary>Working days that a guarantor has to pay (DOMAIN 11.1: insurance).</summary>
    public const int PayWorkingDays = 5;

    /// <summary>Key of the declaration, and of the claim.</summary>
    public required string Declaration { get; init; }

    /// <summary>Key of the guarantee.</summary>
    public required string Guarantee { get; init; }

    /// <summary>USCC of the guarantor.</summary>
    public required string Guarantor { get; init; }

    /// <summary>USCC of the insured enterprise.</summary>
    public required string Insured { get; init; }

    /// <summary>Demanded in all; for a withdrawn claim what was demanded before.</summary>
    public required Money Amount { get; init; }

    /// <summary>Paid in all.</summary>
    public Money Paid { get; init; } = Money.Zero;

    /// <summary>Why.</summary>
    public ImmutableArray<ClaimGround> Grounds { get; init; } = [];

    /// <summary>Where it stands.</summary>
    public ClaimState State { get; init; }

    /// <summary>When it was first demanded.</summary>
    public DateTimeOffset DemandTime { get; init; }

    /// <summary>Day by which the guarantor shall pay.</summary>
    public DateOnly PayDueDate { get; init; }

    /// <summary>The guarantor's reason for a dispute.</summary>
    public string? DisputeReason { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset UpdateTime { get; init; }

    /// <summary>What is still to be paid.</summary>
    [JsonIgnore]
    public Money Open => State is ClaimState.Open or ClaimState.Disputed ? Amount - Paid : Money.Zero;
}

/// <summary>A message to a claim.</summary>
[JsonPolymorphic]
[JsonDerivedType(typeof(Demand), "demand")]
[JsonDerivedType(typeof(ReportPaid), "report_paid")]
[JsonDerivedType(typeof(ReportDisputed), "report_disputed")]
public abstract record ClaimMessage
{
    /// <summary>What is demanded in all has become this much: more, less, or no more than is paid.</summary>
    public sealed record Demand(
        string Declaration, string Guarantee, string Guarantor, string Insured, Money Total, ImmutableArray<ClaimGround> Grounds) : ClaimMessage;

    /// <summary>The guarantor has paid an amount.</summary>
    public sealed record ReportPaid(Money Amount) : ClaimMessage;

    /// <summary>The guarantor disputes the claim.</summary>
    public sealed record ReportDisputed(string Reason) : ClaimMessage;
}
