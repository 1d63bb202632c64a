namespace Clearance.Standalone.Bench;

/// <summary><c>bench</c>: how fast the suite is and what a clearance costs, by process.</summary>
internal static class BenchVerb
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    /// <summary>Measures each shape that was asked for.</summary>
    /// <returns>0 when every effect was right; 1 when not, and then no figure is told.</returns>
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var options = BenchOptions.Read(arguments);
        if (!OperatingSystem.IsLinux())
        {
            throw new UsageException("A bench counts processor time by /proc: it runs on Linux.");
        }

        using var patience = new CancellationTokenSource(Patience);
        var figures = new List<BenchFigures>();
        foreach (var shape in options.Shapes)
        {
            if (await BenchScreen.ShowAsync(shape, say => MeasureAsync(shape, options, say, patience.Token)) is not { } found)
            {
                return 1;
            }

            figures.Add(found);
            BenchScreen.Print(found);
        }

        if (options.Json is { } file)
        {
            await File.WriteAllLinesAsync(file, figures.Select(found => found.ToJson()));
        }

        return 0;
    }

    private static async Task<BenchFigures?> MeasureAsync(string shape, BenchOptions options, Action<string> say, CancellationToken cancellationToken)
    {
        say("starting");
        await using IBenchTarget target = shape == "separate"
            ? await SeparateTarget.StartAsync(options, say, cancellationToken)
            : await StandaloneTarget.StartAsync(cancellationToken);
        var run = new BenchRun(target, options, say);
        var saturated = await run.RunAsync(cancellationToken);
        say("checking the effects");
        var wrong = await new EffectsCheck(target).RunAsync(run.Lodged, cancellationToken);
        if (wrong.Count > 0)
        {
            await Console.Error.WriteLineAsync($"{shape}: effects are wrong, so there are no figures.{Environment.NewLine}  {string.Join($"{Environment.NewLine}  ", wrong)}");
            return null;
        }

        var written = await WrittenRows.CountAsync(target, run.Lodged, cancellationToken);
        await target.StopAsync();
        say("writing the same rows straight to the database");
        var bound = await target.BoundAsync(written, Math.Min(options.Seconds, 5), cancellationToken);
        return new BenchFigures(shape, options, saturated, run.Timings, saturated.Rate / 2, run.Lodged, run.Feed, written, bound);
    }
}
