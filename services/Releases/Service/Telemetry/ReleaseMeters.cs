using System.Diagnostics.Metrics;
using Clearance.Engine;
using Clearance.Engine.Telemetry;
using Clearance.Kernel;
using Clearance.Releases.Domain;

namespace Clearance.Releases.Telemetry;

/// <summary>The figures that the reform is judged by, from committed facts. Meter <see cref="Name"/>.</summary>
internal sealed class ReleaseMeters : IFactObserver<ReleasesDefinition>
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Clearance.Releases";

    // From the machine's own delay over hours to months; 8.2 h and 64.9 h are the targets of exports and imports, 12.3 h and 97.4 h their
    // baselines of 2017, so that shares within them are read off exactly.
    private static readonly double[] s_seconds =
    [
        0.1, 0.5, 1, 5, 15, 60, 300, 1_800, 3_600, 7_200, 14_400, Target(ClearanceTimes.ExportBaseline), ClearanceTimes.ExportBaseline.TotalSeconds,
        86_400, 172_800, Target(ClearanceTimes.ImportBaseline), ClearanceTimes.ImportBaseline.TotalSeconds, 604_800, 1_209_600, 2_592_000, 7_776_000,
    ];

    private static readonly string[] s_roads = [.. Enum.GetValues<Road>().Select(road => road.Upper())];
    private static readonly string[] s_directions = [.. Enum.GetValues<Direction>().Select(direction => direction.Upper())];

    private readonly Counter<long> _released;
    private readonly Histogram<double> _clearanceTime;

    public ReleaseMeters(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _released = meter.CreateCounter<long>("clearance.declarations.released", "{declaration}", "Declarations whose goods were released.");
        _clearanceTime = meter.CreateHistogram(
            "clearance.declarations.clearance_time",
            "s",
            "Arrival of the goods to release; 0 where the release came with the arrival.",
            null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = s_seconds });
    }

    /// <inheritdoc/>
    public void Committed(IFact fact)
    {
        if (fact is not GoodsReleased released)
        {
            return;
        }

        var road = new KeyValuePair<string, object?>("clearance.road", s_roads[(int)released.Road]);
        var direction = new KeyValuePair<string, object?>("clearance.direction", s_directions[(int)released.Direction]);
        var mode = new KeyValuePair<string, object?>("clearance.transport_mode", released.TransportMode);
        _released.Add(1, road, direction, mode);
        _clearanceTime.Record(released.ClearanceTime.TotalSeconds, road, direction, mode);
    }

    /// <summary>Declarations that wait, by condition. One that waits for two conditions counts under each.</summary>
    public static AskedGauge Waiting(IServiceProvider services)
    {
        var (reader, cases) = (services.GetRequiredService<IReader<ReleasesDefinition>>(), services.GetRequiredService<ReleasesDefinition>().Cases);
        return new AskedGauge(
            services.GetRequiredService<IMeterFactory>().Create(Name),
            "clearance.declarations.waiting",
            "{declaration}",
            "Declarations that are not released, by the condition that they wait for.",
            async cancellationToken =>
            {
                var counts = Enum.GetValues<ConditionKind>().ToDictionary(kind => kind.Upper(), _ => 0L, StringComparer.Ordinal);
                foreach (var state in new[] { CaseState.Open, CaseState.Held })
                {
                    foreach (var (kinds, count) in await reader.CountAsync(cases, "waiting_for", Filter.Is("status", state.Upper()), cancellationToken))
                    {
                        Array.ForEach(kinds.Split(' '), kind => counts[kind] += count);
                    }
                }

                return [.. counts.Select(pair => new Measurement<long>(pair.Value, new KeyValuePair<string, object?>("clearance.condition", pair.Key)))];
            },
            services.GetRequiredService<ILogger<AskedGauge>>());
    }

    private static double Target(TimeSpan baseline) => ClearanceTimes.Target(baseline).TotalSeconds;
}
