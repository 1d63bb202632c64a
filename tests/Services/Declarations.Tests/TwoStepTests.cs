using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Clearance.Contracts.Declaration.Events.V1;
using Clearance.Contracts.Declaration.V1;
using Clearance.Contracts.Release.Events.V1;
using Clearance.Kernel;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using State = Clearance.Contracts.Declaration.V1.Declaration.Types.State;

namespace Clearance.Declarations.Tests;

/// <summary>Two-step declarations through both faces, in 2020.</summary>
public sealed class TwoStepTests(Window window) : IClassFixture<Window>, IAsyncLifetime
{
    /// <summary>The mandates of the sample end with 2019.</summary>
    public async ValueTask InitializeAsync()
    {
        var begin = new DateTimeOffset(2020, 3, 2, 1, 0, 0, TimeSpan.Zero);
        if (window.App.Clock.GetUtcNow() < begin)
        {
            window.App.Clock.SetUtcNow(begin);
        }

        await new EnterpriseService.EnterpriseServiceClient(window.App.Grpc(Roles.Declarant, Window.Trader)).GrantMandateAsync(
            new GrantMandateRequest { Name = $"enterprises/{Window.Trader}", Agent = Window.Agent });
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_summary_is_lodged_by_rest_and_completed()
    {
        using var answer = await window.Rest.PostAsJsonAsync("/v1/declarations:lodge", new JsonObject { ["declaration"] = Window.Json(Summary("BL-TWO-1")) });
        var summary = Declaration.Parser.ParseJson(await answer.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.OK, State.Accepted, true, 0), (answer.StatusCode, summary.State, summary.Summary, summary.MissingDocuments.Count));
        Assert.NotNull(summary.Completion);
        var accepted = await window.App.Events.WaitForAsync<DeclarationAccepted>(e => e.Declaration == summary.Name);
        Assert.True(accepted.Summary);

        var rest = Rest("BL-TWO-1");
        using var rehearsed = await window.Rest.PostAsJsonAsync($"/v1/{summary.Name}:complete", new JsonObject { ["declaration"] = rest.DeepClone(), ["validateOnly"] = true });
        Assert.False(Declaration.Parser.ParseJson(await rehearsed.Content.ReadAsStringAsync()).Summary);
        Assert.True((await window.AsAgent.GetDeclarationAsync(new GetDeclarationRequest { Name = summary.Name })).Summary);

        using var completed = await window.Rest.PostAsJsonAsync($"/v1/{summary.Name}:complete", new JsonObject { ["declaration"] = rest.DeepClone() });
        var whole = Declaration.Parser.ParseJson(await completed.Content.ReadAsStringAsync());

        Assert.Equal((HttpStatusCode.OK, false, 1, "5000"), (completed.StatusCode, whole.Summary, whole.Version, whole.NetWeight.Value));
        Assert.Equal((false, window.App.Clock.GetUtcNow()), (whole.Completion.Overdue, whole.Completion.CompleteTime.ToDateTimeOffset()));
        var amended = await window.App.Events.WaitForAsync<DeclarationAmended>(e => e.Declaration == summary.Name);
        Assert.Equal((1, false, whole.Completion.CompleteTime), (amended.Version, amended.Form.Summary, amended.Form.CompleteTime));
        Assert.Equal(
            "DECLARATION_NOT_SUMMARY",
            Errors.ReasonOf(await Assert.ThrowsAsync<RpcException>(() => window.AsAgent.CompleteDeclarationAsync(new CompleteDeclarationRequest { Name = summary.Name, Declaration = Window.Form("BL-TWO-1") }).ResponseAsync)));
    }

    [Fact]
    public async Task An_incomplete_second_step_says_everything_that_is_wrong_and_leaves_the_summary()
    {
        var summary = await window.LodgeAsync(Summary("BL-TWO-2"));

        var fault = await Assert.ThrowsAsync<RpcException>(() => window.AsAgent.CompleteDeclarationAsync(
            new CompleteDeclarationRequest { Name = summary.Name, Declaration = new Declaration { DeparturePort = "XXX999" } }).ResponseAsync);

        var codes = fault.GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>()!.FieldViolations.Select(violation => violation.Field).ToArray();
        Assert.Contains("declaration.departure_port", codes);
        Assert.Contains("declaration.net_weight", codes);
        Assert.Contains("declaration.attachments", codes);
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(
            () => window.AsStranger.CompleteDeclarationAsync(new CompleteDeclarationRequest { Name = summary.Name, Declaration = Window.Form("BL-TWO-2") }).ResponseAsync)).StatusCode);
        Assert.Equal(0, (await window.AsAgent.GetDeclarationAsync(new GetDeclarationRequest { Name = summary.Name })).Version);
    }

    [Fact]
    public async Task A_second_step_that_does_not_come_is_told_and_costs_the_privilege()
    {
        var summary = await window.LodgeAsync(Summary("BL-TWO-3"));
        await window.App.PublishAsync(new GoodsArrived
        {
            Declaration = summary.Name, OccurTime = Timestamp.FromDateTimeOffset(window.App.Clock.GetUtcNow()), BillOfLading = "BL-TWO-3",
        });
        Assert.NotNull((await window.AsAgent.GetDeclarationAsync(new GetDeclarationRequest { Name = summary.Name })).Completion.DueDate);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(TimeSpan.FromMinutes(1));
        using var watch = window.AsAgent.WatchDeclaration(new WatchDeclarationRequest { Name = summary.Name }, cancellationToken: stop.Token);

        window.App.Clock.Advance(TimeSpan.FromDays(15));
        while (await watch.ResponseStream.MoveNext(stop.Token) && !watch.ResponseStream.Current.Completion.Overdue)
        {
        }

        Assert.True(watch.ResponseStream.Current.Completion.Overdue);
        var refused = await Assert.ThrowsAsync<RpcException>(() => window.LodgeAsync(Summary("BL-TWO-4")));
        Assert.Equal("declaration.summary", Assert.Single(refused.GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>()!.FieldViolations).Field);
        await new EnterpriseService.EnterpriseServiceClient(window.App.Grpc(Roles.Officer)).RestorePrivilegeAsync(new RestorePrivilegeRequest { Name = $"enterprises/{Window.Trader}", Reason = "Completed." });
    }

    /// <summary>What a summary needs, and no more.</summary>
    private static Declaration Summary(string bill)
    {
        var (whole, line) = (Window.Form(bill), Window.Line(1));
        return new Declaration
        {
            Summary = true,
            Direction = Direction.Import,
            CustomsOffice = "0906",
            Trader = whole.Trader,
            Declarant = whole.Declarant,
            Transport = whole.Transport,
            SupervisionMode = "0110",
            Terms = "1",
            GrossWeight = whole.GrossWeight,
            Items =
            {
                new GoodsItem
                {
                    Number = 1, CommodityCode = line.CommodityCode, GoodsName = line.GoodsName, DestinationCountry = "CHN", TotalPrice = line.TotalPrice, FirstQuantity = line.FirstQuantity,
                    FirstUnit = line.FirstUnit, SecondQuantity = line.SecondQuantity, SecondUnit = line.SecondUnit, OriginCountry = "JPN", LevyMode = "1",
                },
            },
        };
    }

    /// <summary>The second step of it.</summary>
    private static JsonObject Rest(string bill)
    {
        var whole = Window.Form(bill);
        whole.Terms = "1";
        whole.Freight = null;
        return Window.Json(whole).AsObject();
    }
}
