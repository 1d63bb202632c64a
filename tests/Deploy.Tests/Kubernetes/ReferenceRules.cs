using k8s.Models;

namespace Clearance.Deploy.Tests.Kubernetes;

/// <summary>Rules about names: what is named is there, or an operator makes it.</summary>
internal static class ReferenceRules
{
    // Made by whoever runs the ingress: a certificate for the public names.
    private const string Certificate = "clearance-tls";

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("every secret that is named is there, with its key", MissingSecrets),
        new("every config map, claim and account that is named is there", MissingObjects),
        new("every mounted volume is there", each =>
            from one in each.Workloads
            from mount in one.Containers.SelectMany(container => container.VolumeMounts ?? [])
            where !Volumes(each, one).Contains(mount.Name)
            select $"{one.Name}: {mount.Name}"),
        new("every backend of an ingress is there", each =>
            from ingress in each.All<V1Ingress>()
            from path in ingress.Spec.Rules.SelectMany(rule => rule.Http.Paths)
            let service = each.All<V1Service>().SingleOrDefault(one => one.Metadata.Name == path.Backend.Service.Name)
            where service is null || service.Spec.Ports.All(port => port.Name != path.Backend.Service.Port.Name)
            select ingress.Metadata.Name),
        new("an ingress is TLS for each of its names", each => each.All<V1Ingress>()
            .Where(one => one.Spec.Rules.Any(rule => (one.Spec.Tls ?? []).All(tls => tls.SecretName != Certificate || !tls.Hosts.Contains(rule.Host))))
            .Select(one => one.Metadata.Name)),
    ];

    private static IEnumerable<string> MissingSecrets(Manifests manifests)
    {
        var named = manifests.Workloads.SelectMany(one => one.Containers).SelectMany(container =>
            (container.Env ?? []).Where(env => env.ValueFrom?.SecretKeyRef is not null).Select(env => (env.ValueFrom.SecretKeyRef.Name, env.ValueFrom.SecretKeyRef.Key)));
        var whole = manifests.Workloads.SelectMany(one => one.Containers).SelectMany(container => container.EnvFrom ?? [])
            .Where(from => from.SecretRef is not null).Select(from => (from.SecretRef.Name, Key: (string?)null));
        var mounted = manifests.Workloads.SelectMany(one => one.Pod.Volumes ?? []).Where(volume => volume.Secret is not null)
            .Select(volume => (Name: volume.Secret.SecretName, Key: (string?)null));
        var asked = manifests.All<TriggerAuthentication>().SelectMany(one => one.Spec.SecretTargetRef).Select(target => (target.Name, (string?)target.Key));
        return from secret in named.Select(each => (each.Name, (string?)each.Key)).Concat(whole).Concat(mounted).Concat(asked)
               let keys = manifests.SecretKeys(secret.Item1)
               where keys is null || secret.Item2 is not null && !keys.Contains(secret.Item2)
               select $"{secret.Item1} {secret.Item2}";
    }

    private static IEnumerable<string> MissingObjects(Manifests manifests)
    {
        var there = manifests.Objects.Select(one => (one.GetType(), one.Metadata.Name)).ToHashSet();
        var pods = manifests.Workloads.ToList();
        IEnumerable<(Type, string)> named =
        [
            .. pods.SelectMany(one => one.Containers).SelectMany(container => container.EnvFrom ?? [])
                .Where(from => from.ConfigMapRef is not null).Select(from => (typeof(V1ConfigMap), from.ConfigMapRef.Name)),
            .. pods.SelectMany(one => one.Pod.Volumes ?? []).Where(volume => volume.ConfigMap is not null).Select(volume => (typeof(V1ConfigMap), volume.ConfigMap.Name)),
            .. pods.SelectMany(one => one.Pod.Volumes ?? []).Where(volume => volume.PersistentVolumeClaim is not null)
                .Select(volume => (typeof(V1PersistentVolumeClaim), volume.PersistentVolumeClaim.ClaimName)),
            .. pods.Where(one => one.Pod.ServiceAccountName is not null).Select(one => (typeof(V1ServiceAccount), one.Pod.ServiceAccountName)),
        ];
        return named.Where(one => !there.Contains(one)).Select(one => $"{one.Item1.Name} {one.Item2}");
    }

    private static IEnumerable<string> Volumes(Manifests manifests, Workload workload) =>
    [
        .. (workload.Pod.Volumes ?? []).Select(volume => volume.Name),
        .. manifests.All<V1StatefulSet>().Where(one => one.Metadata.Name == workload.Name).SelectMany(one => one.Spec.VolumeClaimTemplates ?? []).Select(claim => claim.Metadata.Name),
    ];
}
