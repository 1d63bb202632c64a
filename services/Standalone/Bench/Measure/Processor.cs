using System.Globalization;
using System.Net;

namespace Clearance.Standalone.Bench.Measure;

/// <summary>Processes whose time is counted together: themselves, and what they have started.</summary>
/// <param name="Name">Name in the report.</param>
/// <param name="Processes">Ids of the roots.</param>
internal sealed record Counted(string Name, IReadOnlyList<int> Processes);

/// <summary>Processor time as Linux counts it, from <c>/proc</c>.</summary>
internal static class Processor
{
    // Fixed by Linux for what /proc shows (USER_HZ).
    private const double MillisecondsPerTick = 10;
    private const int ParentField = 1;
    private const int UserField = 11;
    private const int SystemField = 12;
    private const int ChildrenUserField = 13;
    private const int ChildrenSystemField = 14;

    /// <summary>
    /// Milliseconds that a group has used so far: its processes, their descendants, and those of them that have ended. Null when the group
    /// has no process that is seen here.
    /// </summary>
    public static double? Of(Counted counted)
    {
        if (counted.Processes.Count == 0)
        {
            return null;
        }

        var all = Processes();
        var sum = 0.0;
        var waiting = new Queue<(int Id, bool Root)>(counted.Processes.Select(id => (id, true)));
        var seen = new HashSet<int>();
        while (waiting.TryDequeue(out var next))
        {
            if (!seen.Add(next.Id) || !all.TryGetValue(next.Id, out var fields))
            {
                continue;
            }

            sum += Ticks(fields, UserField) + Ticks(fields, SystemField) + Ticks(fields, ChildrenUserField) + Ticks(fields, ChildrenSystemField);
            foreach (var child in all.Where(process => process.Value[ParentField] == next.Id.ToString(CultureInfo.InvariantCulture)))
            {
                waiting.Enqueue((child.Key, false));
            }
        }

        return sum * MillisecondsPerTick;
    }

    /// <summary>Milliseconds that all cores together were busy so far.</summary>
    public static double OfMachine()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(long.Parse).ToArray();

        // user, nice, system, idle, iowait, irq, softirq, steal; guest time is in user already.
        return (fields[0] + fields[1] + fields[2] + fields[5] + fields[6] + fields[7]) * MillisecondsPerTick;
    }

    /// <summary>The program that listens on a port of this machine; none when another does, e.g. the proxy of a container.</summary>
    public static IReadOnlyList<int> ListeningOn(int port, string program)
    {
        var inodes = new[] { "/proc/net/tcp", "/proc/net/tcp6" }.Where(File.Exists).SelectMany(File.ReadLines).Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 9 && fields[3] == "0A" && fields[1].EndsWith($":{port:X4}", StringComparison.Ordinal))
            .Select(fields => $"socket:[{fields[9]}]").ToHashSet(StringComparer.Ordinal);

        // Children may hold the socket as well; what they use is counted with their parent.
        var all = Processes();
        var holders = all.Keys.Where(id => Holds(id, inodes) && Read($"/proc/{id}/comm")?.Trim() == program).ToHashSet();
        return [.. holders.Where(id => !holders.Contains(int.Parse(all[id][ParentField], CultureInfo.InvariantCulture)))];
    }

    /// <summary>True for an address of this very machine that no other reaches.</summary>
    public static bool IsLoopback(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static bool Holds(int process, HashSet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFiles($"/proc/{process}/fd").Any(file => File.ResolveLinkTarget(file, returnFinalTarget: false)?.Name is { } target && sockets.Contains(target));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // What follows the name in parentheses, which may itself hold spaces: state, parent, …
    private static Dictionary<int, string[]> Processes()
    {
        var all = new Dictionary<int, string[]>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) && Read(Path.Combine(folder, "stat")) is { } text)
            {
                all[id] = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            }
        }

        return all;
    }

    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static long Ticks(string[] fields, int field) => long.Parse(fields[field], CultureInfo.InvariantCulture);
}
