using System.Diagnostics.Metrics;
using Clearance.Kernel;

namespace Clearance.Engine.Telemetry;

/// <summary>What one loop counts. Meter <see cref="EngineTrace.Name"/>, every instrument tagged with <see cref="ServiceTag"/>.</summary>
internal sealed class EngineMeters
{
    /// <summary>Tag with the name of the service: one process may run several.</summary>
    public const string ServiceTag = "clearance.service";

    private const string KindTag = "clearance.refusal.kind";
    private static readonly string[] s_kinds = [.. Enum.GetNames<RefusalKind>().Select(name => name.ToLowerInvariant())];

    // A batch of 100 takes some 10 ms on a quiet machine; a second means a store in trouble.
    private static readonly double[] s_seconds = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];
    private static readonly int[] s_sizes = [1, 2, 5, 10, 20, 50, 75, 100];

    private readonly KeyValuePair<string, object?> _service;
    private readonly Histogram<int> _batchSize;
    private readonly Histogram<double> _batchDuration;
    private readonly Counter<long> _commands;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _events;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _deadLetters;
    private readonly Counter<long> _overloads;

    public EngineMeters(IMeterFactory factory, string service, Func<double> outboxAge, Func<int> queueDepth)
    {
        _service = new KeyValuePair<string, object?>(ServiceTag, service);
        var meter = factory.Create(EngineTrace.Name);
        _batchSize = meter.CreateHistogram(
            "clearance.engine.batch.size", "{message}", "Messages in a batch.", null, new InstrumentAdvice<int> { HistogramBucketBoundaries = s_sizes });
        _batchDuration = meter.CreateHistogram(
            "clearance.engine.batch.duration", "s", "From taking a batch to having answered it.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = s_seconds });
        _commands = meter.CreateCounter<long>("clearance.engine.commands", "{command}", "Commands answered, refusals included.");
        _refused = meter.CreateCounter<long>("clearance.engine.commands.refused", "{command}", "Commands refused by a rule, by kind of refusal.");
        _events = meter.CreateCounter<long>("clearance.engine.events", "{event}", "Events taken in.");
        _duplicates = meter.CreateCounter<long>("clearance.engine.events.duplicate", "{event}", "Events that were delivered again and known already.");
        _deadLetters = meter.CreateCounter<long>("clearance.engine.dead_letters", "{event}", "Events that could not be taken in.");
        _overloads = meter.CreateCounter<long>("clearance.engine.overloads", "{command}", "Commands refused as too many waited.");
        meter.CreateObservableGauge("clearance.engine.outbox.age", () => Measured(outboxAge()), "s", "Age of the oldest event that is not confirmed.");
        meter.CreateObservableGauge("clearance.engine.queue.depth", () => Measured(queueDepth()), "{message}", "Messages that wait for the loop.");
    }

    public void Batch(int size, TimeSpan duration)
    {
        _batchSize.Record(size, _service);
        _batchDuration.Record(duration.TotalSeconds, _service);
    }

    public void Command(RefusalKind? refused)
    {
        _commands.Add(1, _service);
        if (refused is { } kind)
        {
            _refused.Add(1, _service, new KeyValuePair<string, object?>(KindTag, s_kinds[(int)kind]));
        }
    }

    public void Fact() => _events.Add(1, _service);

    public void Duplicate() => _duplicates.Add(1, _service);

    public void DeadLetter() => _deadLetters.Add(1, _service);

    public void Overload() => _overloads.Add(1, _service);

    private Measurement<T> Measured<T>(T value)
        where T : struct => new(value, _service);
}
