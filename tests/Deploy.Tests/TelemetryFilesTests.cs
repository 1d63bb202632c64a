using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Clearance.Gateway;
using Clearance.Hosting;
using Clearance.Standalone;
using Clearance.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using YamlDotNet.RepresentationModel;

namespace Clearance.Deploy.Tests;

/// <summary>Table, dashboard and alerts of deploy/telemetry speak of metrics that the programs have, and of nothing else.</summary>
public sealed partial class TelemetryFilesTests : IAsyncLifetime
{
    /// <summary>What the broker's own plugin calls it.</summary>
    private const string OfTheBroker = "rabbitmq_detailed_queue_messages_ready";

    private static readonly string Folder = Path.Combine(Root(), "deploy", "telemetry");
    private IReadOnlyCollection<Instrument> instruments = [];

    public async ValueTask InitializeAsync()
    {
        var data = Directory.CreateTempSubdirectory("clearance-meters-").FullName;
        using var probe = new MeterProbe();
        await using (var suite = Suite.Build(new SuiteOptions("http://127.0.0.1:0", data) { LogLevel = LogLevel.Warning }))
        await using (var gateway = GatewayApp.Build(WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = ["--urls=http://127.0.0.1:0", $"--Storage:Directory={data}", "--Logging:LogLevel:Default=Error"],
            ContentRootPath = Path.Combine(Root(), "gateway"),
        })))
        {
            await suite.StartAsync();
            await gateway.StartAsync();
            using var http = new HttpClient { BaseAddress = gateway.Services.GetRequiredService<Addresses>().Rest };
            await http.GetStringAsync("/health/live");
            instruments = probe.Instruments;
            await gateway.StopAsync();
            await suite.StopAsync();
        }

        Directory.Delete(data, recursive: true);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void The_table_names_every_meter_of_ours_with_its_kind_and_unit()
    {
        var table = File.ReadLines(Path.Combine(Folder, "README.md"))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length > 3 && cells[1].StartsWith("`clearance.", StringComparison.Ordinal))
            .Select(cells => $"{cells[1].Trim('`')} {cells[2]} {cells[3].Trim('`')}");
        var code = instruments.Where(instrument => instrument.Meter.Name.StartsWith("Clearance.", StringComparison.Ordinal))
            .Select(instrument => $"{instrument.Name} {instrument.GetType().Name.Split('`')[0]} {instrument.Unit}");

        Assert.Equal(code.Order(StringComparer.Ordinal), table.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_metric_of_an_alert_is_one_that_is_sent() => Assert.Empty(Rules().SelectMany(rule => Unknown(Text(rule, "expr"))));

    [Fact]
    public void Every_metric_of_the_dashboard_is_one_that_is_sent()
    {
        var panels = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "dashboard.json")))!["panels"]!.AsArray();
        var queries = panels.SelectMany(panel => panel!["targets"]?.AsArray() ?? []).Select(target => target!["expr"]!.GetValue<string>()).ToArray();

        Assert.True(queries.Length > 30);
        Assert.Empty(queries.SelectMany(Unknown));
    }

    [Fact]
    public void A_metric_that_is_not_sent_is_found_out()
    {
        Assert.Equal(["clearance_declarations_sunk_total"], Unknown("sum by (clearance_road) (rate(clearance_declarations_sunk_total{clearance_road=\"SEA\"}[5m]))"));
        Assert.Equal(["clearance_declarations_submitted"], Unknown("clearance_declarations_submitted"));
    }

    [Fact]
    public void Every_alert_says_what_is_wrong_and_where_to_read_what_to_do()
    {
        var runbooks = File.ReadLines(Path.Combine(Root(), "deploy", "README.md"))
            .Where(line => line.StartsWith('#')).Select(line => $"deploy/README.md#{line.TrimStart('#', ' ').ToLowerInvariant().Replace(' ', '-')}").ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(Rules());
        Assert.All(Rules(), rule =>
        {
            var notes = (YamlMappingNode)rule.Children["annotations"];
            Assert.All(new[] { "summary", "description", "runbook_url" }, note => Assert.NotEqual(string.Empty, Text(notes, note)));
            Assert.Contains(Text(notes, "runbook_url"), runbooks);
        });
    }

    private static IEnumerable<YamlMappingNode> Rules()
    {
        using var file = new StreamReader(Path.Combine(Folder, "alerts.yaml"));
        var yaml = new YamlStream();
        yaml.Load(file);
        return [.. ((YamlSequenceNode)yaml.Documents[0].RootNode["groups"]).SelectMany(group => (YamlSequenceNode)group["rules"]).Cast<YamlMappingNode>()];
    }

    private static string Text(YamlMappingNode node, string key) => ((YamlScalarNode)node.Children[key]).Value ?? string.Empty;

    /// <summary>Names in a query that no instrument has after the collector has renamed it.</summary>
    private IEnumerable<string> Unknown(string query) => MetricName()
        .Matches(NoMetric().Replace(query, " ")).Select(match => match.Value)
        .Where(name => name != OfTheBroker && !instruments.SelectMany(Renamed).Contains(name, StringComparer.Ordinal));

    /// <summary>The rules of the collector's Prometheus exporter.</summary>
    private static IEnumerable<string> Renamed(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_') + instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => string.Empty,
        };
        return instrument.GetType().Name.Split('`')[0] switch
        {
            "Counter" or "ObservableCounter" => [$"{name}_total"],
            "Histogram" => [$"{name}_bucket", $"{name}_sum", $"{name}_count"],
            _ => [name],
        };
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Clearance.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    // Texts, selectors of labels, and lists of labels: what is left are functions and metrics.
    [GeneratedRegex("""\"[^\"]*\"|\{[^}]*\}|\b(by|on|without|ignoring)\s*\([^)]*\)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NoMetric();

    [GeneratedRegex("""\b(clearance|rabbitmq|http|dotnet|db|process)_[a-z0-9_]+""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MetricName();
}
