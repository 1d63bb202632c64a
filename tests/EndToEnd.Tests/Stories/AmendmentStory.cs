using System.Text.Json.Nodes;
using Clearance.Contracts.Declaration.V1;
using Clearance.Contracts.Payment.V1;
using Clearance.Contracts.Release.V1;
using Clearance.Standalone.Demo;
using DeclarationState = Clearance.Contracts.Declaration.V1.Declaration.Types.State;

namespace Clearance.EndToEnd.Tests.Stories;

/// <summary>A form changes after its acceptance, and taxes follow. It lets days pass, so it has a suite of its own.</summary>
public abstract class AmendmentStory(StorySuite suite) : Story(suite.StartAsync)
{
    private const string File = "early-sea/04-bearings-japan.json";

    [Fact]
    public async Task An_amendment_after_the_payment_settles_the_difference_up_and_down()
    {
        var lodged = await suite.LodgeAsync(suite.Form(File));
        await suite.PayAsync(await suite.WhenAssessedAsync(lodged.Name));
        var paid = await suite.GetAsync(lodged.Name);
        var before = AmountOf(paid.Tax.Paid);

        await AmendPriceAsync(paid, 2m);
        var more = await suite.WhenAsync(lodged.Name, now => now is { Version: 1, Tax.State: TaxSummary.Types.State.Assessed } && now.Tax.TaxBills.Count > paid.Tax.TaxBills.Count);
        Assert.True(AmountOf(more.Tax.Assessed) > before);

        // The goods wait for the difference, and for nothing else.
        await suite.ArriveAsync(lodged);
        Assert.Equal(ReleaseCase.Types.State.Open, (await suite.CaseAsync(lodged.Name)).State);
        await PaySupplementAsync(more, paid);
        var released = await suite.WhenAsync(lodged.Name, now => now.State == DeclarationState.Closed);
        Assert.Equal(AmountOf(more.Tax.Assessed), AmountOf(released.Tax.Paid));

        await AmendPriceAsync(released, 0.5m);
        var less = await suite.WhenAsync(lodged.Name, now => now.Version == 2 && now.Tax.State == TaxSummary.Types.State.Settled && AmountOf(now.Tax.Paid) < AmountOf(released.Tax.Paid));
        Assert.InRange(AmountOf(less.Tax.Paid), before - 0.05m, before + 0.05m);
        var bills = await suite.Cast.Firm(lodged.Trader.Uscc).TaxBills.ListTaxBillsAsync(new ListTaxBillsRequest { Declaration = lodged.Name });
        Assert.Equal(
            AmountOf(released.Tax.Paid) - AmountOf(less.Tax.Paid), bills.TaxBills.Where(bill => bill.OwedBack is not null).Sum(bill => AmountOf(bill.OwedBack)));
        Assert.Equal(DeclarationState.Closed, less.State);
    }

    [Fact]
    public async Task An_early_import_is_rated_again_on_the_day_of_its_entry()
    {
        var lodged = await suite.LodgeAsync(suite.Form(File));
        await suite.PayAsync(await suite.WhenAssessedAsync(lodged.Name));
        var paid = await suite.GetAsync(lodged.Name);

        // Into November, whose rate of the dollar is another.
        await suite.PassDaysAsync(10);
        await suite.ArriveAsync(lodged);

        var rated = await suite.WhenAsync(
            lodged.Name, now => now is { Version: 1, Tax.State: TaxSummary.Types.State.Assessed, Release: not null } && now.Tax.TaxBills.Count > paid.Tax.TaxBills.Count);
        Assert.Equal((2018, 11, 2), (rated.EntryDate.Year, rated.EntryDate.Month, rated.EntryDate.Day));
        await PaySupplementAsync(rated, paid);
        var closed = await suite.WhenAsync(lodged.Name, now => now.State == DeclarationState.Closed);
        Assert.InRange(AmountOf(closed.Tax.Paid) / AmountOf(paid.Tax.Paid), 1.0075m, 1.0081m); // 6.9103 / 6.8569
        var version = (await suite.Cast.Firm(lodged.Trader.Uscc).Declarations.ListDeclarationVersionsAsync(new ListDeclarationVersionsRequest { Parent = lodged.Name })).Versions[1];
        Assert.Equal(("system", "entry_date", "2018-11-02"), (version.Actor, version.Changes[0].Field, version.Changes[0].After));
    }

