using System.Text.RegularExpressions;
using Clearance.Deploy.Tests.Settings;
using k8s.Models;

namespace Clearance.Deploy.Tests.Kubernetes;

/// <summary>Rules about the variables that the programs are given.</summary>
internal static partial class SettingRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new("a program is given what it reads, and all that it needs", each =>
            each.Programs.SelectMany(one => SettingChecks.Complaints(one.Program!, Environment(each, one.Pod.Containers[0]), each.PortsOf))),
        new("every variable that another is made of is there", each => each.Programs.SelectMany(one => Unresolved(each, one.Pod.Containers[0]))),
        new("a service enters its own database", each => each.Programs.Where(one => one.Program != "Clearance.Gateway.dll"
            && one.Pod.Containers[0].EnvFrom.Single(from => from.Prefix == "POSTGRESQL_").SecretRef.Name != one.Name + "-postgresql-app").Select(one => one.Name)),
        new("a key file is mounted where it is looked for", each => each.Programs
            .Where(one => Environment(each, one.Pod.Containers[0]).TryGetValue("Identity__KeyFile", out var file) && !Holds(each, one, file)).Select(one => one.Name)),
    ];

    /// <summary>The variables of a container that hold a setting; those of a secret are only what others are made of.</summary>
    private static Dictionary<string, string> Environment(Manifests manifests, V1Container container)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in container.EnvFrom.Where(from => from.ConfigMapRef is not null)
            .SelectMany(from => manifests.One<V1ConfigMap>(from.ConfigMapRef.Name).Data).Concat(
                container.Env.Select(env => new KeyValuePair<string, string>(env.Name, env.Value))))
        {
            environment[name] = value;
        }

        return environment;
    }

    private static IEnumerable<string> Unresolved(Manifests manifests, V1Container container)
    {
        var there = container.EnvFrom.Where(from => from.SecretRef is not null)
            .SelectMany(from => (manifests.SecretKeys(from.SecretRef.Name) ?? []).Select(key => from.Prefix + key)).ToHashSet(StringComparer.Ordinal);
        foreach (var env in container.Env ?? [])
        {
            foreach (Match match in Reference().Matches(env.Value ?? string.Empty))
            {
                if (!there.Contains(match.Groups["name"].Value))
                {
                    yield return $"{container.Args[0]}: {env.Name} names {match.Value}.";
                }
            }

            there.Add(env.Name);
        }
    }

    private static bool Holds(Manifests manifests, Workload workload, string file)
    {
        var mount = workload.Pod.Containers[0].VolumeMounts.SingleOrDefault(one => file.StartsWith(one.MountPath + "/", StringComparison.Ordinal));
        var volume = workload.Pod.Volumes.SingleOrDefault(one => one.Name == mount?.Name)?.ConfigMap;
        return volume is not null && manifests.One<V1ConfigMap>(volume.Name).Data.ContainsKey(file[(mount!.MountPath.Length + 1)..]);
    }

    [GeneratedRegex(@"\$\((?<name>[^)]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();
}
