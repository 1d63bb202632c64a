using Clearance.Engine.Tests.Bank;
using Clearance.Kernel;
using Microsoft.Extensions.Time.Testing;

namespace Clearance.Engine.Tests;

public abstract class DeadlineTests(Provider provider) : EngineTests(provider)
{
    private static readonly DateTimeOffset s_start = new(2018, 10, 23, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task An_aggregate_is_woken_when_its_time_has_come_and_not_before()
    {
        var clock = new FakeTimeProvider(s_start);
        await using var app = await StartAsync(clock: clock);
        await app.SendAsync("a", new Open("anna"));
        await app.SendAsync("a", new Remind(s_start.AddHours(1)));

        clock.Advance(TimeSpan.FromMinutes(59));
        await app.SendAsync("a", new Deposit(1));
        Assert.Equal(0, (await app.AccountAsync("a"))!.Rings);
        clock.Advance(TimeSpan.FromMinutes(1));

        await Probe.UntilAsync(() => app.AccountAsync("a"), account => account!.Rings == 1);
        var journal = await app.Accounts.JournalAsync(Ledgers.Accounts, "a", CancellationToken.None);
        Assert.Equal((Actor.System, s_start.AddHours(1)), (journal[^1].Occasion.Actor, journal[^1].Occasion.Time));
        Assert.Equal(2, await app.SendAsync("a", new Deposit(1)));
    }

    [Fact]
    public async Task Deadlines_that_passed_while_nothing_ran_are_met_at_the_next_start()
    {
        var clock = new FakeTimeProvider(s_start);
        var place = await NewPlaceAsync();
        await using (var app = await StartAsync(place, clock))
        {
            foreach (var key in Enumerable.Range(0, 250).Select(i => $"k{i:000}"))
            {
                await app.SendAsync(key, new Open("x"));
                await app.SendAsync(key, new Remind(s_start.AddHours(1)));
            }
        }

        clock.Advance(TimeSpan.FromHours(2));
        await using var again = await StartAsync(place, clock);

        await Probe.UntilAsync(() => again.Count("bank", """select count(*) from account where state like '%"rings":1}'"""), count => count == 250);
    }

    [Fact]
    public async Task A_wake_that_leaves_its_time_where_it_was_is_put_off_by_an_hour()
    {
        var clock = new FakeTimeProvider(s_start);
        await using var app = await StartAsync(clock: clock);
        await app.SendAsync("a", new Open("sleeper"));
        await app.SendAsync("a", new Remind(s_start.AddMinutes(1)));

        clock.Advance(TimeSpan.FromMinutes(1));

        var due = await Probe.UntilAsync(
            () => app.Count("bank", "select due from account"), due => due != Microseconds.Of(s_start.AddMinutes(1)));
        Assert.Equal(Microseconds.Of(s_start.AddMinutes(61)), due);
        Assert.Equal(5, await app.SendAsync("a", new Deposit(5)));
    }

    [Fact]
    public async Task A_clock_that_runs_faster_than_its_timers_is_followed()
    {
        var clock = new FastClock(s_start);
        await using var app = await StartAsync(clock: clock);
        await app.SendAsync("a", new Open("anna"));

        await app.SendAsync("a", new Remind(clock.GetUtcNow().AddDays(1)));

        await Probe.UntilAsync(() => app.AccountAsync("a"), account => account!.Rings == 1);
    }

    /// <summary>A day passes in a second; timers stay those of the system.</summary>
    private sealed class FastClock(DateTimeOffset start) : TimeProvider
    {
        private readonly long _begin = System.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => start + (System.GetElapsedTime(_begin) * 86_400);
    }
}

public sealed class SqliteDeadlineTests() : DeadlineTests(Provider.Sqlite);

[Trait("Needs", "servers")]
public sealed class PostgreSqlDeadlineTests() : DeadlineTests(Provider.PostgreSql);
