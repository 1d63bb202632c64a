using System.Text.Json.Serialization;

namespace Clearance.Releases.Domain;

/// <summary>The inspection of a declaration's goods by two officers (Decree 138).</summary>
/// <param name="Key">Key of the case.</param>
public sealed record Inspection(string Key)
{
    /// <summary>What it is ordered for; null when another message was heard first.</summary>
    public ControlOrder? Order { get; init; }

    /// <summary>The arrival of the goods.</summary>
    public GoodsArrival? Arrival { get; init; }

    /// <summary>True when the declaration was withdrawn.</summary>
    public bool Withdrawn { get; init; }

    /// <summary>Records, oldest first; the last one counts.</summary>
    public IReadOnlyList<InspectionRecord> Records { get; init; } = [];

    /// <summary>Resource name.</summary>
    public string Name => $"inspections/{Key}";

    /// <summary>Where it stands.</summary>
    public ControlState State => (Withdrawn, Records, Arrival) switch
    {
        (true, _, _) => ControlState.Cancelled,
        (_, [.., var last], _) => last.Passed ? ControlState.Passed : ControlState.Failed,
        (_, _, null) => ControlState.AwaitingGoods,
        _ => ControlState.Ready,
    };
}

/// <summary>How goods are inspected.</summary>
public enum InspectionMethod
{
    /// <summary>By machine.</summary>
    Machine,

    /// <summary>By hand, looking from outside.</summary>
    Outside,

    /// <summary>By hand, unpacking.</summary>
    Unpacking,
}

/// <summary>Result of an inspection.</summary>
public enum InspectionResult
{
    /// <summary>The goods are as declared.</summary>
    NoDifference,

    /// <summary>The goods differ from the form.</summary>
    Difference,

    /// <summary>Prohibited goods or signs of smuggling.</summary>
    ProhibitedGoods,

    /// <summary>Quarantine failed.</summary>
    QuarantineFailure,
}

/// <summary>What a finding concerns.</summary>
public enum FindingKind
{
    /// <summary>Number or weight.</summary>
    Quantity,

    /// <summary>Name or specification.</summary>
    Name,

    /// <summary>Commodity code.</summary>
    Classification,

    /// <summary>Value.</summary>
    Value,

    /// <summary>Origin.</summary>
    Origin,

    /// <summary>Brand or mark.</summary>
    Mark,

    /// <summary>Damage.</summary>
    Damage,

    /// <summary>Licence or permit.</summary>
    Permit,

    /// <summary>Pest, disease or another sanitary matter.</summary>
    Quarantine,
}

/// <summary>One thing that was found.</summary>
public sealed record Finding(FindingKind Kind, int ItemNumber, string Text);

/// <summary>What two officers did and found.</summary>
public sealed record InspectionReport(InspectionResult Result, InspectionMethod Method, string SecondOfficer)
{
    /// <summary>What was found.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Containers that were opened.</summary>
    public IReadOnlyList<string> Containers { get; init; } = [];

    /// <summary>Who was there for the consignee or agent.</summary>
    public string PartyPresent { get; init; } = string.Empty;

    /// <summary>What was noted.</summary>
    public string Note { get; init; } = string.Empty;
}

/// <summary>One record of an inspection.</summary>
public sealed record InspectionRecord(DateTimeOffset Time, string Officer, InspectionReport Report)
{
    /// <summary>True when nothing stands against release.</summary>
    public bool Passed => Report.Result == InspectionResult.NoDifference;
}

/// <summary>A message to an inspection.</summary>
/// <param name="Key">Key of the case.</param>
[JsonDerivedType(typeof(OrderInspection), "order_inspection")]
[JsonDerivedType(typeof(GoodsThere), "goods_there")]
[JsonDerivedType(typeof(CancelInspection), "cancel_inspection")]
[JsonDerivedType(typeof(RecordInspection), "record_inspection")]
public abstract record InspectionMessage(string Key);

/// <summary>The case orders the inspection.</summary>
public sealed record OrderInspection(string Key, ControlOrder Order) : InspectionMessage(Key);

/// <summary>The goods are there and can be inspected.</summary>
public sealed record GoodsThere(string Key, GoodsArrival Arrival) : InspectionMessage(Key);

/// <summary>The case takes the order back.</summary>
public sealed record CancelInspection(string Key) : InspectionMessage(Key);

/// <summary>An officer records the result for both.</summary>
/// <param name="Key">Key of the case.</param>
/// <param name="Report">What they did and found.</param>
/// <param name="Offices">Offices that the token of the officer names.</param>
public sealed record RecordInspection(string Key, InspectionReport Report, IReadOnlyList<string> Offices) : InspectionMessage(Key);
