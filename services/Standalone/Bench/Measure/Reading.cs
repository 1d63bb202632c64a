using System.Diagnostics;

namespace Clearance.Standalone.Bench.Measure;

/// <summary>All counters at one moment.</summary>
internal sealed record Reading(long Timestamp, long Released, IReadOnlyDictionary<string, double?> Cpu, double Load, double Machine)
{
    /// <summary>Reads them.</summary>
    public static Reading Take(IReadOnlyList<Counted> processes, long released)
    {
        using var itself = Process.GetCurrentProcess();
        return new Reading(
            TimeProvider.System.GetTimestamp(),
            released,
            processes.ToDictionary(counted => counted.Name, Processor.Of, StringComparer.Ordinal),
            itself.TotalProcessorTime.TotalMilliseconds,
            Processor.OfMachine());
    }

    /// <summary>What happened since an earlier moment.</summary>
    public Saturation Since(Reading before)
    {
        var seconds = TimeProvider.System.GetElapsedTime(before.Timestamp, Timestamp).TotalSeconds;
        var cpu = Cpu.ToDictionary(group => group.Key, group => group.Value - before.Cpu[group.Key], StringComparer.Ordinal);
        var others = Machine - before.Machine - (Load - before.Load) - (cpu.Values.Sum() ?? 0);
        return new Saturation(seconds, Released - before.Released, cpu, Load - before.Load, Math.Max(0, others / 1000 / seconds));
    }
}
