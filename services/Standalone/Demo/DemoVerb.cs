using System.Diagnostics;
using System.Globalization;
using Clearance.Hosting;

namespace Clearance.Standalone.Demo;

/// <summary><c>demo</c>: the suite on an empty folder, and partners who play four roads through its public API on a fast clock.</summary>
internal static class DemoVerb
{
    private const int UsualSpeed = 20_000;
    private const int MostSpeed = 1_000_000;
    private static readonly DateTimeOffset Start = new(2018, 10, 23, 8, 30, 0, TimeSpan.FromHours(8));
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    /// <summary>Plays.</summary>
    /// <returns>0 when every case came to its end.</returns>
    public static async Task<int> RunAsync(Arguments arguments)
    {
        arguments.Knowing("exit", "seed", "speed", "samples", "urls");
        var watch = Stopwatch.StartNew();
        var (exit, seed) = (arguments.Flag("exit"), arguments.Number("seed", 1, 0, int.MaxValue));
        var clock = new DemoClock(Start, arguments.Number("speed", UsualSpeed, 1, MostSpeed), TimeProvider.System);
        using var beginning = clock.Hold();
        var samples = SampleSet.Open(arguments.Text("samples"));
        var data = Directory.CreateTempSubdirectory("clearance-demo-").FullName;
        try
        {
            var url = arguments.Text("urls") is null && exit ? "http://127.0.0.1:0" : Suite.UrlOf(arguments);
            await using var app = Suite.Build(new SuiteOptions(url, data) { Settings = arguments.Settings, Clock = clock, LogLevel = LogLevel.Warning });
            await app.StartAsync();
            var addresses = app.Services.GetRequiredService<Addresses>();
            using var doors = new Doors(addresses.Rest, addresses.Grpc);
            var ready = await ReadyAsync(doors);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The suite answered {ready.TotalSeconds:0.0} s after the start of the process, at {addresses.Rest} and {addresses.Grpc}."));
            Console.WriteLine("The clock runs fast while all wait, and at the machine's pace while the suite works.");
            using var cast = new Cast(doors, data, samples.Single("partners.json"));
            var whole = await PlayAsync(clock, beginning, cast, samples, seed);
            Console.WriteLine(Footing(watch.Elapsed));
            if (!exit)
            {
                Console.WriteLine(ServeVerb.Greeting(app, data));
                Console.WriteLine("The demo's data is there until you press Ctrl+C.");
                await app.WaitForShutdownAsync();
            }

            await app.StopAsync();
            return whole ? 0 : 1;
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<bool> PlayAsync(DemoClock clock, IDisposable beginning, Cast cast, SampleSet samples, int seed)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var curtain = new CancellationTokenSource();
        Board? board = null;
        var play = new Play(clock, cast, samples, seed, line => board?.Say(line));
        var journeys = samples.Forms.Select(form => new Journey(play, Roads.All.First(road => road.Folder == form.Road), form)).ToList();
        board = new Board(() => play, journeys);
        var showing = board.RunAsync(curtain.Token);

        await Preparation.RunAsync(play, patience.Token);
        using var extras = CancellationTokenSource.CreateLinkedTokenSource(patience.Token);
        Task[] others = [await Carriers.SailAsync(play, extras.Token), BankDesk.RunAsync(play, extras.Token), new Officers(play).RunAsync(extras.Token)];
        beginning.Dispose();
        var travels = journeys.Select(journey => (journey.Form.Road + "/" + journey.Form.Name, Task: journey.RunAsync(patience.Token)))
            .Append(("complaint", Task: Grievance.RunAsync(play, patience.Token))).ToList();

        // A partner who stumbles ends the play: nothing would come to its end any more.
        await Task.WhenAny([Task.WhenAll(travels.Select(travel => travel.Task)), .. others.Skip(1), Stumble(others[0])]);
        if (!Task.WhenAll(travels.Select(travel => travel.Task)).IsCompleted)
        {
            await patience.CancelAsync();
        }

        await Task.WhenAll(travels.Select(travel => travel.Task)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await curtain.CancelAsync();
        await showing;
        await extras.CancelAsync();
        await Task.WhenAll(others).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        var counted = await Report.PrintAsync(play, CancellationToken.None);
        var lost = travels.Where(travel => !travel.Task.IsCompletedSuccessfully).ToList();
        foreach (var (name, task) in lost)
        {
            Console.WriteLine($"not at its end: {name}: {task.Exception?.GetBaseException().Message ?? "it ran out of time"}");
        }

        foreach (var other in others.Where(other => other.IsFaulted))
        {
            Console.WriteLine($"a partner stumbled: {other.Exception!.GetBaseException().Message}");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{journeys.Count} declarations filed, {counted.Sum()} released by the API's count, {lost.Count} cases not at their end."));
        foreach (var (road, _) in Roads.All.Zip(counted).Where(pair => pair.Second == 0))
        {
            Console.WriteLine($"no case took the road: {road.Title}");
        }

        return lost.Count == 0 && counted.Sum() == journeys.Count && counted.All(count => count > 0);
    }

    /// <summary>Carriers are done after the last arrival; only a fault of theirs counts.</summary>
    private static async Task Stumble(Task carriers)
    {
        await carriers;
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None);
    }

    private static async Task<TimeSpan> ReadyAsync(Doors doors)
    {
        using var answer = await doors.Http.GetAsync(Suite.ReadyPath);
        answer.EnsureSuccessStatusCode();
        return ServeVerb.StartupTime();
    }

    private static string Footing(TimeSpan wall)
    {
        using var process = Process.GetCurrentProcess();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"peak working set {process.PeakWorkingSet64 / (1024 * 1024)} MB, wall time {wall.TotalSeconds:0.0} s, processor time {process.TotalProcessorTime.TotalSeconds:0.0} s");
    }
}
