using System.Diagnostics;
using Clearance.Contracts.Declaration.V1;
using Clearance.Contracts.Guarantee.V1;
using Clearance.Contracts.Payment.V1;
using Clearance.Contracts.Release.V1;
using Clearance.Standalone.Demo;
using DeclarationState = Clearance.Contracts.Declaration.V1.Declaration.Types.State;

namespace Clearance.EndToEnd.Tests.Stories;

/// <summary>The roads of the design, each from filing to its end, through the public API only.</summary>
public abstract class RoadStories(StorySuite suite, ITestOutputHelper output) : Story(suite.StartAsync)
{
    [Fact]
    public async Task Early_declaration_is_released_by_its_arrival_report()
    {
        var lodged = await suite.LodgeAsync(suite.Form("early-sea/01-auto-parts-turkey.json"));
        Assert.Equal(DeclarationState.Accepted, lodged.State);
        Assert.Matches("^09062018[1][0-9]{9}$", lodged.DeclarationNumber);
        await suite.PayAsync(await suite.WhenAssessedAsync(lodged.Name));
        Assert.Equal(ReleaseCase.Types.State.Open, (await suite.CaseAsync(lodged.Name)).State);

        var watch = Stopwatch.StartNew();
        await suite.ArriveAsync(lodged);
        var goods = await suite.CaseAsync(lodged.Name);
        output.WriteLine($"arrival report to release seen: {watch.Elapsed.TotalMilliseconds:0} ms");
        TestContext.Current.SendDiagnosticMessage($"arrival report to release seen: {watch.Elapsed.TotalMilliseconds:0} ms");

        Assert.Equal(ReleaseCase.Types.State.Released, goods.State);
        Assert.Equal(Road.EarlyDeclaration, goods.Road);
        Assert.All(goods.Conditions, condition => Assert.NotEqual(ReleaseCase.Types.Condition.Types.Verdict.Open, condition.Verdict));
        Assert.True(goods.Trail.Count >= 4, "The case says why, fact by fact.");
        Assert.Equal("RELEASED", goods.Trail[^1].Verdict);
        var closed = await suite.WhenAsync(lodged.Name, now => now.State == DeclarationState.Closed);
        Assert.Equal("EARLY_DECLARATION", closed.Release.Road);
    }

    [Fact]
    public async Task Missing_papers_that_follow_in_time_restore_the_limit()
    {
        var before = await PolicyAsync("replenish-air/05-aircraft-parts-france.json");
        var lodged = await LodgeReplenishingAsync("replenish-air/05-aircraft-parts-france.json");
        var secured = await suite.WhenAsync(lodged.Name, now => now.SecuritySummary is { State: SecuritySummary.Types.State.Secured });
        await suite.ArriveAsync(secured);
        var released = await suite.WhenAsync(lodged.Name, now => now.State == DeclarationState.ReleasedProvisionally);
        Assert.True(released.Release.Provisional);
        Assert.Equal("RELEASE_BEFORE_REPLENISHING", released.Release.Road);
        Assert.NotEqual(before.AvailableAmount, (await PolicyAsync("replenish-air/05-aircraft-parts-france.json")).AvailableAmount);

        foreach (var kind in released.MissingDocuments)
        {
            await suite.UploadAsync(released, kind);
        }

        await suite.PayAsync(await suite.WhenAssessedAsync(lodged.Name));
        await suite.WhenAsync(lodged.Name, now => now.State == DeclarationState.Closed && now.SecuritySummary.State == SecuritySummary.Types.State.Released);
        Assert.Equal(before.AvailableAmount, (await PolicyAsync("replenish-air/05-aircraft-parts-france.json")).AvailableAmount);
    }

