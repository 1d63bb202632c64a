using Clearance.Contracts.Guarantee.Events.V1;
using Clearance.Contracts.Guarantee.V1;
using Clearance.Engine;
using Clearance.Engine.Journal;
using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Clearance.Guarantees.Tests;

/// <summary>Many declarations at once on one small guarantee, through the real engine: the limit holds at every moment.</summary>
public sealed class ConcurrencyTests
{
    private const int Declarations = 300;
    private const decimal Tax = 7m;
    private const decimal Limit = 1000m;

    [Fact]
    public async Task The_limit_of_a_small_guarantee_is_never_passed_by_many_declarations_at_once()
    {
        await using var app = await Sample.StartAsync();
        var name = (await app.RegisterAsync(Sample.Policy(Limit))).Name;

        await Task.WhenAll(Enumerable.Range(0, Declarations).Select(i => app.PublishAsync(Sample.Assessed($"d{i}", name, Tax))));

        const int fits = (int)(Limit / Tax);
        var secured = await AnsweredAsync(app);
        Assert.Equal(fits, secured.Distinct().Count());
        Assert.All(app.Events.All<SecurityRefused>(), fact => Assert.Equal("LIMIT_EXCEEDED", fact.Reason));
        var guarantee = await app.Guarantees().GetGuaranteeAsync(new GetGuaranteeRequest { Name = name });
        Assert.Equal(fits * Tax, guarantee.ReservedAmount.Amount());
    }

    [Fact]
    public async Task Reserving_releasing_and_changing_at_once_never_passes_the_limit_and_ends_even()
    {
        await using var app = await Sample.StartAsync();
        var name = (await app.RegisterAsync(Sample.Policy(Limit))).Name;
        var client = app.Guarantees();

        var work = Enumerable.Range(0, Declarations).SelectMany(i => (Func<Task>[])
        [
            () => app.PublishAsync(Sample.Assessed($"d{i}", name, Tax)),
            () => app.PublishAsync(Sample.Settled($"d{i}")),
            async () =>
            {
                if (i % 10 == 0)
                {
                    await client.ChangeGuaranteeAsync(new ChangeGuaranteeRequest { Name = name, Amount = Money.Cny(Limit + i).ToWire() });
                }
            },
        ]);
        await Task.WhenAll(work.Select(step => step()));

        var guarantee = await client.GetGuaranteeAsync(new GetGuaranteeRequest { Name = name });
        Assert.Equal(guarantee.Amount.Amount(), guarantee.AvailableAmount.Amount());
        Assert.Equal(0m, guarantee.ReservedAmount.Amount());
        await AssertReplaysAsync(app, name);
        var (lowest, last) = await WalkAsync(app, name);
        Assert.True(lowest >= 0m, $"The free limit fell to {lowest}.");
        Assert.Equal(guarantee.AvailableAmount.Amount(), last);
    }

    /// <summary>The declarations that were secured, once every one has its answer.</summary>
    private static async Task<IReadOnlyList<string>> AnsweredAsync(ServiceApp app)
    {
        await Eventually.GetAsync(
            () => Task.FromResult(app.Events.All<DeclarationSecured>().Count + app.Events.All<SecurityRefused>().Count), count => count >= Declarations);
        return [.. app.Events.All<DeclarationSecured>().Select(fact => fact.Declaration)];
    }

    /// <summary>The journals of the guarantee and of a declaration fold to what is stored, hash by hash.</summary>
    private static async Task AssertReplaysAsync(ServiceApp app, string name)
    {
        var (definition, reader) = (app.Services.GetRequiredService<GuaranteesDefinition>(), app.Services.GetRequiredService<IReader<GuaranteesDefinition>>());
        var key = name.Split('/')[1];
        var guarantee = JournalReplay.Fold(definition, definition.Guarantees, await reader.JournalAsync(definition.Guarantees, key, default));
        var security = JournalReplay.Fold(definition, definition.Securities, await reader.JournalAsync(definition.Securities, "d7", default));
        Assert.Null(guarantee.Difference);
        Assert.Null(security.Difference);
        Assert.Equal((await reader.FindAsync(definition.Guarantees, key, default))!.State, guarantee.State);
    }

    /// <summary>The lowest and the last running balance of what is free, line by line of the ledger.</summary>
    private static async Task<(decimal Lowest, decimal Last)> WalkAsync(ServiceApp app, string name)
    {
        var (balance, lowest) = (0m, 0m);
        var request = new ListEntriesRequest { Parent = name, Account = Entry.Types.Account.Available, PageSize = 200 };
        do
        {
            var page = await app.Guarantees().ListEntriesAsync(request);
            foreach (var entry in page.Entries)
            {
                balance += entry.Amount.Amount();
                lowest = Math.Min(lowest, balance);
            }

            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return (lowest, balance);
    }
}
