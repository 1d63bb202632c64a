using System.Collections.Immutable;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain;

/// <summary>A fact of another service about a declaration. Facts join: any order, any number of times, the same state.</summary>
/// <param name="Time">When it became true.</param>
public abstract record HeardFact(DateTimeOffset Time) : DeclarationMessage;

/// <summary>Taxes are assessed and billed.</summary>
public sealed record TaxAssessed(DateTimeOffset Time, Money Total, DateOnly? DueDate, ImmutableArray<string> Bills) : HeardFact(Time)
{
    /// <summary>Version of the form that was assessed; null for the form as accepted.</summary>
    public int? Version { get; init; }
}

/// <summary>No tax is open.</summary>
public sealed record TaxSettled(DateTimeOffset Time, Money Total) : HeardFact(Time)
{
    /// <summary>Version of the form whose taxes these are; null for the form as accepted.</summary>
    public int? Version { get; init; }
}

/// <summary>The bank did not debit a bill.</summary>
public sealed record TaxPaymentFailed(DateTimeOffset Time, string Bill, string Reason) : HeardFact(Time);

/// <summary>The bank took a payment back; the bill is open again.</summary>
public sealed record TaxPaymentReversed(DateTimeOffset Time, string Bill, Money Amount, string Reason) : HeardFact(Time);

/// <summary>A refund was approved or refused.</summary>
public sealed record RefundDecided(DateTimeOffset Time, string Refund, Money Amount, bool Approved, string Reason) : HeardFact(Time);

/// <summary>The bank credited a refund, or could not.</summary>
public sealed record RefundConcluded(DateTimeOffset Time, string Refund, Money Amount, bool Paid, string Reason) : HeardFact(Time);

/// <summary>A bill is overdue.</summary>
public sealed record TaxOverdue(DateTimeOffset Time, string Bill, Money Open) : HeardFact(Time);

/// <summary>A guarantee secures the declaration.</summary>
public sealed record DeclarationSecured(DateTimeOffset Time, string Reservation, Money Amount) : HeardFact(Time);

/// <summary>A guarantee could not secure it.</summary>
public sealed record SecurityRefused(DateTimeOffset Time, string Guarantee, string Reason, string Text) : HeardFact(Time);

/// <summary>The security is free again.</summary>
public sealed record SecurityReleased(DateTimeOffset Time, string Reservation, Money Amount) : HeardFact(Time);

/// <summary>Payment was demanded from the guarantor.</summary>
public sealed record GuaranteeClaimed(DateTimeOffset Time, string Claim, Money Amount, string Reason) : HeardFact(Time);

/// <summary>How a declaration is controlled.</summary>
public enum ControlLane
{
    /// <summary>No control before release.</summary>
    Green,

    /// <summary>Documents are reviewed.</summary>
    DocumentReview,

    /// <summary>Goods are inspected.</summary>
    Inspection,
}

/// <summary>Risk rules decided the control.</summary>
public sealed record ControlDecided(DateTimeOffset Time, ControlLane Lane, ImmutableArray<string> Rules) : HeardFact(Time);

/// <summary>A review or inspection has its result.</summary>
public sealed record ControlCompleted(DateTimeOffset Time, bool Passed, string Result, string Control) : HeardFact(Time);

/// <summary>The goods are in the supervised place.</summary>
public sealed record GoodsArrived(DateTimeOffset Time, string BillOfLading) : HeardFact(Time);

/// <summary>The goods may move.</summary>
public sealed record GoodsReleased(DateTimeOffset Time, string ReleaseCase, bool Provisional, TimeSpan ClearanceTime, string Road, ImmutableArray<string> Trail) : HeardFact(Time);

/// <summary>The goods will not be released: the withdrawal stands.</summary>
public sealed record ReleaseBarred(DateTimeOffset Time) : HeardFact(Time);

/// <summary>A complaint was filed.</summary>
public sealed record ComplaintFiled(DateTimeOffset Time, string Complaint) : HeardFact(Time);

/// <summary>A complaint was concluded.</summary>
public sealed record ComplaintConcluded(DateTimeOffset Time, string Complaint, string Finding) : HeardFact(Time);

/// <summary>What is known of a declaration from other services: the latest fact of each kind.</summary>
public sealed record Known
{
    public TaxAssessed? Assessed { get; init; }
    public TaxSettled? Settled { get; init; }
    public TaxOverdue? Overdue { get; init; }
    public DeclarationSecured? Secured { get; init; }
    public SecurityRefused? Refused { get; init; }
    public SecurityReleased? Freed { get; init; }
    public GuaranteeClaimed? Claimed { get; init; }
    public ControlDecided? Control { get; init; }
    public ControlCompleted? Result { get; init; }
    public GoodsArrived? Arrived { get; init; }
    public GoodsReleased? Released { get; init; }
    public ReleaseBarred? Barred { get; init; }

    /// <summary>The same with one more fact. Facts of one kind: the later one stands, and of two at one instant always the same one.</summary>
    public Known With(HeardFact fact) => fact switch
    {
        TaxAssessed f => IsNewer(Assessed?.Version, f.Version) ?? IsLater(Assessed, f) ? this with { Assessed = f } : this,
        TaxSettled f => IsNewer(Settled?.Version, f.Version) ?? IsLater(Settled, f) ? this with { Settled = f } : this,
        TaxOverdue f => IsLater(Overdue, f) ? this with { Overdue = f } : this,
        DeclarationSecured f => IsLater(Secured, f) ? this with { Secured = f } : this,
        SecurityRefused f => IsLater(Refused, f) ? this with { Refused = f } : this,
        SecurityReleased f => IsLater(Freed, f) ? this with { Freed = f } : this,
        GuaranteeClaimed f => IsLater(Claimed, f) ? this with { Claimed = f } : this,
        ControlDecided f => IsLater(Control, f) ? this with { Control = f } : this,
        ControlCompleted f => IsLater(Result, f) ? this with { Result = f } : this,
        GoodsArrived f => IsLater(Arrived, f) ? this with { Arrived = f } : this,
        GoodsReleased f => IsLater(Released, f) ? this with { Released = f } : this,
        ReleaseBarred f => IsLater(Barred, f) ? this with { Barred = f } : this,
        _ => this,
    };

    /// <summary>Whether a fact is of a newer version of the form; null when of the same.</summary>
    private static bool? IsNewer(int? known, int? incoming) => (incoming ?? 0) == (known ?? 0) ? null : (incoming ?? 0) > (known ?? 0);

    private static bool IsLater<T>(T? known, T incoming)
        where T : HeardFact =>
        known is null
        || incoming.Time > known.Time
        || (incoming.Time == known.Time && string.CompareOrdinal(DeclarationsJson.TextOf(incoming), DeclarationsJson.TextOf(known)) > 0);
}
