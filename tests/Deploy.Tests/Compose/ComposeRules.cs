using System.Globalization;
using System.Text.RegularExpressions;
using Clearance.Deploy.Tests.Settings;
using Clearance.Hosting;

namespace Clearance.Deploy.Tests.Compose;

/// <summary>What the compose file must fulfil.</summary>
internal sealed partial record ComposeRule(string Name, Func<ComposeFile, IEnumerable<string>> Offenders)
{
    private static readonly string[] s_programs =
        ["Clearance.Complaints.dll", "Clearance.Declarations.dll", "Clearance.Gateway.dll", "Clearance.Guarantees.dll", "Clearance.Payments.dll", "Clearance.Releases.dll"];

    public static IReadOnlyList<ComposeRule> All { get; } =
    [
        new("the gateway and every service run", file => s_programs.Except(file.Programs.Select(one => one.Value.Program!))),
        Each("a container has no more rights than it needs", one => one is { ReadOnly: true, CapDrop: ["ALL"], SecurityOpt: ["no-new-privileges:true"] }),
        Each("a container has an end to its memory", one => one.MemLimit is not null),
        Each("what runs for good comes back", one => one.Restart == "unless-stopped" || one.Healthcheck is { Disable: true }),
        Each("an image is a setting with a version", one => Image().IsMatch(one.Image)),
        new("our image carries the version", file => file.Services.Where(one => one.Value.Image.Contains("CLEARANCE_IMAGE", StringComparison.Ordinal)
            && !one.Value.Image.EndsWith($":-clearance:{Repository.Version}}}", StringComparison.Ordinal)).Select(one => one.Key)),
        Each("ports are open to this machine only, until a setting says otherwise", one => one.Ports.All(port => port.StartsWith("${CLEARANCE_BIND:-127.0.0.1}:", StringComparison.Ordinal))),
        new("only the gateway and the tools of operators have ports", file => file.Services
            .Where(one => one.Value.Ports.Count > 0 && one.Key is not ("gateway" or "prometheus" or "grafana")).Select(one => one.Key)),
        new("the servers have no road to the outside", file => file.Services
            .Where(one => one.Key is "postgresql" or "rabbitmq" && one.Value.Networks.Any(network => file.Networks[network]?.Internal != true)).Select(one => one.Key)),
        Each("no password stands in the file", one => one.Environment.All(pair => !Password().IsMatch(pair.Key + "=" + pair.Value))),
        new("who waits for somebody waits for something that is there", file =>
            from one in file.Services
            from need in one.Value.DependsOn
            let needed = file.Services.GetValueOrDefault(need.Key)
            where needed is null
                || need.Value.Condition != (needed.Restart is null ? "service_completed_successfully" : "service_healthy")
                || needed.Restart is not null && needed.Program is null && needed.Healthcheck is null
            select $"{one.Key}: {need.Key}"),
        new("every volume is declared, and every declaration used", file =>
        {
            var used = file.Services.Values.SelectMany(one => one.Volumes).Select(volume => volume.Split(':')[0]).Where(volume => volume[0] != '.').ToHashSet(StringComparer.Ordinal);
            return used.Except(file.Volumes.Keys).Concat(file.Volumes.Keys.Except(used));
        }),
        new("every file that is mounted is there", file => file.Services.Values.SelectMany(one => one.Volumes).Select(volume => volume.Split(':')[0])
            .Where(volume => volume[0] == '.' && !File.Exists(Path.Combine(Repository.PathOf("deploy/compose"), volume)))),
        new("a program has the time to end its calls", file => file.Programs.Where(one =>
            !(Seconds(one.Value.StopGracePeriod) > Seconds(one.Value.Environment.GetValueOrDefault("Limits__DrainSeconds")) + new LimitOptions().ShutdownSeconds)).Select(one => one.Key)),
        new("a program is given what it reads, and all that it needs", file => file.Programs.SelectMany(one => SettingChecks.Complaints(one.Value.Program!, Defaults(one.Value), Ports(file)))),
        new("a service enters its own database", file => file.Programs.Where(one => one.Key != "gateway"
            && !one.Value.Environment["Storage__ConnectionString"].Contains($"Database={one.Key};Username={one.Key};Password=${{{one.Key.ToUpperInvariant()}_PASSWORD}}", StringComparison.Ordinal))
            .Select(one => one.Key)),
        new("no service holds the key that signs", file => file.Programs.Where(one => one.Value.Volumes.Any(volume => volume.StartsWith("issuer:", StringComparison.Ordinal))).Select(one => one.Key)),
    ];

    private static ComposeRule Each(string name, Func<ComposeService, bool> good) => new(name, file => file.Services.Where(one => !good(one.Value)).Select(one => one.Key));

    /// <summary>The variables as they are when .env holds passwords only.</summary>
    private static Dictionary<string, string> Defaults(ComposeService service) => service.Environment.ToDictionary(
        pair => pair.Key, pair => Variable().Replace(pair.Value, match => match.Groups["default"].Value), StringComparer.Ordinal);

    private static Func<string, IEnumerable<int>?> Ports(ComposeFile file) => host => file.Services.GetValueOrDefault(host) switch
    {
        null => null,
        { Program: not null } => [8080, 8081],
        _ => host == "rabbitmq" ? [5672] : [],
    };

    private static int? Seconds(string? text) => text is null ? null : int.Parse(text.TrimEnd('s'), CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\$\{[A-Z]+_IMAGE:-[^:]+:(?!latest)[^:]+\}$")]
    private static partial Regex Image();

    [GeneratedRegex(@"(?i)(PASS\w*=|Password=)(?!\$\{|$)|://\w+:(?!\$\{)[^@/]*@")]
    private static partial Regex Password();

    [GeneratedRegex(@"\$\{\w+(:?-(?<default>[^}]*))?[^}]*\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();
}
