namespace Clearance.Deploy.Tests.Kubernetes;

/// <summary>What every render must fulfil: a name that says it, and a search for offenders.</summary>
internal sealed record Rule(string Name, Func<Manifests, IEnumerable<string>> Offenders)
{
    public static IReadOnlyList<Rule> All { get; } = [.. PodRules.All, .. WorkloadRules.All, .. ReferenceRules.All, .. NetworkRules.All, .. SettingRules.All];

    public static Rule Named(string name) => All.Single(rule => rule.Name == name);
}
