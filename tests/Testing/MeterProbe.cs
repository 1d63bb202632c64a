using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Clearance.Testing;

/// <summary>
/// Knows every instrument of the process, and hears those of the meters named <c>Clearance.*</c> as an exporter does. Start it before the host: what is asked of a database
/// is asked only while somebody listens. Other tests measure at the same time, so readings name the factory of their host.
/// </summary>
public sealed class MeterProbe : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentBag<Reading> _readings = [];
    private readonly ConcurrentDictionary<(string Meter, string Instrument), Instrument> _instruments = [];

    /// <summary>Starts to listen.</summary>
    public MeterProbe()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            _instruments[(instrument.Meter.Name, instrument.Name)] = instrument;
            if (instrument.Meter.Name.StartsWith("Clearance.", StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Every instrument that was published so far.</summary>
    public IReadOnlyCollection<Instrument> Instruments => [.. _instruments.Values];

    /// <summary>What was counted in all, with tags that hold the text <paramref name="tag"/>.</summary>
    public double Sum(IMeterFactory host, string instrument, string tag = "") =>
        _readings.Where(reading => reading.Fits(host, instrument, tag)).Sum(reading => reading.Value);

    /// <summary>Values that were recorded, with tags that hold the text.</summary>
    public IReadOnlyList<double> Values(IMeterFactory host, string instrument, string tag = "") =>
        [.. _readings.Where(reading => reading.Fits(host, instrument, tag)).Select(reading => reading.Value)];

    /// <summary>What a gauge says now; null when it says nothing.</summary>
    public double? Gauge(IMeterFactory host, string instrument, string tag = "")
    {
        var before = _readings.Count(reading => reading.Fits(host, instrument, tag));
        _listener.RecordObservableInstruments();
        var all = _readings.Where(reading => reading.Fits(host, instrument, tag)).OrderBy(reading => reading.Order).ToArray();
        return all.Length > before ? all[^1].Value : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
        _readings.Add(new Reading(instrument.Meter.Scope, instrument.Name, text, value, _readings.Count));
    }

    private sealed record Reading(object? Host, string Instrument, string Tags, double Value, int Order)
    {
        public bool Fits(IMeterFactory host, string instrument, string tag) =>
            ReferenceEquals(Host, host) && Instrument == instrument && Tags.Contains(tag, StringComparison.Ordinal);
    }
}
