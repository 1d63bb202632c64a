namespace Clearance.Standalone.Demo;

/// <summary>
/// The clock of the demo: it runs many times faster than the machine's while people and ships take their time, and at the
/// machine's own pace while anybody holds it. A simulator holds it from a call until it sees what follows from the call, so
/// that the time the suite itself takes counts as it is, and only waiting is shortened.
/// </summary>
internal sealed class DemoClock : TimeProvider
{
    // A timer that would fire thousands of times a second of the machine's time helps nobody.
    private static readonly TimeSpan LeastPeriod = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan MostDelay = TimeSpan.FromDays(1);

    private readonly TimeProvider machine;
    private readonly double speed;
    private readonly Lock gate = new();
    private readonly HashSet<Timer> timers = [];
    private long anchorTicks;
    private long anchorStamp;
    private double pace;
    private int holds;

    /// <summary>Starts the clock.</summary>
    /// <param name="start">What it shows at first.</param>
    /// <param name="speed">How many times faster than the machine's clock it runs while nobody holds it.</param>
    /// <param name="machine">The machine's clock.</param>
    public DemoClock(DateTimeOffset start, double speed, TimeProvider machine)
    {
        this.machine = machine;
        this.speed = pace = speed;
        anchorTicks = start.UtcTicks;
        anchorStamp = machine.GetTimestamp();
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (gate)
        {
            return TicksNow();
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(GetTimestamp(), TimeSpan.Zero);

    /// <summary>Slows the clock to the machine's pace until the last holder lets go.</summary>
    public IDisposable Hold()
    {
        lock (gate)
        {
            holds++;
            SetPace(1);
        }

        return new Holder(this);
    }

    /// <summary>Waits until the clock shows an instant.</summary>
    public Task UntilAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        var left = instant - GetUtcNow();
        return left > TimeSpan.Zero ? Task.Delay(left, this, cancellationToken) : Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private long TicksNow() => anchorTicks + (long)(machine.GetElapsedTime(anchorStamp).Ticks * pace);

    private void Release()
    {
        lock (gate)
        {
            if (--holds == 0)
            {
                SetPace(speed);
            }
        }
    }

    private void SetPace(double value)
    {
        if (pace == value)
        {
            return;
        }

        anchorTicks = TicksNow();
        anchorStamp = machine.GetTimestamp();
        pace = value;
        foreach (var timer in timers)
        {
            timer.Arm();
        }
    }

    private sealed class Holder(DemoClock clock) : IDisposable
    {
        private DemoClock? held = clock;

        public void Dispose() => Interlocked.Exchange(ref held, null)?.Release();
    }

    private sealed class Timer : ITimer
    {
        private readonly DemoClock clock;
        private readonly TimerCallback callback;
        private readonly object? state;
        private readonly ITimer alarm;
        private long due;
        private TimeSpan period;
        private long restStamp;

        public Timer(DemoClock clock, TimerCallback callback, object? state)
        {
            (this.clock, this.callback, this.state) = (clock, callback, state);
            alarm = clock.machine.CreateTimer(static timer => ((Timer)timer!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                this.period = period;
                restStamp = 0;
                if (dueTime == Timeout.InfiniteTimeSpan)
                {
                    clock.timers.Remove(this);
                    return alarm.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                }

                due = clock.TicksNow() + dueTime.Ticks;
                clock.timers.Add(this);
                return Arm();
            }
        }

        public bool Arm()
        {
            // Rounded up to the millisecond that the machine's timers know, or the alarm would ring early and again and again.
            var left = Math.Clamp((due - clock.TicksNow()) / clock.pace, 0, MostDelay.Ticks);
            var wait = TimeSpan.FromMilliseconds(Math.Ceiling(left / TimeSpan.TicksPerMillisecond));
            var rest = restStamp == 0 ? TimeSpan.Zero : LeastPeriod - clock.machine.GetElapsedTime(restStamp);
            return alarm.Change(wait > rest ? wait : rest, Timeout.InfiniteTimeSpan);
        }

        public void Dispose()
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
            }

            alarm.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Ring()
        {
            lock (clock.gate)
            {
                if (!clock.timers.Contains(this))
                {
                    return;
                }

                if (clock.TicksNow() < due)
                {
                    // The clock was slowed after the alarm was set, or the machine's timer rang a little early.
                    Arm();
                    return;
                }

                if (period > TimeSpan.Zero)
                {
                    due = clock.TicksNow() + period.Ticks;
                    restStamp = clock.machine.GetTimestamp();
                    Arm();
                }
                else
                {
                    clock.timers.Remove(this);
                }
            }

            callback(state);
        }
    }
}
