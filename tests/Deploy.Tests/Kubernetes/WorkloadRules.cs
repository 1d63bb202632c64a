using k8s.Models;

namespace Clearance.Deploy.Tests.Kubernetes;

/// <summary>Rules about how programs are spread, scaled, disrupted and reached.</summary>
internal static class WorkloadRules
{
    private static readonly string[] s_programs =
        ["Clearance.Complaints.dll", "Clearance.Declarations.dll", "Clearance.Gateway.dll", "Clearance.Guarantees.dll", "Clearance.Payments.dll", "Clearance.Releases.dll"];

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("the gateway and every service run", each => s_programs.Except(each.Programs.Select(one => one.Program!))),
        new("everything is in the one namespace", each => each.Objects
            .Where(one => one is V1Namespace ? one.Metadata.Name != "clearance" : one.Metadata.NamespaceProperty != "clearance").Select(one => one.Metadata.Name)),
        new("the namespace takes restricted pods only", each => each.All<V1Namespace>()
            .Where(one => one.Metadata.Labels?.TryGetValue("pod-security.kubernetes.io/enforce", out var level) != true || level != "restricted").Select(one => one.Metadata.Name)),
        new("a program survives the drain of a node", each => each.Programs
            .Where(one => each.All<V1PodDisruptionBudget>().Count(budget => budget.Spec.Selector.Selects(one.Labels) && budget.Spec.MaxUnavailable?.Value == "1") != 1)
            .Select(one => one.Name)),
        new("replicas of a program avoid each other", each => each.Programs
            .Where(one => !new[] { "kubernetes.io/hostname", "topology.kubernetes.io/zone" }.All(key =>
                (one.Pod.TopologySpreadConstraints ?? []).Any(spread => spread.TopologyKey == key && spread.LabelSelector.Selects(one.Labels))))
            .Select(one => one.Name)),
        new("a scaler has one target that is there", each => Targets(each)
            .Where(target => each.All<V1Deployment>().All(one => one.Metadata.Name != target) || Targets(each).Count(other => other == target) > 1)),
        new("a scaler keeps a spare replica", each =>
        [
            .. each.All<V2HorizontalPodAutoscaler>().Where(one => one.Spec.MinReplicas is null or < 2).Select(one => one.Metadata.Name),
            .. each.All<ScaledObject>().Where(one => one.Spec.MinReplicaCount < 2).Select(one => one.Metadata.Name),
        ]),
        new("a queue scales the service that reads it", each => each.All<ScaledObject>()
            .Where(one => one.Spec.Triggers.Where(trigger => trigger.Type == "rabbitmq")
                .Any(trigger => trigger.Metadata["queueName"] != "clearance." + one.Spec.ScaleTargetRef.Name || !Knows(each, trigger.AuthenticationRef?.Name)))
            .Select(one => one.Metadata.Name)),
        new("replicas that share a volume may", each => each.Programs.Where(one => SharesWrongly(each, one)).Select(one => one.Name)),
        new("a service selects pods, and its ports are theirs", each => each.All<V1Service>().Where(service => !Reaches(each, service)).Select(one => one.Metadata.Name)),
        new("programs are known by names that list every replica", each => each.Programs
            .Where(one => one.Program != "Clearance.Gateway.dll" && each.All<V1Service>().SingleOrDefault(service => service.Metadata.Name == one.Name)?.Spec.ClusterIP != "None")
            .Select(one => one.Name)),
    ];

    /// <summary>True when a selector selects pods of these labels. An empty selector selects nothing here: nobody means all by it.</summary>
    public static bool Selects(this V1LabelSelector? selector, IDictionary<string, string> labels) =>
        selector is { MatchLabels.Count: > 0, MatchExpressions: null } && selector.MatchLabels.All(pair => labels.TryGetValue(pair.Key, out var value) && value == pair.Value);

    private static IEnumerable<string> Targets(Manifests manifests) =>
    [
        .. manifests.All<V2HorizontalPodAutoscaler>().Select(one => one.Spec.ScaleTargetRef.Name),
        .. manifests.All<ScaledObject>().Select(one => one.Spec.ScaleTargetRef.Name),
    ];

    private static bool Knows(Manifests manifests, string? authentication) =>
        manifests.All<TriggerAuthentication>().Any(one => one.Metadata.Name == authentication);

    /// <summary>Several replicas, or two during a rollout, on a volume that one node mounts.</summary>
    private static bool SharesWrongly(Manifests manifests, Workload workload)
    {
        var claims = (workload.Pod.Volumes ?? []).Where(volume => volume.PersistentVolumeClaim is not null)
            .Select(volume => manifests.One<V1PersistentVolumeClaim>(volume.PersistentVolumeClaim.ClaimName));
        var deployment = manifests.One<V1Deployment>(workload.Name);
        var alone = deployment.Spec.Strategy?.Type == "Recreate" && deployment.Spec.Replicas is null or 1 && !Targets(manifests).Contains(workload.Name);
        return !alone && claims.Any(claim => !claim.Spec.AccessModes.Contains("ReadWriteMany"));
    }

    private static bool Reaches(Manifests manifests, V1Service service)
    {
        var behind = manifests.Workloads.Where(one => new V1LabelSelector { MatchLabels = service.Spec.Selector }.Selects(one.Labels)).ToList();
        return behind.Count == 1 && service.Spec.Ports.All(port => behind[0].Containers.SelectMany(container => container.Ports ?? [])
            .Any(open => port.TargetPort is null ? open.ContainerPort == port.Port : open.Name == port.TargetPort.Value || $"{open.ContainerPort}" == port.TargetPort.Value)
            && (service.Spec.ClusterIP != "None" || behind[0].Containers.SelectMany(container => container.Ports).Any(open => open.ContainerPort == port.Port)));
    }
}
