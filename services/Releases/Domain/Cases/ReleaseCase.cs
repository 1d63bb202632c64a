using System.Text.Json.Serialization;
using Clearance.Kernel;

namespace Clearance.Releases.Domain;

/// <summary>Where a release case stands.</summary>
public enum CaseState
{
    /// <summary>At least one condition is open.</summary>
    Open,

    /// <summary>A control failed; a supervisor decides how it goes on.</summary>
    Held,

    /// <summary>Released, while tax or documents are only secured.</summary>
    ReleasedProvisionally,

    /// <summary>Released, and nothing is open.</summary>
    Released,

    /// <summary>The declaration was withdrawn.</summary>
    Withdrawn,
}

/// <summary>
/// Everything known of one declaration on its way to release: a place for each fact, filled in any order, and the instant of
/// the release. State, conditions, road, trail and times all follow from these.
/// </summary>
/// <param name="Key">Key of the case: that of the declaration.</param>
public sealed record ReleaseCase(string Key)
{
    /// <summary>The accepted form.</summary>
    [JsonConverter(typeof(RememberedJson<CaseProfile>))]
    public CaseProfile? Profile { get; init; }

    /// <summary>Every document is there.</summary>
    public DocumentsThere? Documents { get; init; }

    /// <summary>The taxes are computed.</summary>
    public TaxBill? Assessed { get; init; }

    /// <summary>The taxes are settled.</summary>
    public TaxPaid? Settled { get; init; }

    /// <summary>The taxes of the same version are settled once more, after a reversal; null where they were settled once.</summary>
    public TaxPaid? Resettled { get; init; }

    /// <summary>The last reversal of a payment.</summary>
    public TaxReversal? Reversal { get; init; }

    /// <summary>Reservations of guarantees, oldest first.</summary>
    public IReadOnlyList<Security> Securities { get; init; } = [];

    /// <summary>The last refusal of a guarantee.</summary>
    public SecurityRefusal? Refusal { get; init; }

    /// <summary>The version of the form that is in force; null while it stands as accepted.</summary>
    public CaseAmendment? Amendment { get; init; }

    /// <summary>The last return of the form, answered or not.</summary>
    public CaseReturn? Return { get; init; }

    /// <summary>The withdrawal; there is none once the goods are released.</summary>
    public Withdrawal? Withdrawal { get; init; }

    /// <summary>What the risk rules decided.</summary>
    public ControlDecision? Control { get; init; }

    /// <summary>The last result of the review or inspection.</summary>
    public ControlResult? Result { get; init; }

    /// <summary>The arrival of the goods.</summary>
    public GoodsArrival? Arrival { get; init; }

    /// <summary>When the goods were released.</summary>
    public DateTimeOffset? ReleaseTime { get; init; }

    /// <summary>Goods that left through the gate, oldest first.</summary>
    public IReadOnlyList<GateExit> Exits { get; init; } = [];

    /// <summary>Resource name of the declaration.</summary>
    public string Declaration => $"declarations/{Key}";

    /// <summary>Resource name of the case.</summary>
    public string Name => $"releaseCases/{Key}";

    /// <summary>Resource name of the review or inspection that was ordered; null when none was.</summary>
    public string? ControlName => Control?.Lane switch
    {
        Lane.DocumentReview => $"reviews/{Key}",
        Lane.Inspection => $"inspections/{Key}",
        _ => null,
    };

    /// <summary>True while the declarant has to correct the form.</summary>
    [JsonIgnore]
    public bool IsReturned => Return is { } sent && (sent.Version ?? 0) >= (Amendment?.Version ?? 0);

    /// <summary>The taxes of the version in force are settled, and no bank has taken the payment back since.</summary>
    [JsonIgnore]
    public bool IsTaxSettled => Settled is { } paid && (paid.Version ?? 0) >= (Amendment?.Version ?? 0) && !IsTaxReversed;

    /// <summary>A bank took the payment back before the release. What it takes back afterwards is open on the bill alone: goods that are gone are gone.</summary>
    [JsonIgnore]
    public bool IsTaxReversed => Reversal is { } reversal && !(ReleaseTime < reversal.Time) && !((Resettled ?? Settled)?.Time > reversal.Time);

    /// <summary>Where the case stands. Either a withdrawal or a release came first, never both.</summary>
    public CaseState State => this switch
    {
        { Withdrawal: not null } => CaseState.Withdrawn,
        { ReleaseTime: not null } => SettleTime is null ? CaseState.ReleasedProvisionally : CaseState.Released,
        { Result.Passed: false } => CaseState.Held,
        _ => CaseState.Open,
    };

    /// <summary>When nothing of the release was provisional any more; null before.</summary>
    public DateTimeOffset? SettleTime
    {
        get
        {
            if (ReleaseTime is not { } released || Settled is null || !IsTaxSettled || Profile is null
                || (Profile.MissingDocuments.Count > 0 && Documents is null))
            {
                return null;
            }

            return new[] { released, (Resettled ?? Settled).Time, Documents?.Time ?? released }.Max();
        }
    }

    /// <summary>Arrival to release, 0 or more; null before the release.</summary>
    public TimeSpan? ClearanceTime => ReleaseTime is { } released && Arrival is { } arrival
        ? TimeSpan.FromTicks(Math.Max(0, (released - arrival.Time).Ticks))
        : null;

    /// <summary>True when goods of this case have left in the container.</summary>
    public bool HasLeft(string container) => Exits.Any(exit => exit.Container == container);
}
