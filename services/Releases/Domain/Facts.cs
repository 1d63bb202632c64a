using Clearance.Kernel;

namespace Clearance.Releases.Domain;

/// <summary>Risk rules decided how a declaration is controlled.</summary>
public sealed record ControlDecided(string Declaration, DateTimeOffset Time, Lane Lane, IReadOnlyList<string> Rules) : IFact;

/// <summary>A review or an inspection has a result.</summary>
public sealed record ControlCompleted(string Declaration, DateTimeOffset Time, bool Passed, string Result, string Control) : IFact;

/// <summary>The goods of a declaration are in the supervised place.</summary>
public sealed record GoodsArrived(string Declaration, DateTimeOffset Time, string BillOfLading) : IFact;

/// <summary>The goods of a declaration will not be released.</summary>
public sealed record ReleaseBarred(string Declaration, DateTimeOffset Time) : IFact;

/// <summary>The goods of a declaration may move.</summary>
public sealed record GoodsReleased(
    string Declaration, DateTimeOffset Time, string ReleaseCase, bool Provisional, TimeSpan ClearanceTime, Road Road,
    IReadOnlyList<string> Trail) : IFact
{
    /// <summary>Into or out of the country: the measure of the clearance time differs.</summary>
    public required Direction Direction { get; init; }

    /// <summary>Code of the mode of transport.</summary>
    public required string TransportMode { get; init; }
}
