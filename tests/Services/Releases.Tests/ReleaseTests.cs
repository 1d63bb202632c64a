using System.Net.Http.Json;
using System.Text.Json;
using Clearance.Contracts.Declaration.Events.V1;
using Clearance.Contracts.Guarantee.Events.V1;
using Clearance.Contracts.Payment.Events.V1;
using Clearance.Contracts.Release.Events.V1;
using Clearance.Contracts.Release.V1;
using Clearance.Engine;
using Clearance.Engine.Journal;
using Clearance.Hosting;
using Clearance.Kernel;
using Grpc.Core;
using Kind = Clearance.Contracts.Release.V1.ReleaseCase.Types.Condition.Types.Kind;
using Lane = Clearance.Contracts.Release.V1.Lane;
using State = Clearance.Contracts.Release.V1.ReleaseCase.Types.State;
using Verdict = Clearance.Contracts.Release.V1.ReleaseCase.Types.Condition.Types.Verdict;

namespace Clearance.Releases.Tests;

public sealed class ReleaseTests
{
    [Fact]
    public async Task Early_declaration_is_released_by_the_arrival_report_and_says_why_fact_by_fact()
    {
        await using var app = await ReleasesApp.StartAsync();
        await app.AcceptAsync("c1");
        await app.Host.PublishAsync(new TaxAssessed { Declaration = "declarations/c1", OccurTime = app.Now.AddMinutes(-50)
            .ToWire(), Total = new() { CurrencyCode = "CNY", Units = 1234 } });
        await app.SettleAsync("c1");
        var waiting = await app.CaseAsync("c1");

        using var terminal = app.Host.Http(Roles.Terminal, ReleasesApp.Port);
        var report = await terminal.PostAsJsonAsync("/v1/arrivals", new { customsOffice = "0902",
            arriveTime = "2018-10-23T08:59:00+08:00", billsOfLading = new[] { "bill c1" } });
        Assert.True(report.IsSuccessStatusCode, await report.Content.ReadAsStringAsync());

        // No waiting: the release is in the transaction of the report.
        using var firm = app.Host.Http(Roles.Declarant, ReleasesApp.Firm);
        var json = await firm.GetFromJsonAsync<JsonElement>("/v1/releaseCases/c1");
        var released = await app.CaseAsync("c1");
        Assert.Equal((State.Open, Kind.Arrived), (waiting.State,
            waiting.Conditions.Single(condition => condition.Verdict == Verdict.Open).Kind));
        Assert.Contains("have not arrived", waiting.Summary, StringComparison.Ordinal);
        Assert.Equal("STATE_RELEASED", json.GetProperty("state").GetString());
        Assert.Equal(
            [("DeclarationAccepted", Verdict.Holds), ("DeclarationAccepted", Verdict.Holds), ("TaxSettled", Verdict.Holds),
                ("ControlDecided", Verdict.NotRequired), ("GoodsArrived", Verdict.Holds)],
            released.Conditions.Select(condition => (condition.Fact, condition.Verdict)));
        Assert.Equal(
            ["release/declared", "release/documents", "release/tax", "release/tax", "release/arrived", "release/lane", "release/decision"],
            released.Trail.Select(reason => reason.Rule));
        Assert.Equal((Road.EarlyDeclaration, TimeSpan.FromMinutes(1)), (released.Road, released.ClearanceTime.ToTimeSpan()));
        var fact = await app.Host.Events.WaitForAsync<GoodsReleased>();
        Assert.Equal(("declarations/c1", "releaseCases/c1", "EARLY_DECLARATION", false, 5),
            (fact.Declaration, fact.ReleaseCase, fact.Road, fact.Provisional, fact.Trail.Count));
        Assert.Equal("BILL-c1", (await app.Host.Events.WaitForAsync<GoodsArrived>()).BillOfLading);
    }

    [Fact]
    public async Task Facts_in_the_worst_order_and_twice_release_once()
    {
        await using var app = await ReleasesApp.StartAsync();
        var (settled, accepted) = (Guid.CreateVersion7(app.Now), Guid.CreateVersion7(app.Now));
        var tax = new TaxSettled { Declaration = "declarations/c1", OccurTime = app.Now.ToWire(),
            Total = new() { CurrencyCode = "CNY", Units = 1 } };
        await app.ArriveAsync("c1");
        await app.Host.PublishAsync(tax, settled);
        await app.Host.PublishAsync(app.Accepted("c1"), accepted);
        await app.Host.PublishAsync(app.Accepted("c1"), accepted);
        await app.Host.PublishAsync(tax, settled);
        await app.Host.PublishAsync(tax);
        await app.ArriveAsync("c1");

        Assert.Equal(State.Released, (await app.CaseAsync("c1")).State);
        await app.Host.Events.WaitForAsync<GoodsReleased>();
        Assert.Single(app.Host.Events.All<GoodsReleased>());
        Assert.Single(app.Host.Events.All<ControlDecided>());
    }

