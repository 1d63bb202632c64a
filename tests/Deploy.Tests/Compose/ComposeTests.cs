using System.Text.RegularExpressions;

namespace Clearance.Deploy.Tests.Compose;

/// <summary>The compose file fulfils every rule, and every rule has been seen to fail.</summary>
public sealed class ComposeTests
{
    private static readonly Dictionary<string, Action<ComposeFile>> s_offenders = new(StringComparer.Ordinal)
    {
        ["the gateway and every service run"] = file => file.Services.Remove("payments"),
        ["a container has no more rights than it needs"] = file => file.Services["rabbitmq"].CapDrop.Clear(),
        ["a container has an end to its memory"] = file => file.Services["payments"].MemLimit = null,
        ["what runs for good comes back"] = file => file.Services["payments"].Restart = null,
        ["an image is a setting with a version"] = file => file.Services["rabbitmq"].Image = "${RABBITMQ_IMAGE:-rabbitmq:latest}",
        ["our image carries the version"] = file => file.Services["token"].Image = "${CLEARANCE_IMAGE:-clearance:0.0.9}",
        ["ports are open to this machine only, until a setting says otherwise"] = file => file.Services["gateway"].Ports[0] = "8080:8080",
        ["only the gateway and the tools of operators have ports"] = file => file.Services["rabbitmq"].Ports.Add("${CLEARANCE_BIND:-127.0.0.1}:15672:15672"),
        ["the servers have no road to the outside"] = file => file.Services["postgresql"].Networks.Add("default"),
        ["no password stands in the file"] = file => file.Services["payments"].Environment["Bus__Url"] = "amqp://guest:guest@rabbitmq:5672/clearance",
        ["who waits for somebody waits for something that is there"] = file => file.Services["payments"].DependsOn["rabbitmq"].Condition = "service_started",
        ["every volume is declared, and every declaration used"] = file => file.Volumes.Remove("documents"),
        ["every file that is mounted is there"] = file => file.Services["postgresql"].Volumes.Add("./missing.sh:/missing.sh:ro"),
        ["a program has the time to end its calls"] = file => file.Services["payments"].StopGracePeriod = "30s",
        ["a program is given what it reads, and all that it needs"] = file => file.Services["declarations"].Environment.Remove("Peers__Payments"),
        ["a service enters its own database"] = file => file.Services["payments"].Environment["Storage__ConnectionString"] = file.Services["releases"].Environment["Storage__ConnectionString"],
        ["no service holds the key that signs"] = file => file.Services["payments"].Volumes.Add("issuer:/issuer"),
    };

    public static IEnumerable<TheoryDataRow<string>> Names() => ComposeRule.All.Select(rule => new TheoryDataRow<string>(rule.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_file_fulfils(string rule) => Assert.Empty(Named(rule).Offenders(ComposeFile.Read()));

    [Theory]
    [MemberData(nameof(Names))]
    public void An_offender_is_caught_by(string rule)
    {
        var file = ComposeFile.Read();

        s_offenders[rule](file);

        Assert.NotEmpty(Named(rule).Offenders(file));
    }

    [Fact]
    public void Every_variable_without_a_default_is_written_by_up()
    {
        var up = Repository.Text("deploy/compose/up");
        var needed = Regex.Matches(Repository.Text("deploy/compose/compose.yaml"), @"\$\{(\w+)_PASSWORD[}:]").Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal);
        Assert.All(needed, name => Assert.Matches($@"for name in [A-Z ]*\b{name}\b", up));
    }

    private static ComposeRule Named(string name) => ComposeRule.All.Single(rule => rule.Name == name);
}
