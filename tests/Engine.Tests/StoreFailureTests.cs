using Clearance.Engine.Storage;
using Clearance.Engine.Tests.Bank;
using Clearance.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Clearance.Engine.Tests;

public abstract class StoreFailureTests(Provider provider) : EngineTests(provider)
{
    [Fact]
    public async Task A_store_that_is_busy_for_a_while_is_blamed_on_nobody()
    {
        var failures = 3;
        await using var app = await StartAsync(services: services => FaultyDatabase<BankDefinition>.Decorate(
            services, changes => changes.States.Count > 0 && failures-- > 0 ? new StoreException(StoreFailure.Transient, "busy") : null));

        await app.SendAsync("a", new Open("anna"));

        Assert.Equal(4, await app.SendAsync("a", new Deposit(4)));
        Assert.True(failures < 0);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_fails_its_callers_while_deliveries_wait_for_it()
    {
        var down = true;
        await using var app = await StartAsync(services: services =>
        {
            FaultyDatabase<BankDefinition>.Decorate(services, Fail);
            FaultyDatabase<AuditDefinition>.Decorate(services, Fail);
        });
        var heard = app.HearAsync("anna:5", Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));

        Assert.Equal("STORE_UNAVAILABLE", await app.RefusalOf("a", new Open("anna")));
        Assert.False(heard.IsCompleted);
        down = false;
        await heard;

        Assert.Equal(5, (await app.TallyAsync("anna"))!.Sum);
        Assert.Equal(0, app.Count("audit", "select count(*) from dead_letter"));
        Assert.Equal(0, await app.SendAsync("a", new Open("anna")));

        StoreException? Fail(Changes changes) => down ? new StoreException(StoreFailure.Transient, "down") : null;
    }

    [Fact]
    public async Task Who_gave_out_a_value_that_another_replica_has_just_taken_decides_again_and_is_not_refused()
    {
        var attempts = 0;
        await using var app = await StartAsync(services: services => FaultyDatabase<BankDefinition>.Decorate(
            services, changes => changes.States.Count > 0 && ++attempts < 3 ? new StoreException(StoreFailure.Taken, "23505 (ux_number)") : null));

        Assert.Equal(0, await app.SendAsync("a", new Open("anna")));

        Assert.Equal(3, attempts);
    }

    [Fact]
    public async Task A_value_that_stays_taken_is_refused()
    {
        var attempts = 0;
        await using var app = await StartAsync(services: services => FaultyDatabase<BankDefinition>.Decorate(
            services, changes => changes.States.Count > 0 && ++attempts > 0 ? new StoreException(StoreFailure.Taken, "23505 (ux_number)") : null));

        Assert.Equal("VALUE_TAKEN", await app.RefusalOf("a", new Open("anna")));

        Assert.Equal(3, attempts);
    }

    [Fact]
    public async Task A_state_that_is_not_at_the_version_it_replaces_any_more_is_not_written()
    {
        await using var app = await StartAsync();
        await app.HearAsync("anna:1", new Guid(1, 6, 1, new byte[8]));
        await app.HearAsync("anna:1", new Guid(2, 6, 1, new byte[8]));
        await using var store = app.Services.GetRequiredService<IDatabase<AuditDefinition>>().OpenStore();
        var row = (await store.BeginAsync(new Wanted([new AggregateKey("tally", "anna")], [], [], []), CancellationToken.None)).States[0];
        var changes = new Changes();
        changes.States.Add(new StateChange(Ledgers.Tallies, new Tally(9, 9), row with { Version = row.Version }, row.Version - 1, []));

        var failure = await Assert.ThrowsAsync<StoreException>(async () => await store.CommitAsync(changes, CancellationToken.None));
        await store.RollbackAsync();

        Assert.Equal(StoreFailure.Conflict, failure.Failure);
        Assert.Equal((2, 2), ((await app.TallyAsync("anna"))!.Count, (await app.TallyAsync("anna"))!.Sum));
    }

    [Fact]
    public async Task An_event_that_the_store_refuses_becomes_a_dead_letter_and_its_batch_goes_on()
    {
        using var gate = new Gate();
        await using var app = await StartAsync(auditAt: gate.At, services: services => FaultyDatabase<AuditDefinition>.Decorate(
            services,
            changes => changes.States.Any(state => state.Row.Id.Key == "k13") ? new StoreException(StoreFailure.Fault, "value too long") : null));

        gate.Close();
        var heard = Enumerable.Range(0, 30).Select(i => app.HearAsync($"k{i}:1", new Guid(i, 3, 0, new byte[8]))).ToArray();
        gate.Open();
        await Task.WhenAll(heard);

        Assert.Equal(29, (await app.TallyAsync("all"))!.Sum);
        Assert.Equal(1, app.Count("audit", "select count(*) from dead_letter where reason like '%value too long%'"));
        await app.HearAsync("k13:1", new Guid(13, 3, 0, new byte[8]));
        Assert.Equal(29, (await app.TallyAsync("all"))!.Sum);
    }

    [Fact]
    public async Task A_delivery_of_which_the_store_refuses_one_event_is_taken_in_event_by_event()
    {
        await using var app = await StartAsync(services: services => FaultyDatabase<AuditDefinition>.Decorate(
            services,
            changes => changes.States.Any(state => state.Row.Id.Key == "k3") ? new StoreException(StoreFailure.Fault, "value too long") : null));
        var (batch, events) = (new Guid(1, 7, 0, new byte[8]), Enumerable.Range(0, 10).Select(i => (new Guid(i, 8, 0, new byte[8]), $"k{i}:1")).ToArray());

        await BankApp.HearAsync(app.AuditHost, batch, events);
        await BankApp.HearAsync(app.AuditHost, batch, events);

        Assert.Equal(9, (await app.TallyAsync("all"))!.Sum);
        Assert.Equal(1, app.Count("audit", "select count(*) from dead_letter where reason like '%value too long%'"));
        Assert.Equal(10, app.Count("audit", "select count(*) from inbox where taking = 0"));
        Assert.Equal(1, app.Count("audit", "select count(*) from inbox where taking = 1"));
    }

