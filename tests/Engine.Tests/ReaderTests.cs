using Clearance.Engine.Tests.Bank;
using Clearance.Kernel;

namespace Clearance.Engine.Tests;

public abstract class ReaderTests(Provider provider) : EngineTests(provider)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_list_comes_in_pages_without_gap_or_repeat_while_rows_are_added(bool oldestFirst)
    {
        await using var app = await StartAsync();
        await OpenAsync(app, 0, 25);

        var keys = new List<string>();
        var query = new ListQuery(10, string.Empty) { OldestFirst = oldestFirst };
        while (true)
        {
            var page = await app.Accounts.ListAsync(Ledgers.Accounts, query, CancellationToken.None);
            keys.AddRange(page.Rows.Select(row => row.Key));
            if (page.NextPageToken.Length == 0)
            {
                break;
            }

            await OpenAsync(app, 100 + keys.Count, 1);
            query = query with { PageToken = page.NextPageToken };
        }

        var first = Enumerable.Range(0, 25).Select(i => $"k{i:000}").ToArray();
        Assert.Equal(keys.Count, keys.Distinct().Count());
        Assert.Equal(oldestFirst ? first : [.. first.Reverse()], keys.Where(first.Contains));
        Assert.Equal(oldestFirst ? 27 : 25, keys.Count);
    }

    [Fact]
    public async Task Filters_hold_together_and_either_column_may_match()
    {
        await using var app = await StartAsync();
        await app.SendAsync("a", new Open("anna", "ben"));
        await app.SendAsync("b", new Open("ben", "card 2"));
        await app.SendAsync("c", new Open("carl", "card 3"));
        await app.SendAsync("b", new Deposit(10));

        Assert.Equal(["b"], await KeysAsync(app, Filter.Is("owner", "ben")));
        Assert.Equal(["b", "a"], await KeysAsync(app, Filter.Either("owner", "card", "ben")));
        Assert.Equal(["b"], await KeysAsync(app, Filter.Either("owner", "card", "ben"), new Filter("balance", FilterOperator.AtLeast, 10L)));
        Assert.Equal(["c", "a"], await KeysAsync(app, new Filter("balance", FilterOperator.Before, 10L)));
        Assert.Equal(["c", "b"], await KeysAsync(app, new Filter("card", FilterOperator.AtLeast, "card 2")));
        await Assert.ThrowsAsync<ArgumentException>(() => KeysAsync(app, Filter.Is("nothing", "x")));
    }

    [Fact]
    public async Task A_page_token_is_good_for_its_own_list_only()
    {
        await using var app = await StartAsync();
        await OpenAsync(app, 0, 3);
        var token = (await app.Accounts.ListAsync(Ledgers.Accounts, new ListQuery(1, string.Empty), CancellationToken.None)).NextPageToken;

        Assert.Equal("PAGE_TOKEN_INVALID", await RefusalOf(app, new ListQuery(1, token) { Filters = [Filter.Is("owner", "x")] }));
        Assert.Equal("PAGE_TOKEN_INVALID", await RefusalOf(app, new ListQuery(1, token) { OldestFirst = true }));
        Assert.Equal("PAGE_TOKEN_INVALID", await RefusalOf(app, new ListQuery(1, token[..^2])));
        Assert.Equal("PAGE_TOKEN_INVALID", await RefusalOf(app, new ListQuery(1, "not a token")));
        Assert.Equal("FIELDS_INVALID", await RefusalOf(app, new ListQuery(-1, string.Empty)));
    }

    [Fact]
    public async Task A_page_is_fifty_rows_unless_asked_otherwise_and_never_more_than_two_hundred()
    {
        await using var app = await StartAsync();
        await OpenAsync(app, 0, 210);

        Assert.Equal(50, (await app.Accounts.ListAsync(Ledgers.Accounts, new ListQuery(0, string.Empty), CancellationToken.None)).Rows.Count);
        Assert.Equal(200, (await app.Accounts.ListAsync(Ledgers.Accounts, new ListQuery(1000, string.Empty), CancellationToken.None)).Rows.Count);
    }

    [Fact]
    public async Task Postings_of_an_account_are_read_in_order_and_all_sum_to_zero()
    {
        await using var app = await StartAsync();
        await app.SendAsync("a", new Open("anna"));
        await app.SendAsync("a", new Deposit(70));
        await app.SendAsync("a", new Withdraw(30));

        var first = await app.Accounts.PostingsAsync("account/anna", 0, 1, CancellationToken.None);
        var rest = await app.Accounts.PostingsAsync("account/anna", first[0].Id, 10, CancellationToken.None);
        var cash = await app.Accounts.PostingsAsync("cash", 0, 10, CancellationToken.None);

        Assert.Equal([Money.Cny(70), Money.Cny(-30)], first.Concat(rest).Select(entry => entry.Posting.Amount));
        Assert.Equal(0, first.Concat(rest).Concat(cash).Sum(entry => entry.Posting.Amount.Amount));
    }

    [Fact]
    public async Task Watching_gives_the_present_version_first_and_ends_with_its_token()
    {
        await using var app = await StartAsync();
        await app.SendAsync("a", new Open("anna"));
        using var ending = new CancellationTokenSource();
        var seen = new List<long>();

        var watching = Task.Run(async () =>
        {
            await foreach (var version in app.Accounts.WatchAsync(Ledgers.Accounts, "a", ending.Token))
            {
                seen.Add(version.State.Balance);
            }
        });
        await Probe.UntilAsync(() => seen.Count, count => count == 1);
        await app.SendAsync("a", new Deposit(1));
        await Probe.UntilAsync(() => seen.Count, count => count == 2);
        await app.SendAsync("a", new Deposit(1));
        await Probe.UntilAsync(() => seen.Count, count => count == 3);
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);

        Assert.Equal([0, 1, 2], seen);
    }

    private static async Task OpenAsync(BankApp app, int first, int count)
    {
        foreach (var i in Enumerable.Range(first, count))
        {
            await app.SendAsync($"k{i:000}", new Open("x"));
        }
    }

    private static async Task<IReadOnlyList<string>> KeysAsync(BankApp app, params Filter[] filters) =>
        [.. (await app.Accounts.ListAsync(Ledgers.Accounts, new ListQuery(0, string.Empty) { Filters = filters }, CancellationToken.None)).Rows.Select(row => row.Key)];

    private static async Task<string> RefusalOf(BankApp app, ListQuery query) =>
        (await Assert.ThrowsAsync<RefusedException>(() => app.Accounts.ListAsync(Ledgers.Accounts, query, CancellationToken.None))).Refusal.Reason;
}

public sealed class SqliteReaderTests() : ReaderTests(Provider.Sqlite);

[Trait("Needs", "servers")]
public sealed class PostgreSqlReaderTests() : ReaderTests(Provider.PostgreSql);
