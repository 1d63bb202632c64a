using Clearance.Testing;

namespace Clearance.EndToEnd.Tests.Fleet;

/// <summary>
/// The clock of the stories: without trust in it, no story on separate processes proves anything. There is no shape to run these in: two openings of the
/// file are what two processes have, and every story of the separate shape passes days through it.
/// </summary>
public sealed class SharedClockTests : IDisposable
{
    private static readonly DateTimeOffset s_start = new(2018, 10, 23, 9, 0, 0, TimeSpan.FromHours(8));
    private readonly string _file = Path.GetTempFileName();
    private readonly SharedClock _first;
    private readonly SharedClock _second;

    public SharedClockTests() => (_first, _second) = (SharedClock.Create(_file, s_start), SharedClock.Open(_file));

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        File.Delete(_file);
    }

    [Fact]
    public void Clock_begins_where_the_test_says_and_runs_at_the_pace_of_the_machine() =>
        Assert.InRange(_second.GetUtcNow() - s_start, TimeSpan.Zero, TimeSpan.FromMinutes(1));

    [Fact]
    public async Task All_openings_show_one_time_that_never_goes_back_while_days_pass()
    {
        var passing = _first.PassAsync(TimeSpan.FromDays(5));
        var last = 0L;
        while (!passing.IsCompleted)
        {
            var (one, other) = (_first.GetTimestamp(), _second.GetTimestamp());
            Assert.InRange(one, last, other);
            last = other;
        }

        await passing;
        Assert.InRange(_second.GetUtcNow() - s_start, TimeSpan.FromDays(5), TimeSpan.FromDays(5) + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Timer_of_another_process_rings_when_its_day_has_come()
    {
        var rung = new TaskCompletionSource<DateTimeOffset>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var timer = _second.CreateTimer(_ => rung.TrySetResult(_second.GetUtcNow()), null, TimeSpan.FromDays(2), Timeout.InfiniteTimeSpan);

        await _first.PassAsync(TimeSpan.FromDays(1));
        Assert.False(rung.Task.IsCompleted);
        await _first.PassAsync(TimeSpan.FromDays(1.5));

        var time = await rung.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.True(time - s_start >= TimeSpan.FromDays(2));
    }
}
