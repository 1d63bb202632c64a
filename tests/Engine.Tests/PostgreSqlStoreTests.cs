using System.Collections.Concurrent;
using Clearance.Engine.Storage;
using Clearance.Engine.Tests.Bank;
using Clearance.Kernel;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Clearance.Engine.Tests;

/// <summary>What only a server can do to the engine: end its connections, not be there, answer a commit to nobody.</summary>
[Trait("Needs", "servers")]
public sealed class PostgreSqlStoreTests() : EngineTests(Provider.PostgreSql)
{
    private const string EndConnections =
        "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";

    [Fact]
    public async Task Connections_that_end_under_the_loop_lose_nothing_and_repeat_nothing()
    {
        await using var app = await StartAsync();
        await app.SendAsync("a", new Open("anna"));
        var sent = 0;
        var sending = Enumerable.Range(0, 8).Select(sender => Task.Run(async () =>
        {
            for (var i = 0; i < 60; i++)
            {
                // Half of them have no request id: nothing but the journal tells whether such a commit has happened.
                var id = sender % 2 == 0 ? null : new Guid(sender, (short)i, 0, new byte[8]).ToString("D");
                await app.SendAsync("a", new Deposit(1), BankApp.By("t", id, "one"));
                Interlocked.Increment(ref sent);
            }
        })).ToArray();

        var ended = 0L;
        for (var seen = 0; !Array.TrueForAll(sending, task => task.IsCompleted); seen = Volatile.Read(ref sent))
        {
            ended += app.Count("bank", EndConnections) + app.Count("audit", EndConnections);
            await Probe.UntilAsync(() => Volatile.Read(ref sent), now => now > seen || sending.Any(task => task.IsCompleted));
        }

        await Task.WhenAll(sending);
        Assert.True(ended > 10, $"Only {ended} connections were ended.");
        Assert.Equal(480, (await app.AccountAsync("a"))!.Balance);
        var tally = await Probe.UntilAsync(() => app.TallyAsync("anna"), tally => tally?.Count >= 480);
        Assert.Equal(480, tally!.Sum);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_commit_whose_answer_is_lost_is_looked_up_and_redone_only_when_it_did_not_happen(bool happened)
    {
        var loss = new Loss(happened, changes => changes.Journal is [{ Version: 2 }]);
        await using var app = await StartAsync(services: loss.Decorate<BankDefinition>);
        await app.SendAsync("a", new Open("anna"));

        Assert.Equal(5, await app.SendAsync("a", new Deposit(5)));

        Assert.True(loss.IsOver);
        Assert.Equal(2, (await app.Accounts.JournalAsync(Ledgers.Accounts, "a", CancellationToken.None)).Count);
        Assert.Equal(2, app.Count("bank", "select count(*) from posting"));
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, null)]
    [InlineData(true, "5e0a3f2e-8a4f-4a55-8a2f-9a1f7c1d2b3c")]
    [InlineData(false, "5e0a3f2e-8a4f-4a55-8a2f-9a1f7c1d2b3c")]
    public async Task A_commit_that_left_nothing_to_tell_by_is_redone_only_for_what_is_recognised(bool happened, string? requestId)
    {
        var loss = new Loss(happened, changes => changes.States.Count > 0);
        await using var app = await StartAsync(services: loss.Decorate<AuditDefinition>);

        var sum = app.Services.GetRequiredService<IEngine<AuditDefinition>>().SendAsync(
            Ledgers.Tallies,
            "anna",
            new Heard("anna", 5),
            BankApp.By("t", requestId, "x"),
            tally => new Int64Value { Value = tally.Sum },
            CancellationToken.None);

        if (requestId is null)
        {
            Assert.Equal("OUTCOME_UNKNOWN", (await Assert.ThrowsAsync<RefusedException>(() => sum)).Refusal.Reason);
        }
        else
        {
            Assert.Equal(5, (await sum).Value);
        }

        var stored = (await app.TallyAsync("anna"))?.Sum;
        Assert.Equal(happened || requestId is not null ? 5 : null, stored);
    }

    [Fact]
    public async Task Callers_are_told_that_the_database_is_away_and_find_it_when_it_is_back()
    {
        await using var app = await StartAsync();
        await app.SendAsync("a", new Open("anna"));
        var (place, name) = (app.Place, NameOf(app.Place, "bank"));

        place.Execute("audit", $"alter database {name} with allow_connections false");
        place.Execute("audit", $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'");

        Assert.Equal("STORE_UNAVAILABLE", await app.RefusalOf("a", new Deposit(1)));
        foreach (var read in new Func<Task>[]
        {
            () => app.AccountAsync("a"),
            () => app.Accounts.ListAsync(Ledgers.Accounts, new ListQuery(0, string.Empty), CancellationToken.None),
            () => app.Accounts.JournalAsync(Ledgers.Accounts, "a", CancellationToken.None),
        })
        {
            Assert.Equal("STORE_UNAVAILABLE", (await Assert.ThrowsAsync<RefusedException>(read)).Refusal.Reason);
        }

        place.Execute("audit", $"alter database {name} with allow_connections true");
        Assert.Equal(1, await app.SendAsync("a", new Deposit(1)));
        Assert.Single((await app.Accounts.ListAsync(Ledgers.Accounts, new ListQuery(0, string.Empty), CancellationToken.None)).Rows);
    }

    [Fact]
    public async Task A_database_that_comes_later_is_waited_for()
    {
        var place = await NewPlaceAsync();
        var (name, hidden) = (NameOf(place, "bank"), NameOf(place, "hidden"));
        place.Execute("audit", $"alter database {name} rename to {hidden}");

        var said = new Listener();
        var starting = StartAsync(place, services: said.Attach);
        await Probe.UntilAsync(() => said.Lines.ToArray(), lines => Array.Exists(lines, line => line.StartsWith("bank waits for its database", StringComparison.Ordinal)));
        place.Execute("audit", $"alter database {hidden} rename to {name}");

        await using var app = await starting;
        Assert.Equal(0, await app.SendAsync("a", new Open("anna")));
    }

    [Fact]
    public async Task Instances_that_start_at_once_migrate_one_after_the_other()
    {
        var place = await NewPlaceAsync();

        var apps = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => StartAsync(place))));

        Assert.Equal(place.Count("bank", "select count(distinct \"MigrationId\") from \"__EFMigrationsHistory\""), place.Count("bank", "select count(*) from \"__EFMigrationsHistory\""));
        foreach (var app in apps)
        {
            await app.DisposeAsync();
        }
    }

    private static string NameOf(Place place, string service) => new NpgsqlConnectionStringBuilder(place.Connect(service).ConnectionString).Database!;

    /// <summary>Hears what is logged.</summary>
    private sealed class Listener : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public void Attach(IServiceCollection services) => services
            .AddSingleton<ILoggerProvider>(this)
            .Configure<LoggerFilterOptions>(options => options.MinLevel = LogLevel.Warning);

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }

    /// <summary>Loses the answer to one commit, which has happened or not.</summary>
    private sealed class Loss(bool happened, Func<Changes, bool> chosen)
    {
        public bool IsOver { get; private set; }

        public void Decorate<TService>(IServiceCollection services)
            where TService : ServiceDefinition => FaultyDatabase<TService>.Decorate(
                services, changes => happened ? null : At(changes), changes => happened ? At(changes) : null);

        private StoreException? At(Changes changes)
        {
            if (IsOver || !chosen(changes))
            {
                return null;
            }

            IsOver = true;
            return new StoreException(StoreFailure.Unknown, "lost");
        }
    }
}
