using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Clearance.Standalone;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Clearance.Deploy.Tests.Settings;

/// <summary>
/// The settings that the programs really read. Most are found by watching: every options class is bound while a recorder stands in the
/// configuration. The rest is read by name, and found in the sources.
/// </summary>
internal static partial class KnownSettings
{
    // Read by the server, the runtime and the telemetry library themselves.
    private static readonly string[] s_ofThePlatform =
    [
        "ASPNETCORE_HTTP_PORTS", "ASPNETCORE_URLS", "DOTNET_NOLOGO",
        "OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_TRACES_SAMPLER", "OTEL_TRACES_SAMPLER_ARG", "OTEL_SERVICE_NAME", "OTEL_RESOURCE_ATTRIBUTES",
    ];

    private static readonly MethodInfo s_bind = typeof(KnownSettings).GetMethod(nameof(Bind), BindingFlags.Static | BindingFlags.NonPublic)!;

    private static readonly Lazy<HashSet<string>> s_all = new(() =>
        new HashSet<string>([.. Bound(), .. Literal(), .. s_ofThePlatform], StringComparer.OrdinalIgnoreCase));

    /// <summary>Names of the gateway's clusters, from its own settings.</summary>
    public static IReadOnlyList<string> Clusters { get; } = [.. JsonDocument.Parse(Repository.Text("gateway/appsettings.json")).RootElement
        .GetProperty("ReverseProxy").GetProperty(nameof(Clusters)).EnumerateObject().Select(cluster => cluster.Name)];

    /// <summary>True when a program reads the variable.</summary>
    public static bool Reads(string variable)
    {
        var key = variable.Replace("__", ":", StringComparison.Ordinal);
        return s_all.Value.Contains(key) || LogLevel().IsMatch(key)
            || Destination().Match(key) is { Success: true } match && Clusters.Contains(match.Groups["cluster"].Value);
    }

    /// <summary>What the services and the edge bind; the gateway is the edge and its destinations.</summary>
    private static List<string> Bound()
    {
        var data = Directory.CreateTempSubdirectory("clearance-settings-");
        try
        {
            using var suite = Suite.Build(new SuiteOptions("http://127.0.0.1:0", data.FullName) { LogLevel = Microsoft.Extensions.Logging.LogLevel.Critical });
            return [.. Watch(suite)];
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    /// <summary>Binds every options class of ours and tells what it asked for.</summary>
    private static HashSet<string> Watch(WebApplication app)
    {
        var recorder = new Recorder();
        ((IConfigurationBuilder)app.Configuration).Add(recorder);
        foreach (var options in AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => assembly.GetName().Name!.StartsWith("Clearance.", StringComparison.Ordinal) && !assembly.GetName().Name!.EndsWith(".Tests", StringComparison.Ordinal))
            .SelectMany(assembly => assembly.GetTypes()).Where(type => type is { IsClass: true, IsAbstract: false } && type.Name.EndsWith("Options", StringComparison.Ordinal)))
        {
            if (options.GetConstructor(Type.EmptyTypes) is not null)
            {
                s_bind.MakeGenericMethod(options).Invoke(null, [app.Services]);
            }
        }

        return recorder.Asked;
    }

    private static void Bind<TOptions>(IServiceProvider services)
        where TOptions : class => _ = services.GetRequiredService<IOptionsMonitor<TOptions>>().CurrentValue;

    private static IEnumerable<string> Literal() =>
        from folder in new[] { "services", "gateway" }
        from file in Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories)
        where !file.Contains("/obj/", StringComparison.Ordinal)
        from Match match in ReadByName().Matches(File.ReadAllText(file))
        select match.Groups["key"].Value;

    [GeneratedRegex("""onfiguration\["(?<key>[A-Za-z_:]+)"\]""", RegexOptions.ExplicitCapture)]
    private static partial Regex ReadByName();

    [GeneratedRegex(@"^Logging:LogLevel:[\w.]+$")]
    private static partial Regex LogLevel();

    [GeneratedRegex(@"^ReverseProxy:Clusters:(?<cluster>\w+):Destinations:\w+:Address$", RegexOptions.ExplicitCapture)]
    private static partial Regex Destination();

    /// <summary>Stands before all other sources, knows nothing, and notes what it is asked.</summary>
    private sealed class Recorder : IConfigurationSource, IConfigurationProvider
    {
        public HashSet<string> Asked { get; } = new(StringComparer.OrdinalIgnoreCase);

        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        public bool TryGet(string key, out string? value)
        {
            Asked.Add(key);
            value = null;
            return false;
        }

        public void Set(string key, string? value)
        {
        }

        public IChangeToken GetReloadToken() => new CancellationChangeToken(CancellationToken.None);

        public void Load()
        {
        }

        // A section without children would not be bound at all. Only the first level: who walks the whole tree must come to an end.
        public IEnumerable<string> GetChildKeys(IEnumerable<string> earlierKeys, string? parentPath) =>
            parentPath is null || parentPath.Contains(':', StringComparison.Ordinal) ? earlierKeys : earlierKeys.Append("watched");
    }
}
