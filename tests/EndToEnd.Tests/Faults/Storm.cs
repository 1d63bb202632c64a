using System.Diagnostics;
using System.Globalization;
using Clearance.EndToEnd.Tests.Traffic;
using Clearance.Standalone.Fleet;
using Clearance.Testing;

namespace Clearance.EndToEnd.Tests.Faults;

/// <summary>
/// The separate shape, on its own databases and virtual host, with declarations flowing through the gateway. Tests strike it; in the
/// end every case must have reached its end and the audit must find nothing.
/// </summary>
internal sealed class Storm : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan AuditPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenForms = TimeSpan.FromMilliseconds(200);
    private const int MostLogLines = 20;
    private const int FormsBefore = 5;
    private readonly string data;
    private readonly TestVirtualHost host;
    private int allowed;

    private Storm(ServerPair servers, TestVirtualHost host, SeparateSuite suite, SeparateSuiteOptions options)
    {
        (Servers, this.host, Suite, data, Replicas) = (servers, host, suite, options.Data, options.Replicas);
        Flow = new Flow(suite.OpenDoors(), data, Patience);
    }

    public ServerPair Servers { get; }

    public SeparateSuite Suite { get; }

    /// <summary>How many processes each service has.</summary>
    public int Replicas { get; }

    /// <summary>False once a test has failed on it: the next one starts another.</summary>
    public bool IsSound { get; private set; } = true;

    public Flow Flow { get; }

    /// <summary>Name of the virtual host that the suite uses.</summary>
    public string VirtualHost => host.Name;

    /// <summary>Starts a suite and the firms that use it.</summary>
    public static async Task<Storm> StartAsync(ServerPair servers, int replicas)
    {
        var watch = Stopwatch.StartNew();
        var broker = await servers.RabbitMq.NewVirtualHostAsync();
        var options = new SeparateSuiteOptions(Directory.CreateTempSubdirectory("clearance-faults-").FullName)
        {
            PostgreSql = servers.PostgreSql.ConnectionString,
            DatabasePrefix = $"{broker.Name}_",
            RabbitMq = broker.Url.ToString(),
            Replicas = replicas,
            Settings = ["--Limits:CallsPerSecond=0"],
            Patience = Patience,
        };
        Storm storm;
        try
        {
            storm = new Storm(servers, broker, await SeparateSuite.StartAsync(options), options);
        }
        catch
        {
            Directory.Delete(options.Data, recursive: true);
            throw;
        }

        await storm.Flow.PrepareAsync();
        Say($"{storm.Suite.Members.Count} processes took work {watch.Elapsed.TotalSeconds:0.0} s after their start");
        return storm;
    }

    /// <summary>Strikes while declarations flow, then lets everything come to its end and audits it.</summary>
    public async Task RageAsync(Func<Task> strikes)
    {
        IsSound = false;
        try
        {
            await StrikeUnderLoadAsync(strikes);
            await new Audit(Flow).RunAsync(AuditPatience);
        }
        catch
        {
            SayLogs();
            throw;
        }

        IsSound = true;
        Say($"audited: {Flow.Progress}; calls repeated so far: {string.Join(", ", Flow.Repeats.Select(repeat => $"{repeat.Value} × {repeat.Key}"))}");
    }

    private async Task StrikeUnderLoadAsync(Func<Task> strikes)
    {
        using var over = new CancellationTokenSource();
        var running = Flow.RunAsync();
        var filing = FileAsync(over.Token);
        try
        {
            await Flow.UntilFiledAsync(Flow.Count + FormsBefore);
            await strikes();
        }
        finally
        {
            await over.CancelAsync();
            await filing;
            Flow.Finish();
        }

        await running;
    }

    /// <summary>
    /// Strikes once, and says how long it took from the first harm until every case that was filed meanwhile had reached its end, through
    /// all services.
    /// </summary>
    /// <param name="what">What is done, e.g. "payments killed".</param>
    /// <param name="harm">Does it.</param>
    /// <param name="mend">Ends it: starts again, lets go on.</param>
    public async Task StrikeAsync(string what, Func<Task> harm, Func<Task> mend)
    {
        var watch = Stopwatch.StartNew();
        await harm();
        await mend();
        var mended = watch.Elapsed;
        await Flow.UntilEndedAsync();
        Say($"{what}: back after {mended.TotalSeconds:0.0} s, recovered after {watch.Elapsed.TotalSeconds:0.0} s");
    }

    public async ValueTask DisposeAsync()
    {
        Flow.Dispose();
        await Suite.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    /// <summary>Says how it went; <c>tests/run</c> shows these lines.</summary>
    public static void Say(FormattableString text)
    {
        var line = $"fault: {text.ToString(CultureInfo.InvariantCulture)}";
        TestContext.Current.SendDiagnosticMessage("{0}", line);
        Console.WriteLine(line);
    }

    // The last that each process wrote, which is what one wants to read when a test has failed.
    private void SayLogs()
    {
        foreach (var member in Suite.Members)
        {
            Console.WriteLine($"{member.Name} (running: {member.IsRunning}):\n{string.Join('\n', member.Log.TakeLast(MostLogLines))}");
        }
    }

    private async Task FileAsync(CancellationToken over)
    {
        using var timer = new PeriodicTimer(BetweenForms);
        try
        {
            while (await timer.WaitForNextTickAsync(over))
            {
                Flow.Allow(++allowed);
            }
        }
        catch (OperationCanceledException)
        {
            // The storm is over.
        }
    }
}
