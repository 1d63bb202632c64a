using Clearance.Hosting;
using k8s.Models;

namespace Clearance.Deploy.Tests.Kubernetes;

/// <summary>Rules about what stands in a pod.</summary>
internal static class PodRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new("no container is root or may become it", each => Containers(each, (pod, container) =>
            container.SecurityContext is { AllowPrivilegeEscalation: false, Capabilities: { Add: null, Drop: ["ALL"] } } own
            && own.Privileged != true
            && (own.RunAsNonRoot ?? pod.SecurityContext?.RunAsNonRoot) == true
            && (own.RunAsUser ?? pod.SecurityContext?.RunAsUser) > 0
            && (own.SeccompProfile ?? pod.SecurityContext?.SeccompProfile)?.Type == "RuntimeDefault")),
        new("no container writes to its image", each => Containers(each, (_, container) => container.SecurityContext?.ReadOnlyRootFilesystem == true)),
        new("no pod touches its node", each => Pods(each, pod =>
            pod.HostNetwork is null or false && pod.HostPID is null or false && pod.HostIPC is null or false && (pod.Volumes ?? []).All(volume => volume.HostPath is null))),
        new("no pod holds a token of the cluster", each => Pods(each, pod => pod.AutomountServiceAccountToken == false)),
        new("every container says how it is", each => Containers(each, (_, container) =>
            container is { StartupProbe: not null, LivenessProbe: not null, ReadinessProbe: not null })),
        new("every container asks for what it needs and has an end", each => Containers(each, (_, container) =>
            new[] { "cpu", "memory" }.All(what =>
                container.Resources?.Requests?.ContainsKey(what) == true && container.Resources.Limits?.ContainsKey(what) == true))),
        new("a program has the time to end its calls", each => each.Programs.Where(one => !(one.Pod.TerminationGracePeriodSeconds > LongestEnd(each))).Select(one => one.Name)),
        new("a program's image carries the version", each => each.Programs
            .Where(one => !one.Pod.Containers[0].Image.EndsWith("clearance:" + Repository.Version, StringComparison.Ordinal)).Select(one => one.Name)),
        new("every image has a version", each => Containers(each, (_, container) => container.Image.Split('/')[^1].Split(':') is [_, not "latest"])),
    ];

    /// <summary>How long a program may take from the signal to its end.</summary>
    private static long LongestEnd(Manifests manifests)
    {
        var limits = manifests.ConfigMap("edge").Data;
        var drain = long.Parse(limits["Limits__DrainSeconds"], System.Globalization.CultureInfo.InvariantCulture);
        return drain + (limits.TryGetValue("Limits__ShutdownSeconds", out var seconds)
            ? long.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture)
            : new LimitOptions().ShutdownSeconds);
    }

    private static IEnumerable<string> Pods(Manifests manifests, Func<V1PodSpec, bool> good) =>
        manifests.Workloads.Where(one => !good(one.Pod)).Select(one => one.Name);

    private static IEnumerable<string> Containers(Manifests manifests, Func<V1PodSpec, V1Container, bool> good) =>
        from one in manifests.Workloads
        from container in one.Containers
        where !good(one.Pod, container)
        select $"{one.Name}/{container.Name}";
}
