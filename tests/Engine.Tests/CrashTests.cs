using System.Globalization;
using Clearance.Engine.Loop;
using Clearance.Engine.Tests.Bank;

namespace Clearance.Engine.Tests;

/// <summary>The process dies between two steps of a batch, again and again; the next one finds everything, once.</summary>
public abstract class CrashTests(Provider provider) : EngineTests(provider)
{
    private const int Commands = 40;

    public static TheoryData<string, int> Places()
    {
        var places = new TheoryData<string, int>();
        foreach (var step in Enum.GetNames<Step>())
        {
            foreach (var visit in new[] { 3, 8 })
            {
                places.Add(step, visit);
            }
        }

        return places;
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_crash_of_the_service_that_writes_loses_nothing_and_repeats_nothing(string step, int visit) =>
        await DieAndGoOnAsync(new Death(Enum.Parse<Step>(step), visit), new Death(null, 0), together: true);

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_crash_of_both_loses_nothing_and_repeats_nothing(string step, int visit) =>
        await DieAndGoOnAsync(new Death(null, 0), new Death(Enum.Parse<Step>(step), visit), together: true);

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_crash_of_the_service_that_hears_loses_nothing_and_repeats_nothing(string step, int visit) =>
        await DieAndGoOnAsync(new Death(null, 0), new Death(Enum.Parse<Step>(step), visit), together: false);

    // Together is one process. Apart, the service that writes goes on: it deletes what the dead one has settled, and only that.
    private async Task DieAndGoOnAsync(Death bank, Death audit, bool together)
    {
        var (place, answered) = (await NewPlaceAsync(), new HashSet<int>());
        await using (var app = await StartAsync(place, bankAt: bank.At, auditAt: audit.At))
        {
            (bank.Other, audit.Other) = together ? (audit, bank) : (null, null);
            await PlayAsync(app, answered, () => bank.IsDead || (together && audit.IsDead), () => bank.IsDead || audit.IsDead);
        }

        Assert.True(bank.IsDead || audit.IsDead, "The place was never reached.");
        await using var again = await StartAsync(place);
        await PlayAsync(again, answered, () => false, () => false);

        var tally = await Probe.UntilAsync(() => again.TallyAsync("anna"), tally => tally?.Count == Commands);
        Assert.Equal((Commands, Commands), ((await again.AccountAsync("a"))!.Balance, tally!.Sum));
        Assert.Equal(Commands, (await again.TallyAsync("all"))!.Sum);
        Assert.Equal(Commands + 1, (await again.Accounts.JournalAsync(Ledgers.Accounts, "a", CancellationToken.None)).Count);
        Assert.Equal(2 * Commands, again.Count("bank", "select count(*) from posting"));
        await Probe.UntilAsync(() => again.Count("bank", "select count(*) from outbox"), rows => rows == 0);
    }

    // A client repeats with its request id what was not answered, and believes what was.
    private static async Task PlayAsync(BankApp app, HashSet<int> answered, Func<bool> deaf, Func<bool> dead)
    {
        for (var i = 0; i <= Commands && !deaf(); i++)
        {
            if (!answered.Contains(i) && await IsAnsweredAsync(app, deaf, i, i == 0 ? new Open("anna") : new Deposit(1)))
            {
                answered.Add(i);
            }
        }

        await Probe.UntilAsync(async () => (await app.TallyAsync("anna"))?.Count, count => count == Commands || dead());
        await Probe.UntilAsync(() => app.Count("bank", "select count(*) from outbox"), rows => rows == 0 || dead());
    }

    private static async Task<bool> IsAnsweredAsync(BankApp app, Func<bool> dead, int number, AccountMessage message)
    {
        var id = new Guid(number, 7, 7, new byte[8]).ToString("D", CultureInfo.InvariantCulture);
        try
        {
            var answer = app.SendAsync("a", message, BankApp.By("t", id, message.ToString()));
            await Probe.UntilAsync(() => answer.IsCompleted, done => done || dead());
            if (answer.IsCompleted)
            {
                await answer;
            }

            return answer.IsCompleted;
        }
        catch (Exception) when (dead())
        {
            return false;
        }
    }

    private sealed class Death(Step? step, int visit)
    {
        private int _visits;

        public Death? Other { get; set; }

        public bool IsDead { get; private set; }

        public void At(Step reached)
        {
            IsDead |= reached == step && ++_visits >= visit;
            if (IsDead || Other is { IsDead: true })
            {
                throw new CrashException();
            }
        }
    }
}

public sealed class SqliteCrashTests() : CrashTests(Provider.Sqlite);

[Trait("Needs", "servers")]
public sealed class PostgreSqlCrashTests() : CrashTests(Provider.PostgreSql);
