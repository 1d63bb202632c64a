using System.Globalization;
using Spectre.Console;

namespace Clearance.Standalone.Bench;

/// <summary>What is shown: one line that moves while it runs, where there is a terminal, and the table at the end.</summary>
internal static class BenchScreen
{
    private const int Wide = 120;

    /// <summary>Does the work and shows what it says.</summary>
    public static async Task<T> ShowAsync<T>(string title, Func<Action<string>, Task<T>> work)
    {
        if (AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected)
        {
            return await AnsiConsole.Status().StartAsync(title, status => work(line => status.Status(Markup.Escape($"{title}: {line}"))));
        }

        return await work(line => Console.WriteLine($"{title}: {line}"));
    }

    /// <summary>Prints the figures.</summary>
    public static void Print(BenchFigures figures)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = Wide;
        }

        var table = new Table().Title($"{figures.Shape}: {figures.Lodged} declarations lodged, every effect right").Border(TableBorder.Rounded);
        table.AddColumns("figure", "value");
        table.Columns[1].RightAligned();
        void Row(string name, double? value, string unit, string format = "0.0") =>
            table.AddRow(Markup.Escape(name), value is { } number ? $"{number.ToString(format, CultureInfo.InvariantCulture)} {unit}" : "not measured");
        Row($"saturated, {figures.Options.InFlight} in flight", figures.Saturated.Rate, "clearances/s", "0");
        Row("processor time of one clearance", figures.CpuInAll, "ms", "0.00");
        foreach (var (group, used) in figures.Cpu)
        {
            Row($"  {group}", used, "ms", "0.000");
        }

        Row("  (load generator, apart)", figures.Saturated.LoadCpu / Math.Max(1, figures.Saturated.Released), "ms", "0.000");
        Row("open loop at half of it", figures.HalfRate, "clearances/s", "0");
        Row("submit to released, p50", figures.Half.Release.Percentile(0.5), "ms");
        Row("submit to released, p99", figures.Half.Release.Percentile(0.99), "ms");
        Row("submit to receipt, p50", figures.Half.Receipt.Percentile(0.5), "ms");
        Row("submit to receipt, p99", figures.Half.Receipt.Percentile(0.99), "ms");
        Row("arrival to released, p50", figures.Half.Arrival.Percentile(0.5), "ms");
        Row("arrival to released, p99", figures.Half.Arrival.Percentile(0.99), "ms");
        Row("rows written for one clearance", figures.Written.InAll, "rows");
        foreach (var (service, messages) in figures.Written.Batches)
        {
            Row($"  messages in a transaction of {service}", messages, string.Empty);
        }

        if (figures.Bound is { } bound)
        {
            Row("bound: the same rows, written straight", bound.PerSecond, "clearances/s", "0");
            Row("  processor time of it", bound.CpuPerClearance, "ms", "0.000");
            Row("ours of the bound", figures.Saturated.Rate / bound.PerSecond * 100, "%");
        }

        table.Caption(string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores, others used {figures.Saturated.OtherCores:0.00} of them{(figures.IsNoisy ? ": NOISY, do not quote rates and latencies" : string.Empty)}"));
        AnsiConsole.Write(table);
    }
}
