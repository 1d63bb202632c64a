using System.Collections.Concurrent;
using System.Globalization;
using Clearance.Contracts.Declaration.V1;
using Clearance.Kernel;
using Spectre.Console;

namespace Clearance.Standalone.Demo;

/// <summary>Shows where the declarations stand while they move: a live table, or plain lines where there is no terminal. It reads what the API lists.</summary>
internal sealed class Board(Func<Play> play, IReadOnlyList<Journey> journeys)
{
    private const int Lines = 8;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(300);
    private static readonly string[] Stages = ["to file", "accepted", "tax due", "control", "on the way", "released", "closed"];

    private readonly ConcurrentQueue<string> said = new();
    private readonly bool live = AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected;

    /// <summary>Takes a line of the play.</summary>
    public void Say(string line)
    {
        if (!live)
        {
            Console.WriteLine(line);
            return;
        }

        said.Enqueue(line);
        while (said.Count > Lines)
        {
            said.TryDequeue(out _);
        }
    }

    /// <summary>Shows until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (live)
        {
            await AnsiConsole.Live(new Table()).StartAsync(async context =>
            {
                await LoopAsync(counts => context.UpdateTarget(Picture(counts)), cancellationToken);
            });
        }
        else
        {
            var last = string.Empty;
            await LoopAsync(
                counts =>
                {
                    var line = string.Join("  ", Stages.Select((stage, at) => string.Create(CultureInfo.InvariantCulture, $"{stage} {counts.Values.Sum(road => road[at])}")));
                    if (line != last)
                    {
                        Console.WriteLine($"                  -- {last = line}");
                    }
                },
                cancellationToken);
        }
    }

    private async Task LoopAsync(Action<IReadOnlyDictionary<DemoRoad, int[]>> show, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                show(await CountAsync(cancellationToken));
                await Task.Delay(Interval, TimeProvider.System, cancellationToken);
            }
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            show(await CountAsync(CancellationToken.None));
        }
    }

    private async Task<IReadOnlyDictionary<DemoRoad, int[]>> CountAsync(CancellationToken cancellationToken)
    {
        var counts = Roads.All.ToDictionary(road => road, _ => new int[Stages.Length]);
        var list = await play().Cast.Operator.Declarations.ListDeclarationsAsync(new ListDeclarationsRequest { PageSize = 200 }, cancellationToken: cancellationToken);
        var byName = list.Declarations.ToDictionary(declaration => declaration.Name, StringComparer.Ordinal);
        foreach (var journey in journeys)
        {
            counts[journey.Road][journey.Declaration is { } name && byName.TryGetValue(name, out var declaration) ? StageOf(declaration) : 0]++;
        }

        return counts;
    }

    private static int StageOf(Declaration declaration) => declaration switch
    {
        { State: Declaration.Types.State.Closed } => 6,
        { Release: not null } => 5,
        { Control: { Passed: false, Lane: ControlSummary.Types.Lane.Inspection or ControlSummary.Types.Lane.DocumentReview }, ArrivalTime: not null } => 3,
        { Tax.State: TaxSummary.Types.State.Assessed, SecuritySummary: null or { State: not SecuritySummary.Types.State.Secured } } => 2,
        { Control: { Passed: false, Lane: ControlSummary.Types.Lane.DocumentReview } } => 3,
        { Tax: not null, ArrivalTime: null } => 4,
        _ => 1,
    };

    private Table Picture(IReadOnlyDictionary<DemoRoad, int[]> counts)
    {
        var table = new Table().Title(string.Create(CultureInfo.InvariantCulture, $"{play().Clock.GetUtcNow().ToOffset(CustomsTime.Offset):dddd yyyy-MM-dd HH:mm}")).Border(TableBorder.Rounded);
        table.AddColumn("road");
        foreach (var stage in Stages)
        {
            table.AddColumn(new TableColumn(stage).RightAligned());
        }

        foreach (var (road, row) in counts)
        {
            table.AddRow([Markup.Escape(road.Title), .. row.Select(count => count == 0 ? "[grey]·[/]" : count.ToString(CultureInfo.InvariantCulture))]);
        }

        return table.Caption(Markup.Escape(string.Join('\n', said)));
    }
}
