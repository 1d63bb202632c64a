using System.Globalization;
using Clearance.Engine.Loop;
using Clearance.Engine.Tests.Bank;

namespace Clearance.Engine.Tests;

/// <summary>The process dies between two steps of a batch, again and again; the next one finds everything, once.</summary>
public sealed class CrashTests
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
        await DieAndGoOnAsync(new Death(Enum.Parse<Step>(step), visit), new Death(null, 0));

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_crash_of_the_service_that_hears_loses_nothing_and_repeats_nothing(string step, int visit) =>
        await DieAndGoOnAsync(new Death(null, 0), new Death(Enum.Parse<Step>(step), visit));

    private static async Task DieAndGoOnAsync(Death bank, Death audit)
    {
        var folder = BankApp.NewFolder();
        await using (var app = await BankApp.StartAsync(folder, bankAt: bank.At, auditAt: audit.At))
        {
            // One process: when one loop dies, the other is dead at its next step too.
            (bank.Other, audit.Other) = (audit, bank);
            await PlayAsync(app, () => bank.IsDead || audit.IsDead);
        }

        Assert.True(bank.IsDead || audit.IsDead, "The place was never reached.");
        await using var again = await BankApp.StartAsync(folder);
        await PlayAsync(again, () => false);

        var tally = await Probe.UntilAsync(() => again.TallyAsync("anna"), tally => tally?.Count == Commands);
        Assert.Equal((Commands, Commands), ((await again.AccountAsync("a"))!.Balance, tally!.Sum));
        Assert.Equal(Commands, (await again.TallyAsync("all"))!.Sum);
        Assert.Equal(Commands + 1, (await again.Accounts.JournalAsync(Ledgers.Accounts, "a", CancellationToken.None)).Count);
        Assert.Equal(2 * Commands, again.Count("bank", "select count(*) from posting"));
        await Probe.UntilAsync(() => again.Count("bank", "select count(*) from outbox"), rows => rows == 0);
    }

    // Every command has its request id, as a client that repeats after a crash sends it.
    private static async Task PlayAsync(BankApp app, Func<bool> dead)
    {
        await SendAsync(app, dead, 0, new Open("anna"));
        for (var i = 1; i <= Commands && !dead(); i++)
        {
            await SendAsync(app, dead, i, new Deposit(1));
        }

        if (!dead())
        {
            await Probe.UntilAsync(async () => (await app.TallyAsync("anna"))?.Count, count => count == Commands || dead());
            await Probe.UntilAsync(() => app.Count("bank", "select count(*) from outbox"), rows => rows == 0 || dead());
        }
    }

    private static async Task SendAsync(BankApp app, Func<bool> dead, int number, AccountMessage message)
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
        }
        catch (Exception) when (dead())
        {
            // Its caller hears nothing more either.
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
