namespace Clearance.Releases.Domain;

/// <summary>How long each open condition may wait before it is on the watch list.</summary>
public sealed record WatchLimits
{
    /// <summary>Goods that arrived and are not declared.</summary>
    public TimeSpan Declared { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Missing documents before the release.</summary>
    public TimeSpan Documents { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Tax neither paid nor secured.</summary>
    public TimeSpan Tax { get; init; } = TimeSpan.FromHours(48);

    /// <summary>A review or inspection without result, or a held case without decision.</summary>
    public TimeSpan Control { get; init; } = TimeSpan.FromHours(8);

    /// <summary>Goods declared and not arrived.</summary>
    public TimeSpan Arrived { get; init; } = TimeSpan.FromDays(14);

    /// <summary>One limit for every condition.</summary>
    public static WatchLimits All(TimeSpan limit) => new() { Declared = limit, Documents = limit, Tax = limit, Control = limit,
        Arrived = limit };

    /// <summary>The limit of a condition.</summary>
    public TimeSpan Of(ConditionKind kind) => kind switch
    {
        ConditionKind.Declared => Declared,
        ConditionKind.Documents => Documents,
        ConditionKind.Tax => Tax,
        ConditionKind.Control => Control,
        ConditionKind.Arrived => Arrived,
    };
}

/// <summary>Something that waits longer than it should.</summary>
/// <param name="Subject">Release case by resource name; empty for goods that are not declared.</param>
/// <param name="BillOfLading">Bill or number that the goods travel under.</param>
/// <param name="CustomsOffice">Office.</param>
/// <param name="Condition">What is open.</param>
/// <param name="Since">Since when.</param>
/// <param name="Limit">How long it may wait.</param>
public sealed record WatchEntry(string Subject, string BillOfLading, string CustomsOffice, Condition Condition,
    DateTimeOffset Since, TimeSpan Limit);

/// <summary>What belongs on the watch list.</summary>
public static class WatchRules
{
    /// <summary>Open conditions of a case that wait longer than their limit.</summary>
    public static IEnumerable<WatchEntry> Of(ReleaseCase @case, DateTimeOffset now, WatchLimits limits) =>
        @case.State is not (CaseState.Open or CaseState.Held)
            ? []
            : Conditions.Of(@case, now)
                .Where(condition => !condition.Allows && condition.Since is { } since && now - since > limits.Of(condition.Kind))
                .Select(condition => new WatchEntry(
                    @case.Name, @case.Profile?.ConsignmentKey ?? string.Empty, @case.Profile?.CustomsOffice ?? string.Empty, condition,
                    condition.Since!.Value, limits.Of(condition.Kind)));

    /// <summary>Goods that arrived and that nobody declared in time.</summary>
    public static IEnumerable<WatchEntry> Of(Consignment consignment, DateTimeOffset now, WatchLimits limits)
    {
        if (consignment is { Arrival: { } arrival, Cases.Count: 0 } && now - arrival.Time > limits.Declared)
        {
            var text = $"Goods under {consignment.Key} arrived at {arrival.Time.Local()} and are not declared.";
            var open = new Condition(ConditionKind.Declared, ConditionVerdict.Open, arrival.Time, string.Empty, text,
                Kernel.Roles.Declarant);
            yield return new WatchEntry(string.Empty, consignment.Key, arrival.CustomsOffice, open, arrival.Time, limits.Declared);
        }
    }
}
