using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Clearance.Engine.Telemetry;

/// <summary>What one loop counts. Meter <see cref="EngineTrace.Name"/>, every instrument tagged with <c>service</c>.</summary>
internal sealed class EngineMeters
{
    private readonly TagList _tags;
    private readonly Counter<long> _batches;
    private readonly Histogram<int> _batchSize;
    private readonly Counter<long> _commands;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _facts;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _deadLetters;
    private readonly Counter<long> _overloads;

    public EngineMeters(IMeterFactory factory, string service, Func<double> outboxAge)
    {
        _tags = new TagList { { "service", service } };
        var meter = factory.Create(EngineTrace.Name);
        _batches = meter.CreateCounter<long>("clearance.engine.batches", description: "Batches committed.");
        _batchSize = meter.CreateHistogram<int>("clearance.engine.batch_size", description: "Messages in a batch.");
        _commands = meter.CreateCounter<long>("clearance.engine.commands", description: "Commands answered.");
        _refused = meter.CreateCounter<long>("clearance.engine.refused", description: "Commands refused.");
        _facts = meter.CreateCounter<long>("clearance.engine.facts", description: "Events taken in.");
        _duplicates = meter.CreateCounter<long>("clearance.engine.duplicates", description: "Events that were known already.");
        _deadLetters = meter.CreateCounter<long>("clearance.engine.dead_letters", description: "Events that could not be taken in.");
        _overloads = meter.CreateCounter<long>("clearance.engine.overloads", description: "Commands refused as too many waited.");
        meter.CreateObservableGauge(
            "clearance.engine.outbox_age",
            () => new Measurement<double>(outboxAge(), new KeyValuePair<string, object?>("service", service)),
            "s",
            "Age of the oldest event that is not confirmed.");
    }

    public void Batch(int size)
    {
        _batches.Add(1, _tags);
        _batchSize.Record(size, _tags);
    }

    public void Command(bool refused)
    {
        _commands.Add(1, _tags);
        if (refused)
        {
            _refused.Add(1, _tags);
        }
    }

    public void Fact() => _facts.Add(1, _tags);

    public void Duplicate() => _duplicates.Add(1, _tags);

    public void DeadLetter() => _deadLetters.Add(1, _tags);

    public void Overload() => _overloads.Add(1, _tags);
}
