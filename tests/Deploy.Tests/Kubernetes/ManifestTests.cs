using k8s.Models;

namespace Clearance.Deploy.Tests.Kubernetes;

/// <summary>Every render fulfils every rule, and every rule has been seen to fail.</summary>
public sealed class ManifestTests
{
    private const string Dev = "overlays/dev";
    private const string Prod = "overlays/prod";

    /// <summary>Each rule with something that it must catch, and the overlay in which that is done.</summary>
    private static readonly Dictionary<string, (string Overlay, Action<Manifests> Spoil)> s_offenders = new(StringComparer.Ordinal)
    {
        ["no container is root or may become it"] = (Dev, each => Payments(each).Template.Spec.SecurityContext.RunAsNonRoot = null),
        ["no container writes to its image"] = (Dev, each => Container(each).SecurityContext.ReadOnlyRootFilesystem = null),
        ["no pod touches its node"] = (Dev, each => Payments(each).Template.Spec.Volumes.Add(new V1Volume { Name = "node", HostPath = new V1HostPathVolumeSource { Path = "/" } })),
        ["no pod holds a token of the cluster"] = (Dev, each => Payments(each).Template.Spec.AutomountServiceAccountToken = null),
        ["every container says how it is"] = (Dev, each => Container(each).ReadinessProbe = null),
        ["every container asks for what it needs and has an end"] = (Dev, each => Container(each).Resources.Limits.Remove("memory")),
        ["a program has the time to end its calls"] = (Dev, each => Payments(each).Template.Spec.TerminationGracePeriodSeconds = 30),
        ["a program's image carries the version"] = (Dev, each => Container(each).Image = "clearance:0.0.1"),
        ["every image has a version"] = (Dev, each => Container(each).Image = "registry.example.org:5000/clearance"),
        ["the gateway and every service run"] = (Dev, each => each.Objects.Remove(each.One<V1Deployment>("payments"))),
        ["everything is in the one namespace"] = (Dev, each => each.One<V1Service>("payments").Metadata.NamespaceProperty = null),
        ["the namespace takes restricted pods only"] = (Dev, each => each.One<V1Namespace>("clearance").Metadata.Labels.Clear()),
        ["a program survives the drain of a node"] = (Dev, each => each.One<V1PodDisruptionBudget>("payments").Spec.Selector.MatchLabels["app.kubernetes.io/name"] = "payment"),
        ["replicas of a program avoid each other"] = (Dev, each => Payments(each).Template.Spec.TopologySpreadConstraints[0].LabelSelector = null),
        ["a scaler has one target that is there"] = (Prod, each => each.One<V2HorizontalPodAutoscaler>("gateway").Spec.ScaleTargetRef.Name = "payments"),
        ["a scaler keeps a spare replica"] = (Prod, each => each.One<ScaledObject>("payments").Spec.MinReplicaCount = 1),
        ["a queue scales the service that reads it"] = (Prod, each => each.One<ScaledObject>("payments").Spec.Triggers[0].Metadata["queueName"] = "payments"),
        ["replicas that share a volume may"] = (Prod, each => each.One<V1PersistentVolumeClaim>("documents").Spec.AccessModes = ["ReadWriteOnce"]),
        ["a service selects pods, and its ports are theirs"] = (Dev, each => each.One<V1Service>("payments").Spec.Ports[1].Port = 9999),
        ["programs are known by names that list every replica"] = (Dev, each => each.One<V1Service>("payments").Spec.ClusterIP = null),
        ["every secret that is named is there, with its key"] = (Dev, each => each.One<V1Secret>("payments-postgresql-app").Data.Remove("password")),
        ["every config map, claim and account that is named is there"] = (Dev, each => each.Objects.Remove(each.One<V1PersistentVolumeClaim>("documents"))),
        ["every mounted volume is there"] = (Dev, each => Container(each).VolumeMounts[0].Name = "temp"),
        ["every backend of an ingress is there"] = (Prod, each => each.One<V1Ingress>("rest").Spec.Rules[0].Http.Paths[0].Backend.Service.Port.Name = "http"),
        ["an ingress is TLS for each of its names"] = (Prod, each => each.One<V1Ingress>("rest").Spec.Tls[0].Hosts = ["other.example.org"]),
        ["nobody speaks unless a rule says so"] = (Dev, each => each.One<V1NetworkPolicy>("default-deny").Spec.PolicyTypes = ["Ingress"]),
        ["who must speak may"] = (Dev, each => each.One<V1NetworkPolicy>("payments-from-declarations").Spec.Ingress[0].Ports[0].Port = 8080),
        ["who need not speak may not"] = (Dev, each => (each.One<V1NetworkPolicy>("declarations-to-payments").Spec.Egress[0].To, each.One<V1NetworkPolicy>("services").Spec.Ingress[0].FromProperty) = (null, null)),
        ["the gateway is open to whoever comes from outside"] = (Dev, each => each.One<V1NetworkPolicy>("gateway").Spec.Ingress[0].Ports.RemoveAt(1)),
        ["every network policy selects somebody"] = (Dev, each => each.One<V1NetworkPolicy>("data").Spec.PodSelector.MatchLabels["clearance/holds"] = "date"),
        ["a program is given what it reads, and all that it needs"] = (Dev, each => each.ConfigMap("edge").Data["Limits__DrainSecond"] = "5"),
        ["every variable that another is made of is there"] = (Dev, each => Container(each).EnvFrom.Remove(Container(each).EnvFrom.First(from => from.Prefix == "RABBITMQ_"))),
        ["a service enters its own database"] = (Dev, each => Container(each).EnvFrom.First(from => from.Prefix == "POSTGRESQL_").SecretRef.Name = "releases-postgresql-app"),
        ["a key file is mounted where it is looked for"] = (Dev, each => each.One<V1ConfigMap>("issuer").Data.Remove("verify.pem")),
    };

