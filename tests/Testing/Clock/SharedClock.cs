using System.Diagnostics;
using System.IO.MemoryMappedFiles;

namespace Clearance.Testing;

/// <summary>
/// A business clock that several processes share. It begins at a date of the test's choice and runs at the machine's pace, except where
/// the test lets days pass in a moment. Its state is a file that each process maps into memory; every reader computes the same
/// time from it, and the time never goes back.
/// </summary>
public sealed class SharedClock : TimeProvider, IDisposable
{
    private const int VersionAt = 0;
    private const int FromAt = 8;
    private const int ShowsAt = 16;
    private const int FastAt = 24;
    private const int Size = 32;

    // A stretch begins a moment after it is written, so that nobody has read a time of that moment yet.
    private static readonly TimeSpan s_lead = TimeSpan.FromMilliseconds(20);

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _state;

    private SharedClock(MemoryMappedFile file) => (_file, _state) = (file, file.CreateViewAccessor(0, Size));

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Makes the file of a clock, and opens it.</summary>
    public static SharedClock Create(string file, DateTimeOffset start)
    {
        File.WriteAllBytes(file, new byte[Size]);
        var clock = Open(file);
        clock.Write(new Stretch(Machine(), start.UtcTicks, 0));
        return clock;
    }

    /// <summary>Opens a clock that another process may have made.</summary>
    public static SharedClock Open(string file) => new(MemoryMappedFile.CreateFromFile(file, FileMode.Open));

    /// <inheritdoc/>
    public override long GetTimestamp() => Read().At(Machine());

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(GetTimestamp(), TimeSpan.Zero);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SharedClockTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets time pass a million times faster, in every process; one caller at a time.</summary>
    public async Task PassAsync(TimeSpan span)
    {
        var from = Machine() + s_lead.Ticks;
        var stretch = new Stretch(from, Read().At(from), (long)(span.Ticks / Stretch.Speed));
        Write(stretch);
        while (Machine() < stretch.From + stretch.Fast)
        {
            await Task.Delay(s_lead);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _state.Dispose();
        _file.Dispose();
    }

    // Counted from the start of the machine: the same in every process.
    private static long Machine() => Stopwatch.GetElapsedTime(0).Ticks;

    private void Write(Stretch stretch)
    {
        var version = _state.ReadInt64(VersionAt);
        _state.Write(VersionAt, version + 1);
        Interlocked.MemoryBarrier();
        _state.Write(FromAt, stretch.From);
        _state.Write(ShowsAt, stretch.Shows);
        _state.Write(FastAt, stretch.Fast);
        Interlocked.MemoryBarrier();
        _state.Write(VersionAt, version + 2);
    }

    /// <summary>An odd version, or another one afterwards, means that a writer was at work.</summary>
    private Stretch Read()
    {
        while (true)
        {
            var before = _state.ReadInt64(VersionAt);
            Interlocked.MemoryBarrier();
            var stretch = new Stretch(_state.ReadInt64(FromAt), _state.ReadInt64(ShowsAt), _state.ReadInt64(FastAt));
            Interlocked.MemoryBarrier();
            if (before % 2 == 0 && _state.ReadInt64(VersionAt) == before)
            {
                return stretch;
            }
        }
    }

    /// <summary>The whole course of the clock: the machine's pace, but fast for a while.</summary>
    /// <param name="From">Machine time at which the fast part begins.</param>
    /// <param name="Shows">What the clock shows then.</param>
    /// <param name="Fast">How long the fast part lasts by the machine's time.</param>
    private readonly record struct Stretch(long From, long Shows, long Fast)
    {
        /// <summary>A fortnight passes in a little more than a second.</summary>
        public const double Speed = 1_000_000;

        public long At(long machine) => machine <= From || Fast == 0
            ? Shows + (machine - From)
            : Shows + (long)(Math.Min(machine - From, Fast) * Speed) + Math.Max(0, machine - From - Fast);
    }
}
