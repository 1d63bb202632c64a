using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Clearance.Declarations.Domain.Rules;

/// <summary>What was found: violations refuse a form, warnings do not.</summary>
public sealed record Findings(ImmutableArray<Clearance.Kernel.Violation> Violations, ImmutableArray<Clearance.Kernel.Violation> Warnings);

/// <summary>Which layer of the checks a rule belongs to.</summary>
public enum RuleLayer
{
    /// <summary>What a field looks like.</summary>
    Shape,

    /// <summary>Codes of the day.</summary>
    CodeList,

    /// <summary>Fields against each other.</summary>
    Fields,

    /// <summary>What the commodity code asks for.</summary>
    Tariff,

    /// <summary>Documents and release before they are complete.</summary>
    Documents,

    /// <summary>What the enterprise is and may do.</summary>
    Enterprise,
}

/// <summary>A rule of the form in one version. Every violation and warning names it.</summary>
/// <param name="Id">Its id, the same in every version.</param>
/// <param name="Version">Counted from 1.</param>
/// <param name="Layer">Where it belongs.</param>
/// <param name="FirstDay">First day on which forms are judged by it; a later version takes its place.</param>
/// <param name="Law">Where it comes from.</param>
/// <param name="English">What it asks.</param>
/// <param name="Chinese">What it asks, in Chinese.</param>
public sealed record FormRule(string Id, int Version, RuleLayer Layer, DateOnly FirstDay, string Law, string English, string Chinese)
{
    /// <summary>Id and version, e.g. <c>CONTAINERS/1</c>.</summary>
    public string Label { get; } = $"{Id}/{Version}";
}

/// <summary>The rules of the form with their versions and days, from the project's own data file.</summary>
public static class RuleBook
{
    /// <summary>Every version of every rule.</summary>
    public static ImmutableArray<FormRule> All { get; } =
    [
        .. DataFile.Rows("form-rules.txt").Select(row => new FormRule(
            row[0],
            int.Parse(row[1], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture),
            Enum.Parse<RuleLayer>(row[2]),
            DateOnly.ParseExact(row[3], "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            row[4], row[5], row[6])),
    ];

    private static readonly FrozenDictionary<string, ImmutableArray<FormRule>> s_byId = All.GroupBy(rule => rule.Id)
        .ToFrozenDictionary(rules => rules.Key, rules => rules.OrderByDescending(rule => rule.Version).ToImmutableArray(), StringComparer.Ordinal);

    /// <summary>The version of a rule that judges forms of a day: the newest that has begun, and before all of them the first.</summary>
    /// <exception cref="KeyNotFoundException">There is no such rule.</exception>
    public static FormRule On(string id, DateOnly day)
    {
        var versions = s_byId[id];
        foreach (var rule in versions)
        {
            if (rule.FirstDay <= day)
            {
                return rule;
            }
        }

        return versions[^1];
    }
}
