using k8s.Models;

namespace Clearance.Deploy.Tests.Kubernetes;

/// <summary>Rules about who may speak to whom, as the network policies of a render add up.</summary>
internal static class NetworkRules
{
    // What the operators put on the pods that they make for the databases and the broker.
    private static readonly Dictionary<string, string> s_database = new(StringComparer.Ordinal) { ["clearance/holds"] = "data", ["cnpg.io/podRole"] = "instance" };
    private static readonly Dictionary<string, string> s_broker = new(StringComparer.Ordinal) { ["clearance/holds"] = "data", ["app.kubernetes.io/name"] = "rabbitmq" };
    private static readonly Dictionary<string, string> s_databaseJob = new(StringComparer.Ordinal) { ["cnpg.io/jobRole"] = "initdb" };
    private static readonly Dictionary<string, string> s_stranger = new(StringComparer.Ordinal) { ["app"] = "stranger" };

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("nobody speaks unless a rule says so", each => each.All<V1NetworkPolicy>().Any(DeniesAll) ? [] : ["no policy denies all to all"]),
        new("who must speak may", each => Flows(each).Where(flow => flow.Needed && !Allowed(each, flow)).Select(flow => flow.Name)),
        new("who need not speak may not", each => Flows(each).Where(flow => !flow.Needed && Allowed(each, flow)).Select(flow => flow.Name)),
        new("the gateway is open to whoever comes from outside", each => new[] { 8080, 8081 }
            .Where(port => !each.All<V1NetworkPolicy>().Where(policy => Selects(policy.Spec.PodSelector, each.Programs.Single(one => one.Name == "gateway").Labels))
                .SelectMany(policy => policy.Spec.Ingress ?? []).Any(rule => rule.FromProperty is null or [] && Ports(rule.Ports, port)))
            .Select(port => $"{port}")),
        new("every network policy selects somebody", each => each.All<V1NetworkPolicy>()
            .Where(policy => !Everybody(each).Any(pod => Selects(policy.Spec.PodSelector, pod))).Select(policy => policy.Metadata.Name)),
    ];

    private sealed record Flow(string Name, IDictionary<string, string> From, IDictionary<string, string> To, int Port, bool Needed);

    private static IEnumerable<Flow> Flows(Manifests manifests)
    {
        var programs = manifests.Programs.ToDictionary(one => one.Name, one => one.Labels, StringComparer.Ordinal);
        var gateway = programs["gateway"];
        yield return new Flow("gateway to broker", gateway, s_broker, 5672, Needed: false);
        yield return new Flow("gateway to database", gateway, s_database, 5432, Needed: false);
        yield return new Flow("declarations to payments", programs["declarations"], programs["payments"], 8081, Needed: true);
        foreach (var (name, service) in programs.Where(one => one.Key != "gateway"))
        {
            yield return new Flow($"gateway to {name}", gateway, service, 8081, Needed: true);
            yield return new Flow($"{name} to database", service, s_database, 5432, Needed: true);
            yield return new Flow($"{name} to broker", service, s_broker, 5672, Needed: true);
            yield return new Flow($"{name} to releases", service, programs["releases"], 8081, Needed: false);
            yield return new Flow($"stranger to {name}", s_stranger, service, 8081, Needed: false);
        }
    }

    private static IEnumerable<IDictionary<string, string>> Everybody(Manifests manifests) =>
        [.. manifests.Workloads.Select(one => one.Labels), s_database, s_broker, s_databaseJob];

    private static bool DeniesAll(V1NetworkPolicy policy) => policy.Spec is
    {
        PodSelector: { MatchLabels: null, MatchExpressions: null },
        PolicyTypes: ["Ingress", "Egress"],
        Ingress: null,
        Egress: null,
    };

    private static bool Allowed(Manifests manifests, Flow flow) =>
        manifests.All<V1NetworkPolicy>().Where(policy => Selects(policy.Spec.PodSelector, flow.From)).SelectMany(policy => policy.Spec.Egress ?? [])
            .Any(rule => Peers(rule.To, flow.To) && Ports(rule.Ports, flow.Port))
        && manifests.All<V1NetworkPolicy>().Where(policy => Selects(policy.Spec.PodSelector, flow.To)).SelectMany(policy => policy.Spec.Ingress ?? [])
            .Any(rule => Peers(rule.FromProperty, flow.From) && Ports(rule.Ports, flow.Port));

    private static bool Peers(IList<V1NetworkPolicyPeer>? peers, IDictionary<string, string> pod) =>
        peers is null or [] || peers.Any(peer => peer is { PodSelector: not null, NamespaceSelector: null } && Selects(peer.PodSelector, pod));

    private static bool Ports(IList<V1NetworkPolicyPort>? ports, int wanted) =>
        ports is null or [] || ports.Any(port => port.Port.Value == $"{wanted}" && port.Protocol is null or "TCP");

    /// <summary>As the cluster reads a pod selector: empty selects all.</summary>
    private static bool Selects(V1LabelSelector selector, IDictionary<string, string> labels) =>
        (selector.MatchLabels ?? new Dictionary<string, string>(StringComparer.Ordinal)).All(pair => labels.TryGetValue(pair.Key, out var value) && value == pair.Value)
        && (selector.MatchExpressions ?? []).All(need => need.OperatorProperty switch
        {
            "Exists" => labels.ContainsKey(need.Key),
            "In" => labels.TryGetValue(need.Key, out var value) && need.Values.Contains(value),
            var other => throw new NotSupportedException($"The test does not know the operator {other}."),
        });
}
