using k8s;
using k8s.Models;

namespace Clearance.Deploy.Tests.Kubernetes;

/// <summary>A resource of an operator, with the part of its schema that the manifests use; a field beyond it fails the reading.</summary>
internal abstract class CustomResource : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = string.Empty;

    public string Kind { get; set; } = string.Empty;

    public V1ObjectMeta Metadata { get; set; } = new();
}

/// <summary>CloudNativePG 1.26: a PostgreSQL cluster. It makes the secret <c>NAME-app</c> and the services <c>NAME-rw</c>, <c>-r</c>, <c>-ro</c>.</summary>
internal sealed class PostgresCluster : CustomResource
{
    public ClusterSpec Spec { get; set; } = new();

    internal sealed class ClusterSpec
    {
        public int Instances { get; set; }

        public string ImageName { get; set; } = string.Empty;

        public BootstrapSpec Bootstrap { get; set; } = new();

        public MetadataSpec InheritedMetadata { get; set; } = new();

        public PostgresSpec Postgresql { get; set; } = new();

        public StorageSpec Storage { get; set; } = new();

        public StorageSpec WalStorage { get; set; } = new();

        public V1ResourceRequirements Resources { get; set; } = new();

        public AffinitySpec Affinity { get; set; } = new();

        public bool EnablePDB { get; set; }
    }

    internal sealed class BootstrapSpec
    {
        public InitDbSpec Initdb { get; set; } = new();
    }

    internal sealed class InitDbSpec
    {
        public string Database { get; set; } = string.Empty;

        public string Owner { get; set; } = string.Empty;
    }

    internal sealed class MetadataSpec
    {
        public Dictionary<string, string> Labels { get; set; } = [];
    }

    internal sealed class PostgresSpec
    {
        public SynchronousSpec? Synchronous { get; set; }

        public Dictionary<string, string> Parameters { get; set; } = [];
    }

    internal sealed class SynchronousSpec
    {
        public string Method { get; set; } = string.Empty;

        public int Number { get; set; }

        public string DataDurability { get; set; } = string.Empty;
    }

    internal sealed class StorageSpec
    {
        public string Size { get; set; } = string.Empty;
    }

    internal sealed class AffinitySpec
    {
        public bool EnablePodAntiAffinity { get; set; }

        public string TopologyKey { get; set; } = string.Empty;

        public string PodAntiAffinityType { get; set; } = string.Empty;
    }
}

/// <summary>RabbitMQ cluster operator 2: makes the secret <c>NAME-default-user</c> and the service <c>NAME</c>.</summary>
internal sealed class RabbitmqCluster : CustomResource
{
    public ClusterSpec Spec { get; set; } = new();

    internal sealed class ClusterSpec
    {
        public int Replicas { get; set; }

        public string Image { get; set; } = string.Empty;

        public V1ResourceRequirements Resources { get; set; } = new();

        public PersistenceSpec Persistence { get; set; } = new();

        public ConfigurationSpec Rabbitmq { get; set; } = new();

        public V1Affinity Affinity { get; set; } = new();

        public OverrideSpec Override { get; set; } = new();
    }

    internal sealed class PersistenceSpec
    {
        public string Storage { get; set; } = string.Empty;
    }

    internal sealed class ConfigurationSpec
    {
        public string AdditionalConfig { get; set; } = string.Empty;
    }

    internal sealed class OverrideSpec
    {
        public V1StatefulSet StatefulSet { get; set; } = new();
    }
}

/// <summary>KEDA 2: scales a Deployment by triggers.</summary>
internal sealed class ScaledObject : CustomResource
{
    public ScaledObjectSpec Spec { get; set; } = new();

    internal sealed class ScaledObjectSpec
    {
        public NameSpec ScaleTargetRef { get; set; } = new();

        public int MinReplicaCount { get; set; }

        public int MaxReplicaCount { get; set; }

        public int CooldownPeriod { get; set; }

        public List<TriggerSpec> Triggers { get; set; } = [];
    }

    internal sealed class NameSpec
    {
        public string Name { get; set; } = string.Empty;
    }

    internal sealed class TriggerSpec
    {
        public string Type { get; set; } = string.Empty;

        public string MetricType { get; set; } = string.Empty;

        public Dictionary<string, string> Metadata { get; set; } = [];

        public NameSpec? AuthenticationRef { get; set; }
    }
}

/// <summary>KEDA 2: where a trigger finds its secrets.</summary>
internal sealed class TriggerAuthentication : CustomResource
{
    public TriggerAuthenticationSpec Spec { get; set; } = new();

    internal sealed class TriggerAuthenticationSpec
    {
        public List<SecretTarget> SecretTargetRef { get; set; } = [];
    }

    internal sealed class SecretTarget
    {
        public string Parameter { get; set; } = string.Empty;

        public string Name { get; set; } = string.Empty;

        public string Key { get; set; } = string.Empty;
    }
}

/// <summary>Prometheus operator: pods to scrape.</summary>
internal sealed class PodMonitor : CustomResource
{
    public PodMonitorSpec Spec { get; set; } = new();

    internal sealed class PodMonitorSpec
    {
        public V1LabelSelector Selector { get; set; } = new();

        public List<EndpointSpec> PodMetricsEndpoints { get; set; } = [];
    }

    internal sealed class EndpointSpec
    {
        public string Port { get; set; } = string.Empty;

        public string Path { get; set; } = string.Empty;

        public Dictionary<string, List<string>> Params { get; set; } = [];

        public bool HonorLabels { get; set; }

        public string Interval { get; set; } = string.Empty;
    }
}

/// <summary>Prometheus operator: alert rules.</summary>
internal sealed class PrometheusRule : CustomResource
{
    public PrometheusRuleSpec Spec { get; set; } = new();

    internal sealed class PrometheusRuleSpec
    {
        public List<Dictionary<string, object>> Groups { get; set; } = [];
    }
}
