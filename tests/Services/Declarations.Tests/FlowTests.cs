using Clearance.Contracts.Complaint.Events.V1;
using Clearance.Contracts.Declaration.Events.V1;
using Clearance.Contracts.Declaration.V1;
using Clearance.Contracts.Guarantee.Events.V1;
using Clearance.Contracts.Payment.Events.V1;
using Clearance.Contracts.Release.Events.V1;
using Clearance.Kernel;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Type;
using Grpc.Core;

namespace Clearance.Declarations.Tests;

/// <summary>From filing to closing: facts in, facts out, timeline, stream, documents and their deadline.</summary>
public sealed class FlowTests(Window window) : IClassFixture<Window>
{
    private Timestamp Now => Timestamp.FromDateTimeOffset(window.App.Clock.GetUtcNow());

    [Fact]
    public async Task Acceptance_is_published_with_all_that_others_need()
    {
        var form = Window.Form("BL-ACCEPTED");
        form.SelfPayment = true;
        form.StatedTax = new Google.Type.Money { CurrencyCode = "CNY", Units = 123, Nanos = 450_000_000 };
        var lodged = await window.LodgeAsync(form);

        var fact = await window.App.Events.WaitForAsync<DeclarationAccepted>(e => e.Declaration == lodged.Name);

        Assert.Equal((lodged.DeclarationNumber, lodged.UnifiedNumber), (fact.DeclarationNumber, fact.UnifiedNumber));
        Assert.Equal((Window.Trader, Window.Agent), (fact.Enterprise, fact.Declarant));
        Assert.Equal(("BL-ACCEPTED", "2", "3", "JPN"), (fact.BillOfLading, fact.TransportMode, fact.Terms, fact.TradeCountry));
        Assert.Equal(DeclarationAccepted.Types.CreditClass.General, fact.CreditClass);
        Assert.Equal(form.StatedTax, fact.StatedTax);
        Assert.Equal("1200", fact.Freight.Amount.Value);
        Assert.Equal(new Google.Type.Money { CurrencyCode = "USD", Units = 250 }, Assert.Single(fact.Items).TotalPrice);
        Assert.Empty(fact.MissingDocuments);
        Assert.Null(fact.ReplenishDueDate);
    }

