using System.Diagnostics;
using System.Text.Json.Nodes;
using Clearance.Testing;

namespace Clearance.EndToEnd.Tests.Bench;

/// <summary>The bench verb, tiny: every effect is right and every figure is there. How large the figures are is no matter of a test.</summary>
public sealed class BenchTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(4);
    private static readonly string Binary = Path.Combine(AppContext.BaseDirectory, "Clearance.Standalone.dll");

    private static readonly string[] Figures =
    [
        "clearances_per_s", "p50_ms", "p99_ms", "load_generator_cpu_ms_per_clearance", "receipt_p50_ms", "receipt_p99_ms",
        "arrival_to_release_p50_ms", "arrival_to_release_p99_ms", "open_loop_clearances_per_s", "rows_written_per_clearance",
    ];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("clearance-bench-test-");

    /// <inheritdoc/>
    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Standalone_is_measured_and_every_effect_is_right()
    {
        var figures = await RunAsync("standalone");

        Assert.True(figures["cpu_ms_per_clearance"]!["suite"]!.GetValue<double>() > 0);
        Assert.Null(figures["bound_ratio"]);
    }

    [Fact]
    [Trait("Needs", "servers")]
    public async Task Separate_services_are_measured_and_every_effect_is_right()
    {
        await using var database = await (await TestServers.PostgreSqlAsync()).NewDatabaseAsync("bench");
        await using var broker = await (await TestServers.RabbitMqAsync()).NewVirtualHostAsync();

        var figures = await RunAsync("separate", "--postgresql", database.ConnectionString, "--rabbitmq", broker.Url.ToString());

        var cpu = figures["cpu_ms_per_clearance"]!.AsObject();
        foreach (var process in (string[])["gateway", "declarations", "payments", "guarantees", "releases", "complaints"])
        {
            Assert.True(cpu[process]!.GetValue<double>() > 0, process);
        }

        Assert.Contains("postgresql", (IDictionary<string, JsonNode?>)cpu);
        Assert.Contains("rabbitmq", (IDictionary<string, JsonNode?>)cpu);
        Assert.True(figures["bound_clearances_per_s"]!.GetValue<double>() > 0);
        Assert.True(figures["bound_ratio"]!.GetValue<double>() > 0);
    }

    [Fact]
    public async Task Servers_of_other_machines_are_not_loaded()
    {
        var (code, output) = await StartAsync("separate", "--postgresql", "Host=db.example.org;Username=x", "--rabbitmq", "amqp://127.0.0.1:1/");

        Assert.Equal(2, code);
        Assert.Contains("this machine only", output, StringComparison.Ordinal);
    }

    private async Task<JsonNode> RunAsync(string shape, params string[] servers)
    {
        var file = Path.Combine(folder.FullName, "figures.json");
        var (code, output) = await StartAsync(shape, [.. servers, "--warm-up", "40", "--seconds", "2", "--in-flight", "16", "--json", file]);
        Assert.True(code == 0, output);
        var figures = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        Assert.Equal(shape, figures["shape"]!.GetValue<string>());
        Assert.Equal("ok", figures["effects"]!.GetValue<string>());
        Assert.All(Figures, name => Assert.True(figures[name]!.GetValue<double>() > 0, name));
        return figures;
    }

    private static async Task<(int Code, string Output)> StartAsync(string shape, params string[] options)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Binary, "bench", "--shape", shape, .. options]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Deadline);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
