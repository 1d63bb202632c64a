using System.Text.Json;
using YamlDotNet.Serialization;

namespace Clearance.Deploy.Tests.Kubernetes;

/// <summary>What the component telemetry takes from <c>deploy/telemetry</c> is what stands there.</summary>
public sealed class AlertTests
{
    [Fact]
    public void The_alerts_of_the_cluster_are_those_of_Prometheus()
    {
        var plain = Read("deploy/telemetry/alerts.yaml")["groups"];
        var rule = (Dictionary<object, object>)Read("deploy/kubernetes/components/telemetry/alerts.yaml")["spec"];
        Assert.Equal(JsonSerializer.Serialize(plain), JsonSerializer.Serialize(rule["groups"]));
    }

    private static Dictionary<string, object> Read(string file) => new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(Repository.Text(file));
}
