namespace Clearance.Testing;

/// <summary>A timer that looks at the shared clock every few milliseconds: nobody tells a process that days have passed.</summary>
internal sealed class SharedClockTimer : ITimer
{
    private static readonly TimeSpan s_glance = TimeSpan.FromMilliseconds(15);
    private readonly Lock _gate = new();
    private readonly SharedClock _clock;
    private readonly TimerCallback _callback;
    private readonly object? _state;
    private readonly ITimer _glances;
    private long? _due;
    private TimeSpan _period;

    public SharedClockTimer(SharedClock clock, TimerCallback callback, object? state)
    {
        (_clock, _callback, _state) = (clock, callback, state);
        _glances = TimeProvider.System.CreateTimer(_ => Glance(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _period = period;
            _due = dueTime == Timeout.InfiniteTimeSpan ? null : _clock.GetTimestamp() + dueTime.Ticks;
            return _due is null ? _glances.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) : _glances.Change(TimeSpan.Zero, s_glance);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _due = null;
        }

        _glances.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Glance()
    {
        lock (_gate)
        {
            if (_due is null || _clock.GetTimestamp() < _due)
            {
                return;
            }

            _due = _period > TimeSpan.Zero ? _clock.GetTimestamp() + _period.Ticks : null;
            if (_due is null)
            {
                _glances.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }

        _callback(_state);
    }
}
