using Clearance.Engine.Storage;
using Clearance.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace Clearance.Engine.Loop;

/// <summary>
/// What the loop does unasked: deadlines, the outbox scan, deleting confirmed rows, forgetting old request ids. A timer only
/// nudges; all of it runs on the loop, so nothing of it races with a batch.
/// </summary>
internal sealed class Housekeeping(
    ServiceDefinition definition,
    IStore store,
    TimeProvider clock,
    OutboxFeed outbox,
    TimeSpan noteRetention,
    ILogger logger,
    Action nudge) : IAsyncDisposable
{
    /// <summary>How long a request id is known: the longest that a client may take to repeat a request.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(14);

    private const int LeastWakes = 10;
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);

    // Timers take no more than 49 days; what is farther off is found by the beat.
    private static readonly TimeSpan s_farthestAlarm = TimeSpan.FromDays(40);
    private static readonly TimeSpan s_pruning = TimeSpan.FromHours(1);

    private readonly HashSet<AggregateKey> _left = [];
    private long _nextDue;
    private long _nextPruning;
    private long _alarmFor = long.MaxValue;
    private bool _failed;
    private volatile bool _tick = true;
    private ITimer? _beat;
    private ITimer? _alarm;

    /// <summary>True when confirmed rows have waited for a batch in vain.</summary>
    public bool HasRowsToDelete => _tick && outbox.HasConfirmed;

    /// <summary>True when there is something to do at once.</summary>
    public bool IsDueNow => _tick || _nextDue <= Now || CanCatchUp;

    private bool CanCatchUp => outbox.CanCatchUp && !_failed;

    private long Now => Microseconds.Of(clock.GetUtcNow());

    /// <summary>Begins to nudge: every second of real time whatever the clock says, and when the nearest deadline comes by it.</summary>
    public void Start()
    {
        _beat = TimeProvider.System.CreateTimer(_ => Beat(), null, s_period, s_period);
        _alarm = clock.CreateTimer(_ => nudge(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Notes the deadlines of what was committed.</summary>
    public void Expect(Changes changes)
    {
        foreach (var change in changes.States)
        {
            _nextDue = Math.Min(_nextDue, change.Row.Due ?? long.MaxValue);
        }

        SetAlarm();
    }

    /// <summary>Adds the deadlines that have come, as far as there is room and a few more: load must not silence them.</summary>
    public async ValueTask AddDueAsync(List<Input> batch)
    {
        if (_nextDue > Now && !_tick)
        {
            return;
        }

        try
        {
            var (now, room) = (Now, Math.Max(EngineLoop.BatchLimit - batch.Count, LeastWakes));
            var due = await store.DueAsync(now, room + _left.Count, CancellationToken.None);
            var wakes = due.Where(id => !_left.Contains(id)).Select(id => new WakeInput(id)).ToList();
            batch.AddRange(wakes);

            // What is woken now sets its next deadline when it commits; the others are found by asking again.
            _nextDue = wakes.Count > 0 ? 0 : await NextAsync(now);
            SetAlarm();
        }
        catch (StoreException exception)
        {
            logger.HousekeepingFailed(exception, definition.Name);
            _nextDue = long.MaxValue;
        }
    }

    /// <summary>Leaves aggregates alone whose wake could not even be put off: their rows do not read any more.</summary>
    public void Leave(IEnumerable<AggregateKey> ids) => _left.UnionWith(ids);

    /// <summary>Scans the outbox and forgets what is old, when it is time.</summary>
    public async ValueTask RunAsync()
    {
        if (!_tick && !CanCatchUp)
        {
            return;
        }

        (_tick, _failed) = (false, false);
        try
        {
            await outbox.ScanAsync(store, CancellationToken.None);
            if (_nextPruning <= Now)
            {
                await store.PruneAsync(Now - (long)Retention.TotalMicroseconds, Now - (long)noteRetention.TotalMicroseconds, CancellationToken.None);
                _nextPruning = Now + (long)s_pruning.TotalMicroseconds;
                _left.Clear();
            }
        }
        catch (StoreException exception)
        {
            _failed = true;
            logger.HousekeepingFailed(exception, definition.Name);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_beat is not null && _alarm is not null)
        {
            await _beat.DisposeAsync();
            await _alarm.DisposeAsync();
        }
    }

    // A due time that has passed though nothing could be woken is one of those left alone: the beat asks again.
    private async ValueTask<long> NextAsync(long now) =>
        await store.NextDueAsync(CancellationToken.None) is { } next && next > now ? next : long.MaxValue;

    // One nudge at a time: a loop that waits for its store must not find its channel full of them.
    private void Beat()
    {
        if (!_tick)
        {
            _tick = true;
            nudge();
        }
    }

    private void SetAlarm()
    {
        if (_nextDue == _alarmFor)
        {
            return;
        }

        _alarmFor = _nextDue;
        var wait = _nextDue == long.MaxValue ? TimeSpan.MaxValue : TimeSpan.FromMicroseconds(Math.Max(0, _nextDue - Now));
        _alarm?.Change(wait > s_farthestAlarm ? Timeout.InfiniteTimeSpan : wait, Timeout.InfiniteTimeSpan);
    }
}
