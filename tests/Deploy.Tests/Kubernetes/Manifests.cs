using k8s;
using k8s.Models;

namespace Clearance.Deploy.Tests.Kubernetes;

/// <summary>The objects of one render, each in its typed model: a field that the model does not know fails the reading.</summary>
internal sealed class Manifests
{
    private static readonly Dictionary<string, Type> s_operators = new(StringComparer.Ordinal)
    {
        ["postgresql.cnpg.io/v1/Cluster"] = typeof(PostgresCluster),
        ["rabbitmq.com/v1beta1/RabbitmqCluster"] = typeof(RabbitmqCluster),
        ["keda.sh/v1alpha1/ScaledObject"] = typeof(ScaledObject),
        ["keda.sh/v1alpha1/TriggerAuthentication"] = typeof(TriggerAuthentication),
        ["monitoring.coreos.com/v1/PodMonitor"] = typeof(PodMonitor),
        ["monitoring.coreos.com/v1/PrometheusRule"] = typeof(PrometheusRule),
    };

    public Manifests(string yaml) =>
        Objects = [.. KubernetesYaml.LoadAllFromString(yaml, s_operators, strict: true).Cast<IKubernetesObject<V1ObjectMeta>>()];

    /// <summary>All of them; twin tests spoil one.</summary>
    public List<IKubernetesObject<V1ObjectMeta>> Objects { get; }

    /// <summary>What runs: Deployments and StatefulSets.</summary>
    public IEnumerable<Workload> Workloads =>
    [
        .. All<V1Deployment>().Select(one => new Workload(one.Metadata, one.Spec.Template)),
        .. All<V1StatefulSet>().Select(one => new Workload(one.Metadata, one.Spec.Template)),
    ];

    /// <summary>The workloads that run a program of the suite.</summary>
    public IEnumerable<Workload> Programs => Workloads.Where(one => one.Program is not null);

    public IEnumerable<T> All<T>() => Objects.OfType<T>();

    public T One<T>(string name)
        where T : IKubernetesObject<V1ObjectMeta> => All<T>().Single(one => one.Metadata.Name == name);

    /// <summary>A ConfigMap by the name that it had before a hash was added.</summary>
    public V1ConfigMap ConfigMap(string name) => All<V1ConfigMap>().Single(one =>
        one.Metadata.Name == name || one.Metadata.Name.StartsWith(name + "-", StringComparison.Ordinal) && one.Metadata.Name.Length == name.Length + 11);

    /// <summary>Keys of a secret: of the render, or of one that an operator makes for a resource of the render. Null when there is none.</summary>
    public IEnumerable<string>? SecretKeys(string name)
    {
        if (All<V1Secret>().SingleOrDefault(one => one.Metadata.Name == name) is { } secret)
        {
            return [.. secret.Data?.Keys ?? [], .. secret.StringData?.Keys ?? []];
        }

        return All<PostgresCluster>().Any(one => one.Metadata.Name + "-app" == name) ? ["host", "port", "dbname", "username", "password", "uri"]
            : All<RabbitmqCluster>().Any(one => one.Metadata.Name + "-default-user" == name) ? ["host", "port", "username", "password"]
            : null;
    }

    /// <summary>Ports that answer under a name inside the namespace; null when nothing has that name.</summary>
    public IEnumerable<int>? PortsOf(string host)
    {
        if (All<V1Service>().SingleOrDefault(one => one.Metadata.Name == host) is { } service)
        {
            return service.Spec.Ports.Select(port => port.Port);
        }

        return All<RabbitmqCluster>().Any(one => one.Metadata.Name == host) ? [5672, 15672]
            : All<PostgresCluster>().Any(one => one.Metadata.Name + "-rw" == host) ? [5432]
            : null;
    }
}

/// <summary>Something that runs pods.</summary>
internal sealed record Workload(V1ObjectMeta Metadata, V1PodTemplateSpec Template)
{
    public string Name => Metadata.Name;

    public V1PodSpec Pod => Template.Spec;

    public IEnumerable<V1Container> Containers => [.. Pod.InitContainers ?? [], .. Pod.Containers];

    /// <summary>The assembly that the container runs, such as <c>Clearance.Payments.dll</c>; null for what is not ours.</summary>
    public string? Program => Pod.Containers[0].Args is [{ } first, ..] && first.StartsWith("Clearance.", StringComparison.Ordinal) ? first : null;

    public IDictionary<string, string> Labels => Template.Metadata.Labels;
}