    [Fact]
    public async Task A_payment_that_a_bank_takes_back_holds_the_goods_until_it_is_made_again()
    {
        await using var app = await ReleasesApp.StartAsync();
        await app.AcceptAsync("c1");
        await app.SettleAsync("c1");
        await app.Host.PublishAsync(new TaxPaymentReversed
        {
            Declaration = "declarations/c1", OccurTime = app.Now.ToWire(), TaxBill = "taxBills/b1",
            Amount = new() { CurrencyCode = "CNY", Units = 1234 }, Reason = "No treasury account.",
        });
        await app.ArriveAsync("c1");
        var held = await app.CaseAsync("c1");
        app.Host.Clock.Advance(TimeSpan.FromHours(1));
        await app.SettleAsync("c1");
        var released = await app.CaseAsync("c1");

        Assert.Equal(State.Open, held.State);
        Assert.Contains(held.Conditions, condition => condition.Text.Contains("No treasury account.", StringComparison.Ordinal) && condition.Owner == Roles.Declarant);
        Assert.Equal(State.Released, released.State);
        Assert.Contains(released.Trail, reason => reason.Text.Contains("settled once more", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Release_before_replenishing_is_provisional_until_papers_and_tax_are_there()
    {
        await using var app = await ReleasesApp.StartAsync();
        await app.AcceptAsync("c1", form =>
        {
            form.MissingDocuments.Add("4");
            form.Guarantee = "guarantees/g1";
            form.Purposes.Add([DeclarationAccepted.Types.Purpose.Tax, DeclarationAccepted.Types.Purpose.Documents]);
        });
        await app.ArriveAsync("c1");
        await app.Host.PublishAsync(new SecurityRefused { Declaration = "declarations/c1", OccurTime = app.Now.ToWire(),
            Guarantee = "guarantees/g1", Reason = "LIMIT_EXCEEDED", Text = "Too small." });
        var refused = await app.CaseAsync("c1");
        await app.SecureAsync("c1", tax: true, documents: true);
        var provisional = await app.CaseAsync("c1");
        app.Host.Clock.Advance(TimeSpan.FromDays(2));
        await app.Host.PublishAsync(new DocumentsCompleted { Declaration = "declarations/c1", OccurTime = app.Now.ToWire() });
        await app.SettleAsync("c1");
        var final = await app.CaseAsync("c1");

        Assert.Contains(refused.Conditions, condition => condition.Text.Contains("LIMIT_EXCEEDED", StringComparison.Ordinal)
            && condition.Owner == Roles.Declarant);
        Assert.Equal((State.ReleasedProvisionally, Road.ReleaseBeforeReplenishing), (provisional.State, provisional.Road));
        Assert.Equal((State.Released, Road.ReleaseBeforeReplenishing), (final.State, final.Road));
        Assert.Equal(app.Now, final.SettleTime.ToDateTimeOffset());
        Assert.True((await app.Host.Events.WaitForAsync<GoodsReleased>()).Provisional);
    }

    [Fact]
    public async Task Another_firm_sees_nothing()
    {
        await using var app = await ReleasesApp.StartAsync();
        await app.ReleaseAsync("c1");
        var name = new GetReleaseCaseRequest { Name = "releaseCases/c1" };
        var stranger = app.Cases(Roles.Declarant, ReleasesApp.OtherFirm);

        Assert.Equal((StatusCode.NotFound, "RESOURCE_NOT_FOUND"), await ReleasesApp.RefusedAsync(stranger.GetReleaseCaseAsync(name)));
        Assert.Empty((await stranger.ListReleaseCasesAsync(new ListReleaseCasesRequest())).ReleaseCases);
        Assert.Empty((await stranger.ListReleaseCasesAsync(new ListReleaseCasesRequest { Enterprise = ReleasesApp.Firm })).ReleaseCases);
        Assert.Empty((await app.Times(Roles.Declarant, ReleasesApp.OtherFirm)
            .ListClearanceTimesAsync(new ListClearanceTimesRequest())).ClearanceTimes);
        Assert.Equal("releaseCases/c1", (await app.Cases(Roles.Declarant, ReleasesApp.Firm).GetReleaseCaseAsync(name)).Name);
        Assert.Single((await app.Cases(Roles.Declarant, ReleasesApp.Agent).ListReleaseCasesAsync(new ListReleaseCasesRequest()))
            .ReleaseCases);
        Assert.Single((await app.Times(Roles.Declarant, ReleasesApp.Firm)
            .ListClearanceTimesAsync(new ListClearanceTimesRequest())).ClearanceTimes);
    }

    [Fact]
    public async Task Roles_are_held_to()
    {
        await using var app = await ReleasesApp.StartAsync();
        var declarant = app.Host.Grpc(Roles.Declarant, ReleasesApp.Firm);

        Assert.Equal(StatusCode.PermissionDenied,
            (await ReleasesApp.RefusedAsync(new ArrivalService.ArrivalServiceClient(declarant)
            .CreateArrivalAsync(new CreateArrivalRequest()))).Code);
        Assert.Equal(StatusCode.PermissionDenied,
            (await ReleasesApp.RefusedAsync(new ReviewService.ReviewServiceClient(declarant)
            .ListReviewsAsync(new ListReviewsRequest()))).Code);
        Assert.Equal(StatusCode.PermissionDenied,
            (await ReleasesApp.RefusedAsync(new RiskRuleService.RiskRuleServiceClient(app.Host.Grpc(Roles.Officer))
            .CreateRiskRuleAsync(new CreateRiskRuleRequest()))).Code);
        Assert.Equal(StatusCode.Unauthenticated,
            (await ReleasesApp.RefusedAsync(new ReleaseCaseService.ReleaseCaseServiceClient(app.Host.Channel)
            .ListReleaseCasesAsync(new ListReleaseCasesRequest()))).Code);
    }

    [Fact]
    public async Task Cases_are_found_by_what_people_know_of_them()
    {
        await using var app = await ReleasesApp.StartAsync();
        await app.ReleaseAsync("c1");
        await app.AcceptAsync("c2", form => form.CustomsOffice = "0904");
        async Task<string> Find(ListReleaseCasesRequest request) => string.Join(' ', (await app.Cases()
            .ListReleaseCasesAsync(request)).ReleaseCases.Select(found => found.Name));

        Assert.Equal("releaseCases/c2 releaseCases/c1", await Find(new()));
        Assert.Equal("releaseCases/c1", await Find(new() { State = State.Released }));
        Assert.Equal("releaseCases/c2", await Find(new() { State = State.Open }));
        Assert.Equal("releaseCases/c2", await Find(new() { CustomsOffice = "0904" }));
        Assert.Equal("releaseCases/c1", await Find(new() { BillOfLading = "bill c1" }));
        Assert.Equal("releaseCases/c2", await Find(new() { DeclarationNumber = app.Accepted("c2").DeclarationNumber }));
        Assert.Equal("", await Find(new() { Road = Road.Traditional }));
        Assert.Equal(["state"], await ReleasesApp.FieldsAsync(app.Cases()
            .ListReleaseCasesAsync(new ListReleaseCasesRequest { State = (State)77 })));
    }

    [Fact]
    public async Task Withdrawn_case_cancels_its_control_and_keeps_the_gate_shut()
    {
        await using var app = await ReleasesApp.StartAsync();
        await app.ControlAsync("watch-firm", Lane.DocumentReview);
        await app.AcceptAsync("c1");
        await app.Host.PublishAsync(new WithdrawalRequested { Declaration = "declarations/c1", OccurTime = app.Now.ToWire(),
            Reason = "Shut out." });
        await app.SettleAsync("c1");
        await app.ArriveAsync("c1");

        Assert.Equal(State.Withdrawn, (await app.CaseAsync("c1")).State);
        Assert.Equal(Review.Types.State.Cancelled, (await app.Reviews()
            .GetReviewAsync(new GetReviewRequest { Name = "reviews/c1" })).State);
        Assert.Equal("WITHDRAWN", (await app.Gate.CheckGatePassAsync(new CheckGatePassRequest { Declaration = "declarations/c1",
            Plate = "LN-B1" })).Reason);
        Assert.Empty(app.Host.Events.All<GoodsReleased>());
        Assert.Equal("declarations/c1", Assert.Single(app.Host.Events.All<ReleaseBarred>()).Declaration);
    }

    [Fact]
    public async Task Withdrawal_that_comes_after_the_release_changes_nothing()
    {
        await using var app = await ReleasesApp.StartAsync();
        await app.AcceptAsync("c1");
        await app.SettleAsync("c1");
        await app.ArriveAsync("c1");
        await app.Host.PublishAsync(new WithdrawalRequested { Declaration = "declarations/c1", OccurTime = app.Now.ToWire(), Reason = "Shut out." });

        Assert.Equal(State.Released, (await app.CaseAsync("c1")).State);
        Assert.Single(app.Host.Events.All<GoodsReleased>());
        Assert.Empty(app.Host.Events.All<ReleaseBarred>());
    }

    [Fact]
    public async Task Journal_of_a_case_folds_to_the_same_decisions()
    {
        await using var app = await ReleasesApp.StartAsync(randomRules: true);
        await app.ReleaseAsync("c1");
        var (tables, reader) = (app.Service<ReleasesDefinition>(), app.Service<IReader<ReleasesDefinition>>());

        var journal = await reader.JournalAsync(tables.Cases, "c1", CancellationToken.None);
        var replay = JournalReplay.Fold(tables, tables.Cases, journal);

        Assert.True(journal.Count >= 4);
        Assert.Null(replay.Difference);
    }

    [Fact]
    public async Task Case_outlives_the_process()
    {
        var directory = Directory.CreateTempSubdirectory("clearance-").FullName;
        await using (var before = await ReleasesApp.StartAsync(directory: directory))
        {
            await before.ControlAsync("watch-firm", Lane.DocumentReview);
            await before.AcceptAsync("c1");
            await before.SettleAsync("c1");
        }

        await using (var after = await ReleasesApp.StartAsync(directory: directory))
        {
            await after.ArriveAsync("c1");
            await after.Reviews().RecordReviewAsync(new RecordReviewRequest { Name = "reviews/c1", Result = Review.Types.Result.Passed });
            Assert.Equal(State.Released, (await after.CaseAsync("c1")).State);
        }

        Directory.Delete(directory, recursive: true);
    }
}
