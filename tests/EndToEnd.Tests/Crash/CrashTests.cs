using System.Diagnostics;
using System.Globalization;
using Clearance.EndToEnd.Tests.Traffic;
using Clearance.Standalone.Fleet;

namespace Clearance.EndToEnd.Tests.Crash;

/// <summary>The suite is killed again and again while declarations flow. Nothing is lost, nothing happens twice.</summary>
public sealed class CrashTests
{
    private const int Kills = 20;
    private const int Declarations = 200;
    private const int Seed = 20181023;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    [Fact]
    public async Task Killed_twenty_times_while_declarations_flow_nothing_is_lost_and_nothing_happens_twice()
    {
        var data = Directory.CreateTempSubdirectory("clearance-crash-").FullName;
        var watch = Stopwatch.StartNew();
        try
        {
            await using var suite = new SuiteProcess(data, PortPairs.Next());
            await suite.StartAsync();
            using var flow = new Flow(suite.OpenDoors(), data, Patience);
            await flow.PrepareAsync();

            var working = flow.RunAsync();
            var dice = new Random(Seed);
            for (var kill = 1; kill <= Kills; kill++)
            {
                // A portion of the declarations starts, and somewhere in the middle of it the process dies.
                flow.Allow(Declarations * kill / Kills);
                var middle = (Declarations * (kill - 1) / Kills) + dice.Next(1, 1 + (Declarations / Kills));
                await (kill % 2 == 0 ? flow.UntilFiledAsync(middle) : flow.UntilAcceptedAsync(middle));
                await Task.Delay(TimeSpan.FromMilliseconds(dice.Next(0, 150)));
                await suite.KillAsync();
                var start = await suite.StartAsync();
                Say($"{watch.Elapsed.TotalSeconds,5:0.0} s  kill {kill,2}: {flow.Progress}; back after {start.TotalSeconds:0.0} s");
            }

            flow.Finish();
            await working;
            Say($"{watch.Elapsed.TotalSeconds,5:0.0} s  all cases are at their end: {flow.Progress}");
            await new Audit(flow).RunAsync(TimeSpan.FromSeconds(20));
            Say($"{watch.Elapsed.TotalSeconds,5:0.0} s  audited");
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static void Say(FormattableString text)
    {
        var line = text.ToString(CultureInfo.InvariantCulture);
        TestContext.Current.SendDiagnosticMessage("{0}", line);
        Console.WriteLine(line);
    }
}