    [Fact]
    public async Task A_delivery_that_was_taken_in_by_half_when_the_process_ended_is_taken_in_to_its_end()
    {
        var place = await NewPlaceAsync();
        var (batch, events) = (new Guid(1, 7, 0, new byte[8]), Enumerable.Range(0, 4).Select(i => (new Guid(i, 8, 0, new byte[8]), $"k{i}:1")).ToArray());
        Task heard;
        await using (var first = await StartAsync(place, services: services => FaultyDatabase<AuditDefinition>.Decorate(services, Fail)))
        {
            heard = BankApp.HearAsync(first.AuditHost, batch, events);
            await Probe.UntilAsync(() => first.Count("audit", "select count(*) from inbox where taking = 0"), taken => taken == 3);
        }

        Assert.False(heard.IsCompleted);
        await using var again = await StartAsync(place);
        await BankApp.HearAsync(again.AuditHost, batch, events);

        Assert.Equal((4, 4), ((await again.TallyAsync("all"))!.Sum, (await again.TallyAsync("all"))!.Count));

        // The whole is refused and so is each pair; alone, the last one finds the database away.
        static StoreException? Fail(Changes changes) => changes.States.Where(state => state.Row.Id.Key.StartsWith('k')).Select(state => state.Row.Id.Key).ToArray() switch
        {
            { Length: > 1 } => new StoreException(StoreFailure.Fault, "too much at once"),
            ["k3"] => new StoreException(StoreFailure.Transient, "away"),
            _ => null,
        };
    }

    [Fact]
    public async Task A_batch_that_lost_a_race_reads_again_and_is_redone()
    {
        var races = 2;
        await using var app = await StartAsync(services: services => FaultyDatabase<BankDefinition>.Decorate(
            services, changes => changes.States.Count > 0 && races-- > 0 ? new StoreException(StoreFailure.Conflict, "changed") : null));

        Assert.Equal(0, await app.SendAsync("a", new Open("anna")));
    }

    [Fact]
    public async Task A_command_that_always_loses_its_race_is_refused_as_a_conflict()
    {
        await using var app = await StartAsync(services: services => FaultyDatabase<BankDefinition>.Decorate(
            services, changes => changes.States.Count > 0 ? new StoreException(StoreFailure.Conflict, "changed") : null));

        var refused = await Assert.ThrowsAsync<RefusedException>(() => app.SendAsync("a", new Open("anna")));

        Assert.Equal(RefusalKind.Conflict, refused.Refusal.Kind);
    }

    [Fact]
    public async Task A_state_that_does_not_read_fails_its_own_messages_only()
    {
        await using var app = await StartAsync();
        await app.SendAsync("a", new Open("anna"));
        await app.SendAsync("b", new Open("ben"));
        app.Execute("bank", "update account set state = '{' , due = 1 where key = 'a'");

        await Assert.ThrowsAsync<System.Text.Json.JsonException>(() => app.SendAsync("a", new Deposit(1)));

        Assert.Equal(1, await app.SendAsync("b", new Deposit(1)));
    }

    [Fact]
    public async Task An_event_for_a_state_that_does_not_read_becomes_a_dead_letter()
    {
        await using var app = await StartAsync();
        await app.HearAsync("anna:1", new Guid(1, 4, 0, new byte[8]));
        app.Execute("audit", "update tally set state = '{' where key = 'anna'");

        await app.HearAsync("anna:2", new Guid(2, 4, 0, new byte[8]));
        await app.HearAsync("ben:3", new Guid(3, 4, 0, new byte[8]));

        Assert.Equal(1, app.Count("audit", "select count(*) from dead_letter where reason like 'JsonException%'"));
        Assert.Equal(4, (await app.TallyAsync("all"))!.Sum);
    }

    [Fact]
    public async Task Another_writer_of_a_row_is_noticed()
    {
        await using var app = await StartAsync();
        await app.SendAsync("a", new Open("anna"));
        var store = app.BankHost.Store;
        var row = (await store.FindAsync(new AggregateKey("account", "a"), CancellationToken.None))!;
        await app.SendAsync("a", new Deposit(1));
        await app.BankHost.StopAsync(CancellationToken.None);
        var changes = new Changes();
        changes.States.Add(new StateChange(Ledgers.Accounts, Ledgers.Accounts.ReadState(row.State), row with { Version = 2 }, 1, ["anna", null, 0L, null]));

        await store.BeginAsync(new Wanted([], [], [], []), CancellationToken.None);
        var exception = await Assert.ThrowsAsync<StoreException>(async () => await store.CommitAsync(changes, CancellationToken.None));
        await store.RollbackAsync();

        Assert.Equal(StoreFailure.Conflict, exception.Failure);
        Assert.Equal(1, (await app.AccountAsync("a"))!.Balance);
    }
}

public sealed class SqliteStoreFailureTests() : StoreFailureTests(Provider.Sqlite);

[Trait("Needs", "servers")]
public sealed class PostgreSqlStoreFailureTests() : StoreFailureTests(Provider.PostgreSql);
