using System.Globalization;
using System.Text;
using Clearance.Engine.Tests.Bank;
using Microsoft.Extensions.Time.Testing;

namespace Clearance.Engine.Tests;

public abstract class NoteTests(Provider provider) : EngineTests(provider)
{
    [Fact]
    public async Task A_log_is_read_by_cursor_in_the_order_of_its_decisions()
    {
        await using var app = await StartAsync();
        await app.SendAsync("a", new Open("anna"));
        await app.SendAsync("b", new Open("ben"));
        foreach (var amount in Enumerable.Range(1, 5))
        {
            await app.SendAsync("a", new Deposit(amount));
            await app.SendAsync("b", new Deposit(100));
        }

        await NotesAsync(app, 5);
        var first = await app.Accounts.NotesAsync("owners/anna", default, 2, CancellationToken.None);
        var rest = await app.Accounts.NotesAsync("owners/anna", first[^1].Position, 10, CancellationToken.None);

        Assert.Equal(["1", "2", "3", "4", "5"], first.Concat(rest).Select(Text));
        Assert.All(first, note => Assert.Equal(("account", "a"), (note.Aggregate, note.Key)));
        Assert.Empty(await app.Accounts.NotesAsync("owners/anna", rest[^1].Position, 10, CancellationToken.None));
        Assert.Empty(await app.Accounts.NotesAsync("owners/nobody", default, 10, CancellationToken.None));
    }

    [Fact]
    public async Task What_is_refused_leaves_no_note()
    {
        await using var app = await StartAsync();
        await app.SendAsync("a", new Open("anna"));
        await app.SendAsync("a", new Deposit(10));

        // The withdrawal of the sender counts only with the deposit at the receiver, who does not exist.
        await Assert.ThrowsAnyAsync<Exception>(() => app.SendAsync("a", new Send("nobody", 5)));

        Assert.Equal(["10"], (await NotesAsync(app, 1)).Select(Text));
    }

    [Fact]
    public async Task A_watcher_gets_what_was_there_and_what_comes_each_once()
    {
        await using var app = await StartAsync();
        await app.SendAsync("a", new Open("anna"));
        await app.SendAsync("a", new Deposit(1));
        using var ending = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var seen = new List<string>();

        await foreach (var note in app.Accounts.WatchNotesAsync("owners/anna", default, ending.Token))
        {
            seen.Add(Text(note));
            if (seen.Count == 4)
            {
                break;
            }

            await app.SendAsync("a", new Deposit(seen.Count + 1));
        }

        Assert.Equal(["1", "2", "3", "4"], seen);
    }

    [Fact]
    public async Task Notes_go_when_their_days_are_over_and_not_before()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var app = await StartAsync(clock: clock);
        await app.SendAsync("a", new Open("anna"));
        await app.SendAsync("a", new Deposit(1));
        clock.Advance(TimeSpan.FromDays(29));
        await app.SendAsync("a", new Deposit(2));

        Assert.Equal(["1", "2"], (await NotesAsync(app, 2)).Select(Text));
        Assert.Equal("1", Text((await app.Accounts.NotesAsync("owners/anna", default, 1, CancellationToken.None))[0]));
        var between = await app.Accounts.NoteBeforeAsync("owners/anna", clock.GetUtcNow().AddDays(-1), CancellationToken.None);
        Assert.Equal(["2"], (await app.Accounts.NotesAsync("owners/anna", between, 10, CancellationToken.None)).Select(Text));

        clock.Advance(TimeSpan.FromDays(2));
        var left = await Probe.UntilAsync(
            () => app.Accounts.NotesAsync("owners/anna", default, 10, CancellationToken.None), notes => notes.Count == 1);
        Assert.Equal(["2"], left.Select(Text));
    }

    /// <summary>The notes, once there are so many: on PostgreSQL any transaction of the server, those of other tests too, holds back those after it.</summary>
    private protected static Task<IReadOnlyList<NoteEntry>> NotesAsync(BankApp app, int count) => Probe.UntilAsync(
        () => app.Accounts.NotesAsync("owners/anna", default, 10, CancellationToken.None), notes => notes.Count >= count);

    protected static string Text(NoteEntry note) => Encoding.UTF8.GetString(note.Json.Span);
}

public sealed class SqliteNoteTests() : NoteTests(Provider.Sqlite);

[Trait("Needs", "servers")]
public sealed class PostgreSqlNoteTests() : NoteTests(Provider.PostgreSql)
{
    [Fact]
    public async Task A_transaction_that_began_first_and_ends_last_is_not_passed_over()
    {
        await using var app = await StartAsync();
        await app.SendAsync("a", new Open("anna"));
        await using var connection = app.Place.Connect("bank");
        await connection.OpenAsync();
        await using var slow = await connection.BeginTransactionAsync();
        await using var insert = connection.CreateCommand();
        insert.CommandText =
            """
            insert into "note" ("batch", "log", "aggregate", "key", "message_id", "time", "body")
            values (pg_current_xact_id()::text::bigint, 'owners/anna', 'account', 'a', gen_random_uuid(), 0, '"slow"')
            """;
        await insert.ExecuteNonQueryAsync();

        await app.SendAsync("a", new Deposit(7));
        Assert.Empty(await app.Accounts.NotesAsync("owners/anna", default, 10, CancellationToken.None));
        await slow.CommitAsync();

        Assert.Equal(["\"slow\"", "7"], (await NotesAsync(app, 2)).Select(Text));
    }

    [Fact]
    public async Task A_reader_by_cursor_misses_nothing_while_two_replicas_write()
    {
        var place = await NewPlaceAsync();
        await using var first = await StartAsync(place);
        await using var second = await StartAsync(place);
        var apps = new[] { first, second };
        foreach (var replica in Enumerable.Range(0, 2))
        {
            await apps[replica].SendAsync($"k{replica}", new Open("anna"));
        }

        using var ending = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var reading = Task.Run(async () =>
        {
            var seen = new List<long>();
            await foreach (var note in first.Accounts.WatchNotesAsync("owners/anna", default, ending.Token))
            {
                seen.Add(long.Parse(Text(note), CultureInfo.InvariantCulture));
                if (seen.Count == 400)
                {
                    break;
                }
            }

            return seen;
        });
        await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Task.Run(() => apps[i % 2].SendAsync($"k{i % 2}", new Deposit(i)))));

        Assert.Equal(Enumerable.Range(0, 400).Select(i => (long)i), (await reading).Order());
    }
}
