using Clearance.Standalone.Bench.Load;
using Clearance.Standalone.Bench.Measure;

namespace Clearance.Standalone.Bench;

/// <summary>What was measured while the suite was saturated.</summary>
/// <param name="Seconds">Length of the window.</param>
/// <param name="Released">Declarations released in it.</param>
/// <param name="Cpu">Milliseconds of processor time by group; null for one that cannot be measured.</param>
/// <param name="LoadCpu">Of the load generator, apart.</param>
/// <param name="OtherCores">Cores that anybody else used meanwhile.</param>
internal sealed record Saturation(double Seconds, long Released, IReadOnlyDictionary<string, double?> Cpu, double LoadCpu, double OtherCores)
{
    /// <summary>Clearances a second.</summary>
    public double Rate => Released / Seconds;
}

/// <summary>One run against one shape: prepare, warm up, saturate, half of it by the clock, drain.</summary>
internal sealed class BenchRun(IBenchTarget target, BenchOptions options, Action<string> say)
{
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly Timings timings = new();
    private readonly News news = new();
    private int planned;

    /// <summary>Declarations lodged in all.</summary>
    public int Lodged { get; private set; }

    /// <summary>How the partners heard.</summary>
    public string Feed { get; private set; } = string.Empty;

    /// <summary>What was measured at half of the rate.</summary>
    public Timings Timings => timings;

    /// <summary>Runs all of it.</summary>
    public async Task<Saturation> RunAsync(CancellationToken cancellationToken)
    {
        using var town = new Town(target.Doors, target.KeyFolder);
        say($"registering {Town.Firms} firms, their banks and policies");
        await town.PrepareAsync(cancellationToken);

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var desks = new Desks(town, news);
        var traveller = new Traveller(town, desks, news, timings);
        var feed = target.FeedOf(town.Operator);
        Feed = feed.Description;
        var others = Task.WhenAll(desks.RunAsync(over.Token), feed.RunAsync(news, over.Token));
        var saturation = await Guarded(SaturateAsync(traveller, over.Token), others);
        timings.Clear();
        await Guarded(PaceAsync(traveller, saturation.Rate / 2, over.Token), others);
        Lodged = traveller.Lodged;
        await over.CancelAsync();
        await others.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return saturation;
    }

    /// <summary>A desk that stumbles would leave the trips waiting: its fault is the one to show.</summary>
    private static async Task<T> Guarded<T>(Task<T> work, Task others)
    {
        if (await Task.WhenAny(work, others) == others)
        {
            await others;
        }

        return await work;
    }

    private async Task<Saturation> SaturateAsync(Traveller traveller, CancellationToken cancellationToken)
    {
        using var enough = new CancellationTokenSource();
        var workers = Enumerable.Range(0, options.InFlight).Select(_ => Task.Run(
            async () =>
            {
                while (!enough.IsCancellationRequested)
                {
                    await traveller.TravelAsync(Interlocked.Increment(ref planned), options.Seed, null, cancellationToken);
                }
            },
            cancellationToken)).ToArray();
        var first = Task.WhenAny(workers);
        await WatchAsync("warm-up", first, LongestWarmUp, () => news.Released >= options.WarmUp, cancellationToken);
        var before = Reading.Take(target.Processes, news.Released);
        await WatchAsync("saturated", first, TimeSpan.FromSeconds(options.Seconds), () => false, cancellationToken);
        var saturation = Reading.Take(target.Processes, news.Released).Since(before);
        await target.LookAsync(cancellationToken);
        await enough.CancelAsync();
        await Task.WhenAll(workers);
        return saturation;
    }

    // Sent by the clock, whatever has become of those before: a slow answer does not make the next caller wait.
    private async Task<int> PaceAsync(Traveller traveller, double rate, CancellationToken cancellationToken)
    {
        var (begin, count) = (TimeProvider.System.GetTimestamp(), (int)Math.Max(1, rate * options.Seconds));
        var trips = new List<Task>(count);
        var told = begin;
        for (var sent = 0; sent < count;)
        {
            var due = Math.Min(count, (int)(TimeProvider.System.GetElapsedTime(begin).TotalSeconds * rate) + 1);
            for (; sent < due; sent++)
            {
                var at = begin + (long)(sent / rate * TimeProvider.System.TimestampFrequency);
                trips.Add(traveller.TravelAsync(Interlocked.Increment(ref planned), options.Seed, at, cancellationToken));
            }

            if (TimeProvider.System.GetElapsedTime(told) > Tick)
            {
                told = TimeProvider.System.GetTimestamp();
                say(FormattableString.Invariant($"half of it: {sent} of {count} sent, {news.Released} released"));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, cancellationToken);
        }

        await Task.WhenAll(trips).WaitAsync(LongestDrain, cancellationToken);
        return count;
    }

    private async Task WatchAsync(string phase, Task<Task> first, TimeSpan longest, Func<bool> done, CancellationToken cancellationToken)
    {
        var (begin, last) = (TimeProvider.System.GetTimestamp(), news.Released);
        while (!done() && TimeProvider.System.GetElapsedTime(begin) is var spent && spent < longest)
        {
            var rest = longest - spent;
            await Task.WhenAny(first, Task.Delay(rest < Tick ? rest : Tick, TimeProvider.System, cancellationToken));
            if (first.IsCompleted)
            {
                await await first;
            }

            var now = news.Released;
            say(FormattableString.Invariant($"{phase}: {now} released, {now - last} in the last second"));
            last = now;
        }
    }
}