    [Fact]
    public async Task A_guarantee_secures_what_an_amendment_makes_of_the_tax()
    {
        var body = suite.Form("replenish-air/12-urgent-bearings-japan.json");
        body["declaration"]!["security"]!["guarantee"] = suite.Play.Policies[body["declaration"]!["trader"]!["uscc"]!.GetValue<string>()];
        var lodged = await suite.LodgeAsync(body);
        var secured = await suite.WhenAsync(lodged.Name, now => now is { SecuritySummary.State: SecuritySummary.Types.State.Secured, Tax: not null });

        await AmendPriceAsync(secured, 1.5m);
        var amended = await suite.WhenAsync(
            lodged.Name, now => now.Version == 1 && AmountOf(now.Tax.Assessed) > AmountOf(secured.Tax.Assessed) && AmountOf(now.SecuritySummary.Amount) == AmountOf(now.Tax.Assessed));
        await suite.ArriveAsync(lodged);

        await suite.WhenAsync(lodged.Name, now => now.State == DeclarationState.ReleasedProvisionally);
        var conditions = (await suite.CaseAsync(lodged.Name)).Conditions;
        Assert.Contains(conditions, condition => condition.Text.Contains($"secured with {AmountOf(amended.Tax.Assessed):0.00} CNY", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_withdrawal_and_a_release_never_both_hold()
    {
        for (var round = 0; round < 5; round++)
        {
            var lodged = await suite.LodgeAsync(suite.Form(File));
            var assessed = await suite.WhenAssessedAsync(lodged.Name);
            await suite.ArriveAsync(lodged);
            foreach (var bill in assessed.Tax.TaxBills)
            {
                await suite.Cast.Firm(lodged.Trader.Uscc).TaxBills.PayTaxBillAsync(
                    new PayTaxBillRequest { Name = bill, Agreement = suite.Play.Agreements[lodged.Trader.Uscc], RequestId = Play.RequestId().ToString() });
            }

            // The payment that releases the goods, and the withdrawal, at once.
            await Task.WhenAll(suite.DebitAsync(), WithdrawAsync(lodged));

            var ended = await suite.WhenAsync(lodged.Name, now => now.State is DeclarationState.Withdrawn or DeclarationState.Closed);
            var goods = await suite.CaseAsync(lodged.Name);
            Assert.Equal(
                ended.State == DeclarationState.Closed ? ReleaseCase.Types.State.Released : ReleaseCase.Types.State.Withdrawn, goods.State);
        }
    }

    [Fact]
    public async Task Five_hundred_forms_in_one_call_go_through_all_services()
    {
        var bodies = Enumerable.Range(0, 500).Select(_ => suite.Form(File)).ToArray();
        var request = new JsonObject { ["requests"] = new JsonArray([.. bodies.Select(body => (JsonNode)body.DeepClone())]) };
        var declarant = suite.Cast.Firm(bodies[0]["declaration"]!["declarant"]!["uscc"]!.GetValue<string>());

        var answer = JsonNode.Parse(await declarant.PostAsync("/v1/declarations:batchLodge", request.ToJsonString(), "application/json", Play.RequestId(), default))!;

        var names = answer["results"]!.AsArray().Select(result => result!["declaration"]!["name"]!.GetValue<string>()).ToArray();
        Assert.Equal(500, names.Distinct().Count());
        foreach (var name in names)
        {
            await suite.WhenAssessedAsync(name);
        }
    }

    private async Task WithdrawAsync(Declaration lodged)
    {
        try
        {
            await suite.Cast.Firm(lodged.Declarant.Uscc).Declarations.WithdrawDeclarationAsync(
                new WithdrawDeclarationRequest { Name = lodged.Name, Reason = "Wrong goods.", RequestId = Play.RequestId().ToString() });
        }
        catch (Grpc.Core.RpcException refused) when (refused.StatusCode == Grpc.Core.StatusCode.FailedPrecondition)
        {
            // Paid or released already: the other road.
        }
    }

    /// <summary>The declarant asks for another price of the first line; an officer approves.</summary>
    private async Task AmendPriceAsync(Declaration declaration, decimal factor)
    {
        var items = declaration.Clone().Items;
        items[0].TotalPrice = MoneyOf(AmountOf(items[0].TotalPrice) * factor, items[0].TotalPrice.CurrencyCode);
        items[0].UnitPrice.Value = (decimal.Parse(items[0].UnitPrice.Value, System.Globalization.CultureInfo.InvariantCulture) * factor)
            .ToString(System.Globalization.CultureInfo.InvariantCulture);
        await suite.Cast.Firm(declaration.Declarant.Uscc).Declarations.AmendDeclarationAsync(new AmendDeclarationRequest
        {
            Name = declaration.Name, Declaration = new Declaration { Items = { items } }, Reason = "The final invoice differs.", RequestId = Play.RequestId().ToString(),
        });
        await suite.Cast.Supervisor.Declarations.ApproveAmendmentAsync(new ApproveAmendmentRequest { Name = declaration.Name, RequestId = Play.RequestId().ToString() });
    }

    private Task PaySupplementAsync(Declaration assessed, Declaration paid)
    {
        var supplement = assessed.Clone();
        foreach (var bill in paid.Tax.TaxBills)
        {
            supplement.Tax.TaxBills.Remove(bill);
        }

        return suite.PayAsync(supplement);
    }

    private static decimal AmountOf(Google.Type.Money money) => money.Units + (money.Nanos / 1_000_000_000m);

    private static Google.Type.Money MoneyOf(decimal amount, string currency) => new()
    {
        CurrencyCode = currency, Units = (long)decimal.Truncate(amount), Nanos = (int)((amount - decimal.Truncate(amount)) * 1_000_000_000m),
    };
}