    [Fact]
    public async Task Self_declared_tax_is_paid_and_the_goods_are_released()
    {
        var body = suite.Form("self-payment/04-chips-korea.json");
        var lodged = await suite.LodgeAsync(body);
        await suite.ArriveAsync(lodged);
        var assessed = await suite.WhenAssessedAsync(lodged.Name);
        Assert.Equal(assessed.StatedTax, assessed.Tax.Assessed);
        var bill = await suite.Cast.Firm(lodged.Trader.Uscc).TaxBills.GetTaxBillAsync(new GetTaxBillRequest { Name = assessed.Tax.TaxBills[0] });
        Assert.True(bill.SelfPayment);

        await suite.PayAsync(assessed);

        var closed = await suite.WhenAsync(lodged.Name, now => now.State == DeclarationState.Closed);
        Assert.Equal("SELF_PAYMENT", closed.Release.Road);
    }

    [Fact]
    public async Task Traditional_road_waits_for_inspection_and_payment()
    {
        var body = suite.Form("traditional/03-cherries-chile.json");
        await suite.ArriveAsync(new Declaration
        {
            EntryOffice = "0908",
            Transport = new Transport { Mode = "2", Name = "EXAMPLE HORIZON", BillOfLading = body["declaration"]!["transport"]!["billOfLading"]!.GetValue<string>() },
        });
        var lodged = await suite.LodgeAsync(body);
        var assessed = await suite.WhenAssessedAsync(lodged.Name);
        Assert.Equal(ControlSummary.Types.Lane.Inspection, assessed.Control.Lane);
        await suite.PayAsync(assessed);
        Assert.Equal(ReleaseCase.Types.State.Open, (await suite.CaseAsync(lodged.Name)).State);

        await suite.Cast.Inspectors[0].Inspections.RecordInspectionAsync(new RecordInspectionRequest
        {
            Name = lodged.Name.Replace("declarations/", "inspections/", StringComparison.Ordinal),
            Result = Inspection.Types.Result.NoDifference,
            Method = Inspection.Types.Method.Unpacking,
            SecondOfficer = suite.Cast.SecondInspector,
        });

        var closed = await suite.WhenAsync(lodged.Name, now => now.State == DeclarationState.Closed);
        Assert.Equal("TRADITIONAL", closed.Release.Road);
        var gate = await Carriers.LeaveAsync(suite.Play, "2", lodged.Name, default);
        Assert.Equal(CheckGatePassResponse.Types.Verdict.Lift, gate.Verdict);
    }

    [Fact]
    public async Task Imported_DecMessage_is_followed_to_its_release()
    {
        var xml = File.ReadAllText(Path.Combine(suite.Samples.Folder, "decmessage", "bearings-by-broker.xml"));
        var form = SampleSet.Read("decmessage", Path.Combine(suite.Samples.Folder, "decmessage", "bearings-by-broker.xml"));
        var imported = (await suite.ImportAsync(suite.Cast.Firm(form.Declarant), xml)).Declaration;
        Assert.Equal(DeclarationState.Accepted, imported.State);

        await suite.PayAsync(await suite.WhenAssessedAsync(imported.Name));
        await suite.ArriveAsync(imported);

        await suite.WhenAsync(imported.Name, now => now.State == DeclarationState.Closed);
        var timeline = await suite.Cast.Firm(form.Trader).Declarations.ListTimelineAsync(new ListTimelineRequest { Parent = imported.Name });
        Assert.Contains(timeline.Entries, entry => entry.Kind == TimelineEntry.Types.Kind.GoodsReleased);
    }

    private async Task<Guarantee> PolicyAsync(string file) =>
        await suite.Cast.Insurer.Guarantees.GetGuaranteeAsync(new GetGuaranteeRequest { Name = suite.Play.Policies[SampleSet.Read("replenish-air", Path.Combine(suite.Samples.Folder, file)).Trader] });

    private async Task<Declaration> LodgeReplenishingAsync(string file)
    {
        var body = suite.Form(file);
        body["declaration"]!["security"]!["guarantee"] = suite.Play.Policies[body["declaration"]!["trader"]!["uscc"]!.GetValue<string>()];
        return await suite.LodgeAsync(body);
    }
}
