using Clearance.Engine.Storage;
using Clearance.Engine.Tests.Bank;
using Microsoft.Extensions.DependencyInjection;

namespace Clearance.Engine.Tests;

/// <summary>How often a batch asks the store for states: once at its beginning, and once more for what they lead to.</summary>
public abstract class RoundTripTests(Provider provider) : EngineTests(provider)
{
    [Fact]
    public async Task What_does_not_exist_is_not_asked_for_again()
    {
        await using var app = await StartAsync(services: services => FaultyDatabase<BankDefinition>.Decorate(services, _ => null));

        await app.SendAsync("a", new Open("anna"));
        await app.SendAsync("a", new Deposit(1));

        Assert.Equal(0, Database(app).Loads);
    }

    [Fact]
    public async Task What_states_lead_to_is_loaded_once_for_the_whole_batch_and_what_nothing_names_one_by_one()
    {
        using var gate = new Gate();
        await using var app = await StartAsync(bankAt: gate.At, services: services => FaultyDatabase<BankDefinition>.Decorate(services, _ => null));
        foreach (var number in Enumerable.Range(0, 10))
        {
            await app.SendAsync($"to{number}", new Open("anna"));
            await app.SendAsync($"joint{number}", new Open("bert", $"joint/to{number}"));
            await app.SendAsync($"joint{number}", new Deposit(1));
            await app.SendAsync($"single{number}", new Open("carl"));
            await app.SendAsync($"single{number}", new Deposit(1));
        }

        Assert.InRange(await LoadsOfAsync("joint"), 1, 2);
        Assert.Equal(10, await LoadsOfAsync("single"));

        async Task<int> LoadsOfAsync(string from)
        {
            var before = Database(app).Loads;
            gate.Close();
            var first = app.SendAsync("to0", new Deposit(1));
            await Probe.UntilAsync(() => gate.IsHolding, holding => holding);
            var sending = Enumerable.Range(0, 10).Select(number => app.SendAsync($"{from}{number}", new Send($"to{number}", 1))).ToArray();
            gate.Open();
            await Task.WhenAll([first, .. sending]);
            return Database(app).Loads - before;
        }
    }

    private static FaultyDatabase<BankDefinition> Database(BankApp app) =>
        (FaultyDatabase<BankDefinition>)app.Services.GetRequiredService<IDatabase<BankDefinition>>();
}

public sealed class SqliteRoundTripTests() : RoundTripTests(Provider.Sqlite);

[Trait("Needs", "servers")]
public sealed class PostgreSqlRoundTripTests() : RoundTripTests(Provider.PostgreSql);
