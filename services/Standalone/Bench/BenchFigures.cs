using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Clearance.Standalone.Bench.Measure;

namespace Clearance.Standalone.Bench;

/// <summary>All that a run found out.</summary>
internal sealed record BenchFigures(
    string Shape, BenchOptions Options, Saturation Saturated, Timings Half, double HalfRate, int Lodged, string Feed, WrittenRows Written, BoundFigures? Bound)
{
    /// <summary>Others used more than this many cores meanwhile: rates and latencies of such a run say little, processor time a little more.</summary>
    public const double NoisyCores = 0.3;

    /// <summary>True when others had a share of the machine.</summary>
    public bool IsNoisy => Saturated.OtherCores > NoisyCores;

    /// <summary>Milliseconds of processor time of one clearance by group; null for a group that cannot be measured.</summary>
    public IReadOnlyDictionary<string, double?> Cpu => Saturated.Cpu.ToDictionary(
        group => group.Key, group => group.Value is { } used ? used / Math.Max(1, Saturated.Released) : (double?)null, StringComparer.Ordinal);

    /// <summary>All groups together; null when one is missing.</summary>
    public double? CpuInAll => Cpu.Values.Contains(null) ? null : Cpu.Values.Sum();

    /// <summary>The figures as one JSON object.</summary>
    public string ToJson()
    {
        var cpu = new JsonObject { ["all"] = Rounded(CpuInAll) };
        foreach (var (group, used) in Cpu)
        {
            cpu[group] = Rounded(used);
        }

        return new JsonObject
        {
            ["shape"] = Shape,
            ["clearances_per_s"] = Rounded(Saturated.Rate),
            ["p50_ms"] = Rounded(Half.Release.Percentile(0.5)),
            ["p99_ms"] = Rounded(Half.Release.Percentile(0.99)),
            ["cpu_ms_per_clearance"] = cpu,
            ["bound_clearances_per_s"] = Rounded(Bound?.PerSecond),
            ["bound_ratio"] = Rounded(Saturated.Rate / Bound?.PerSecond),
            ["bound_cpu_ms_per_clearance"] = Rounded(Bound?.CpuPerClearance),
            ["load_generator_cpu_ms_per_clearance"] = Rounded(Saturated.LoadCpu / Math.Max(1, Saturated.Released)),
            ["receipt_p50_ms"] = Rounded(Half.Receipt.Percentile(0.5)),
            ["receipt_p99_ms"] = Rounded(Half.Receipt.Percentile(0.99)),
            ["arrival_to_release_p50_ms"] = Rounded(Half.Arrival.Percentile(0.5)),
            ["arrival_to_release_p99_ms"] = Rounded(Half.Arrival.Percentile(0.99)),
            ["open_loop_clearances_per_s"] = Rounded(HalfRate),
            ["rows_written_per_clearance"] = Rounded(Written.InAll),
            ["messages_per_transaction"] = new JsonObject(Written.Batches.Select(service => KeyValuePair.Create(service.Key, Rounded(service.Value)))),
            ["effects"] = "ok",
            ["settings"] = new JsonObject
            {
                ["seconds"] = Options.Seconds,
                ["warm_up"] = Options.WarmUp,
                ["in_flight"] = Options.InFlight,
                ["seed"] = Options.Seed,
                ["lodged"] = Lodged,
                ["feed"] = Feed,
            },
            ["machine"] = new JsonObject
            {
                ["cores"] = Environment.ProcessorCount,
                ["system"] = RuntimeInformation.OSDescription,
                ["runtime"] = RuntimeInformation.FrameworkDescription,
            },
            ["noise"] = new JsonObject { ["other_cores"] = Rounded(Saturated.OtherCores), ["noisy"] = IsNoisy },
        }.ToJsonString(JsonSerializerOptions.Default);
    }

    private static JsonNode? Rounded(double? value) => value is { } number ? JsonValue.Create(Math.Round(number, 3)) : null;
}