    [Fact]
    public async Task Every_fact_joins_the_declaration_and_its_timeline()
    {
        var name = (await window.LodgeAsync(Window.Form("BL-JOIN"))).Name;
        IMessage[] facts =
        [
            new GoodsReleased { Declaration = name, OccurTime = Now, ReleaseCase = "releaseCases/1", Provisional = true, ClearanceTime = Duration.FromTimeSpan(TimeSpan.FromMinutes(3)), Road = "EARLY_DECLARATION", Trail = { "Declared." } },
            new TaxAssessed { Declaration = name, OccurTime = Now, Total = Yuan(100), DueDate = new Date { Year = 2018, Month = 11, Day = 7 }, Bills = { new TaxAssessed.Types.Bill { TaxBill = "taxBills/1" } } },
            new TaxPaymentFailed { Declaration = name, OccurTime = Now, TaxBill = "taxBills/1", Reason = "BALANCE" },
            new TaxPaymentReversed { Declaration = name, OccurTime = Now, TaxBill = "taxBills/1", Amount = Yuan(100), Reason = "TREASURY_REJECTED" },
            new RefundDecided { Declaration = name, OccurTime = Now, Refund = "refunds/1", TaxBill = "taxBills/1", Amount = Yuan(10), Approved = true },
            new RefundConcluded { Declaration = name, OccurTime = Now, Refund = "refunds/1", TaxBill = "taxBills/1", Amount = Yuan(10), Reason = "ACCOUNT_CLOSED" },
            new TaxOverdue { Declaration = name, OccurTime = Now, TaxBill = "taxBills/1", OpenAmount = Yuan(100) },
            new DeclarationSecured { Declaration = name, OccurTime = Now, Reservation = "guarantees/1/reservations/1", Amount = Yuan(100) },
            new SecurityRefused { Declaration = name, OccurTime = Now, Guarantee = "guarantees/2", Reason = "LIMIT_EXCEEDED", Text = "Too small." },
            new SecurityReleased { Declaration = name, OccurTime = Now, Reservation = "guarantees/1/reservations/1", Amount = Yuan(100) },
            new GuaranteeClaimed { Declaration = name, OccurTime = Now, Claim = "claims/1", Amount = Yuan(100), Reason = "TAX_OVERDUE" },
            new ControlDecided { Declaration = name, OccurTime = Now, Lane = ControlDecided.Types.Lane.DocumentReview, Rules = { "riskRules/1 v1" } },
            new ControlCompleted { Declaration = name, OccurTime = Now, Passed = true, Result = "REVIEW_PASSED", Control = "reviews/1" },
            new GoodsArrived { Declaration = name, OccurTime = Now, BillOfLading = "BL-JOIN" },
            new ComplaintFiled { Declaration = name, OccurTime = Now, Complaint = "complaints/1", Enterprise = Window.Trader },
            new ComplaintConcluded { Declaration = name, OccurTime = Now, Complaint = "complaints/1", Enterprise = Window.Trader, Finding = "FOUNDED" },
            new ComplaintFiled { OccurTime = Now, Complaint = "complaints/2", Enterprise = Window.Trader },
        ];
        foreach (var fact in facts)
        {
            await window.App.PublishAsync(fact);
        }

        var provisional = await GetAsync(name);
        await window.App.PublishAsync(new TaxSettled { Declaration = name, OccurTime = Now, Total = Yuan(100) });
        var closed = await GetAsync(name);
        var timeline = (await window.AsTrader.ListTimelineAsync(new ListTimelineRequest { Parent = name })).Entries;

        Assert.Equal(Clearance.Contracts.Declaration.V1.Declaration.Types.State.ReleasedProvisionally, provisional.State);
        Assert.Equal(TaxSummary.Types.State.Overdue, provisional.Tax.State);
        Assert.Equal(SecuritySummary.Types.State.Claimed, provisional.SecuritySummary.State);
        Assert.Equal((ControlSummary.Types.Lane.DocumentReview, true), (provisional.Control.Lane, provisional.Control.Passed));
        Assert.Equal("EARLY_DECLARATION", provisional.Release.Road);
        Assert.Equal(Clearance.Contracts.Declaration.V1.Declaration.Types.State.Closed, closed.State);
        Assert.Equal((TaxSummary.Types.State.Settled, Yuan(100)), (closed.Tax.State, closed.Tax.Paid));
        Assert.Equal(18, timeline.Count);
        Assert.All(timeline, entry => Assert.True(entry.Text.Length > 0 && entry.ChineseText.Length > 0 && entry.Actor.Length > 0));
        Assert.Equal(timeline.OrderBy(entry => entry.OccurTime), timeline);
        Assert.Equal(
            System.Enum.GetNames<Clearance.Declarations.Domain.TimelineKind>(),
            System.Enum.GetNames<TimelineEntry.Types.Kind>().Skip(1));
    }

    [Fact]
    public async Task A_watcher_sees_every_version_until_it_leaves()
    {
        var name = (await window.LodgeAsync(Window.Form("BL-WATCH"))).Name;
        using var leaving = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var watch = window.AsTrader.WatchDeclaration(new WatchDeclarationRequest { Name = name }, cancellationToken: leaving.Token);

        Assert.True(await watch.ResponseStream.MoveNext(leaving.Token));
        Assert.Equal(Clearance.Contracts.Declaration.V1.Declaration.Types.State.Accepted, watch.ResponseStream.Current.State);
        await window.App.PublishAsync(new GoodsArrived { Declaration = name, OccurTime = Now, BillOfLading = "BL-WATCH" });
        Assert.True(await watch.ResponseStream.MoveNext(leaving.Token));
        Assert.NotNull(watch.ResponseStream.Current.ArrivalTime);
    }

