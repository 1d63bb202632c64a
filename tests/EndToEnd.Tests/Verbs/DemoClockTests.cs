using Clearance.Standalone.Demo;
using Microsoft.Extensions.Time.Testing;

namespace Clearance.EndToEnd.Tests.Verbs;

/// <summary>The clock of the demo: fast while nobody holds it, at the machine's pace while somebody does.</summary>
public sealed class DemoClockTests
{
    private static readonly DateTimeOffset Start = new(2018, 10, 23, 0, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider machine = new();

    [Fact]
    public void Clock_runs_fast_and_slows_to_the_machines_pace_while_held()
    {
        var clock = new DemoClock(Start, 1000, machine);

        machine.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Start.AddSeconds(1000), clock.GetUtcNow());

        using (clock.Hold())
        using (clock.Hold())
        {
            machine.Advance(TimeSpan.FromSeconds(5));
            Assert.Equal(Start.AddSeconds(1005), clock.GetUtcNow());
        }

        machine.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Start.AddSeconds(2005), clock.GetUtcNow());
    }

    [Fact]
    public async Task Waiting_ends_when_the_clock_shows_the_instant_whatever_its_pace_was()
    {
        var clock = new DemoClock(Start, 1000, machine);
        var waiting = clock.UntilAsync(Start.AddSeconds(2000), CancellationToken.None);

        var hold = clock.Hold();
        machine.Advance(TimeSpan.FromSeconds(10));
        Assert.False(waiting.IsCompleted);
        hold.Dispose();
        machine.Advance(TimeSpan.FromSeconds(1.5));
        Assert.False(waiting.IsCompleted);
        machine.Advance(TimeSpan.FromSeconds(1));

        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Repeating_timer_does_not_fire_thousands_of_times_a_second()
    {
        var clock = new DemoClock(Start, 100_000, machine);
        var rings = 0;
        using var timer = clock.CreateTimer(_ => rings++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

        for (var step = 0; step < 100; step++)
        {
            machine.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.InRange(rings, 3, 6);
    }

    [Fact]
    public void Stopped_timer_stays_silent()
    {
        var clock = new DemoClock(Start, 1000, machine);
        var rings = 0;
        using var timer = clock.CreateTimer(_ => rings++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        Assert.True(timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        machine.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(0, rings);
    }
}