    /// <summary>Every overlay with every rule.</summary>
    public static IEnumerable<TheoryDataRow<string, string>> Cases() =>
        from overlay in Directory.GetDirectories(Repository.PathOf("deploy/kubernetes/overlays"))
        from rule in Rule.All
        select new TheoryDataRow<string, string>("overlays/" + Path.GetFileName(overlay), rule.Name);

    /// <summary>Every rule.</summary>
    public static IEnumerable<TheoryDataRow<string>> Names() => Rule.All.Select(rule => new TheoryDataRow<string>(rule.Name));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task An_overlay_fulfils(string overlay, string rule) => Assert.Empty(Rule.Named(rule).Offenders(await Kustomization.RenderAsync(overlay)));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_offender_is_caught_by(string rule)
    {
        var (overlay, spoil) = s_offenders[rule];
        var manifests = await Kustomization.RenderAsync(overlay);

        spoil(manifests);

        Assert.NotEmpty(Rule.Named(rule).Offenders(manifests));
    }

    [Fact]
    public async Task A_field_that_no_model_knows_is_an_error()
    {
        await Kustomization.RenderAsync(Dev);
        Assert.ThrowsAny<Exception>(() => new Manifests("apiVersion: v1\nkind: Service\nmetadata:\n  name: a\nspec:\n  port: 80\n"));
        Assert.ThrowsAny<Exception>(() => new Manifests("apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata:\n  name: a\nspec:\n  minReplicas: 2\n"));
    }

    [Fact]
    public async Task Production_holds_no_password()
    {
        var manifests = await Kustomization.RenderAsync(Prod);
        Assert.Empty(manifests.All<V1Secret>());
    }

    private static V1DeploymentSpec Payments(Manifests manifests) => manifests.One<V1Deployment>("payments").Spec;

    private static V1Container Container(Manifests manifests) => Payments(manifests).Template.Spec.Containers[0];
}