    [Fact]
    public async Task A_stranger_cannot_watch()
    {
        var name = (await window.LodgeAsync(Window.Form("BL-NOWATCH"))).Name;
        using var watch = window.AsStranger.WatchDeclaration(new WatchDeclarationRequest { Name = name });

        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => watch.ResponseStream.MoveNext(CancellationToken.None))).StatusCode);
    }

    [Fact]
    public async Task A_withdrawal_is_asked_of_releases_and_published_when_the_goods_stay()
    {
        var name = (await window.LodgeAsync(Window.Form("BL-WITHDRAWN"))).Name;
        var withdrawing = await window.AsAgent.WithdrawDeclarationAsync(new WithdrawDeclarationRequest { Name = name, Reason = "Wrong goods." });
        await window.App.Events.WaitForAsync<WithdrawalRequested>(e => e.Declaration == name);
        Assert.Equal(Declaration.Types.State.Withdrawing, withdrawing.State);
        Assert.Equal("WITHDRAWAL_PENDING", await ReasonOfWithdrawingAsync(name));

        await window.App.PublishAsync(new ReleaseBarred { Declaration = name, OccurTime = Now });

        var fact = await window.App.Events.WaitForAsync<DeclarationWithdrawn>(e => e.Declaration == name);
        Assert.Equal("Wrong goods.", fact.Reason);
        Assert.Equal("DECLARATION_WITHDRAWN", await ReasonOfWithdrawingAsync(name));
    }

    private async Task<string> ReasonOfWithdrawingAsync(string name) => Errors.ReasonOf(await Assert.ThrowsAsync<RpcException>(
        () => window.AsAgent.WithdrawDeclarationAsync(new WithdrawDeclarationRequest { Name = name, Reason = "Wrong goods." }).ResponseAsync));

    [Fact]
    public async Task Missing_documents_come_in_time()
    {
        var lodged = await window.LodgeAsync(Window.AirWithoutInvoice("20512345675_H1"));
        var accepted = await window.App.Events.WaitForAsync<DeclarationAccepted>(e => e.Declaration == lodged.Name);
        using var upload = await window.Rest.PostAsync($"/v1/{lodged.Name}/documents/invoice:upload?fileName=inv.pdf", Window.Raw("%PDF-1.7 invoice", "application/octet-stream"));
        var document = Document.Parser.ParseJson(await upload.Content.ReadAsStringAsync());
        await window.App.Events.WaitForAsync<DocumentsCompleted>(e => e.Declaration == lodged.Name);

        Assert.Equal(["INVOICE"], lodged.MissingDocuments);
        Assert.Equal(["INVOICE"], accepted.MissingDocuments);
        Assert.Equal(lodged.ReplenishDueDate, accepted.ReplenishDueDate);
        Assert.Equal(DeclarationAccepted.Types.Purpose.Documents, Assert.Single(accepted.Purposes));
        Assert.Equal((Document.Types.State.Uploaded, "inv.pdf", "application/pdf", 16L), (document.State, document.FileName, document.MediaType, document.SizeBytes));
        Assert.True(File.Exists(Path.Combine(window.App.Directory, "documents", document.Sha256[..2], document.Sha256)));
        Assert.Empty((await GetAsync(lodged.Name)).MissingDocuments);
    }

    [Fact]
    public async Task An_event_about_no_declaration_of_ours_becomes_a_dead_letter()
    {
        await window.App.PublishAsync(new GoodsArrived { Declaration = "declarations/none", OccurTime = Now, BillOfLading = "X" });

        var letters = await window.App.Http(Roles.Operator).GetStringAsync("/v1/services/declarations/deadLetters");
        Assert.Contains("declarations/none", letters, StringComparison.Ordinal);
    }

    private static Google.Type.Money Yuan(long units) => new() { CurrencyCode = "CNY", Units = units };

    private Task<Clearance.Contracts.Declaration.V1.Declaration> GetAsync(string name) =>
        window.AsOfficer.GetDeclarationAsync(new GetDeclarationRequest { Name = name }).ResponseAsync;
}

/// <summary>On a clock of its own, since time moves.</summary>
public sealed class ReplenishmentTests(Window window) : IClassFixture<Window>
{
    [Fact]
    public async Task Missing_documents_that_do_not_come_are_told_and_suspend_the_privilege()
    {
        var name = (await window.LodgeAsync(Window.AirWithoutInvoice("20512345675_H2"))).Name;
        await window.App.PublishAsync(new GoodsReleased
        {
            Declaration = name, OccurTime = Timestamp.FromDateTimeOffset(window.App.Clock.GetUtcNow()), ReleaseCase = "releaseCases/2", Provisional = true, Road = "RELEASE_BEFORE_REPLENISHING",
        });

        window.App.Clock.Advance(TimeSpan.FromDays(16));
        var fact = await window.App.Events.WaitForAsync<ReplenishmentOverdue>(e => e.Declaration == name);
        var enterprise = await window.Register.GetEnterpriseAsync(new GetEnterpriseRequest { Name = $"enterprises/{Window.Certified}" });
        var next = await Assert.ThrowsAsync<RpcException>(() => window.LodgeAsync(Window.AirWithoutInvoice("20512345675_H3")));

        Assert.Equal(["INVOICE"], fact.MissingDocuments);
        Assert.Equal(CustomsTime.StartOf(new DateOnly(2018, 11, 7)), fact.OccurTime.ToDateTimeOffset());
        Assert.True(enterprise.PrivilegeSuspended);
        Assert.Contains(Errors.CodesOf(next), code => code == "PRIVILEGE_SUSPENDED");

        using var restored = await window.App.Http(Roles.Officer).PostAsync($"/v1/enterprises/{Window.Certified}:restorePrivilege", Window.Raw("{\"reason\":\"Papers came.\"}", "application/json"));
        Assert.True(restored.IsSuccessStatusCode);
        await window.LodgeAsync(Window.AirWithoutInvoice("20512345675_H4"));
    }
}
