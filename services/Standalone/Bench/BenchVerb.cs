using System.Globalization;

namespace Clearance.Standalone.Bench;

/// <summary><c>bench</c>: how fast the suite is and what a clearance costs, by process.</summary>
internal static class BenchVerb
{
    /// <summary>Measures.</summary>
    /// <returns>0 when every effect was right, 1 when not.</returns>
    public static async Task<int> RunAsync(Arguments arguments)
    {
        arguments.Knowing("shape", "seconds", "warm-up", "in-flight", "json", "postgresql", "rabbitmq", "services", "seed");
        var options = new BenchOptions(
            arguments.Number("seconds", 10, 1, 600), arguments.Number("warm-up", 2_000, 0, 100_000), arguments.Number("in-flight", 256, 1, 2_000), arguments.Number("seed", 1, 0, int.MaxValue));
        await using var target = await StandaloneTarget.StartAsync(CancellationToken.None);
        var run = new BenchRun(target, options, Console.WriteLine);
        var saturation = await run.RunAsync(CancellationToken.None);
        var t = run.Timings;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"rate {saturation.Rate:0} load {saturation.LoadCpu / saturation.Released:0.00} others {saturation.OtherCores:0.00} cores"));
        foreach (var (name, cpu) in saturation.Cpu)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {cpu / saturation.Released:0.000} ms"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"receipt {t.Receipt.Percentile(.5):0} {t.Receipt.Percentile(.99):0} release {t.Release.Percentile(.5):0} {t.Release.Percentile(.99):0} arrival {t.Arrival.Percentile(.5):0} {t.Arrival.Percentile(.99):0}"));
        return 0;
    }
}
