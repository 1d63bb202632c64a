namespace Clearance.Standalone.Bench.Measure;

/// <summary>Durations of one kind, kept whole: a bounded run has thousands, not millions.</summary>
internal sealed class Samples
{
    private readonly Lock gate = new();
    private readonly List<long> ticks = [];

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return ticks.Count;
            }
        }
    }

    /// <summary>Adds a difference of timestamps.</summary>
    public void Add(long difference)
    {
        lock (gate)
        {
            ticks.Add(difference);
        }
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        lock (gate)
        {
            ticks.Clear();
        }
    }

    /// <summary>The value in milliseconds below which a share of them lies; null when there are none.</summary>
    public double? Percentile(double share)
    {
        lock (gate)
        {
            if (ticks.Count == 0)
            {
                return null;
            }

            ticks.Sort();
            var place = (int)Math.Ceiling(share * ticks.Count) - 1;
            return ticks[Math.Clamp(place, 0, ticks.Count - 1)] * 1000.0 / TimeProvider.System.TimestampFrequency;
        }
    }
}

/// <summary>The durations that a run measures.</summary>
internal sealed class Timings
{
    /// <summary>From the submission to its answer.</summary>
    public Samples Receipt { get; } = new();

    /// <summary>From the submission to the news of the release.</summary>
    public Samples Release { get; } = new();

    /// <summary>From the report of the arrival to the news of the release, where the arrival is the last condition.</summary>
    public Samples Arrival { get; } = new();

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        Receipt.Clear();
        Release.Clear();
        Arrival.Clear();
    }
}
