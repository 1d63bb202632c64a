using Clearance.Contracts.Declaration.V1;
using Clearance.Kernel;
using Google.Type;
using Grpc.Core;

namespace Clearance.Declarations.Tests;

/// <summary>The register of enterprises through its API.</summary>
public sealed class EnterpriseTests(Window window) : IClassFixture<Window>
{
    private EnterpriseService.EnterpriseServiceClient AsTrader => new(window.App.Grpc(Roles.Declarant, Window.Trader));

    [Fact]
    public async Task An_enterprise_is_registered_once()
    {
        var twice = await RefusedAsync(() => window.Register.CreateEnterpriseAsync(new CreateEnterpriseRequest
        {
            Enterprise = new Enterprise { Uscc = Window.Trader, CustomsCode = "2102460009", DisplayName = "示例" },
        }).ResponseAsync);
        var wrong = await RefusedAsync(() => window.Register.CreateEnterpriseAsync(new CreateEnterpriseRequest()).ResponseAsync);
        var taken = await RefusedAsync(() => window.Register.CreateEnterpriseAsync(new CreateEnterpriseRequest
        {
            Enterprise = new Enterprise { Uscc = "913302043169258512", CustomsCode = "2102460001", DisplayName = "示例" },
        }).ResponseAsync);

        Assert.Equal((StatusCode.AlreadyExists, "ENTERPRISE_ALREADY_REGISTERED"), (twice.StatusCode, Errors.ReasonOf(twice)));
        Assert.Equal(["USCC_CHECK_DIGIT_WRONG", "CUSTOMS_CODE_MALFORMED", "DISPLAY_NAME_REQUIRED"], Errors.CodesOf(wrong));
        Assert.Equal((StatusCode.AlreadyExists, "VALUE_TAKEN"), (taken.StatusCode, Errors.ReasonOf(taken)));
    }

    [Fact]
    public async Task A_class_changes_from_its_day_and_keeps_its_history()
    {
        var name = $"enterprises/{Window.Stranger}";
        var changed = await window.Register.ChangeCreditClassAsync(new ChangeCreditClassRequest
        {
            Name = name, CreditClass = CreditClass.AdvancedCertified, EffectiveDate = new Date { Year = 2018, Month = 11, Day = 1 }, Reason = "Certified.",
        });
        var noClass = await RefusedAsync(() => window.Register.ChangeCreditClassAsync(new ChangeCreditClassRequest { Name = name, Reason = "x" }).ResponseAsync);
        var noDay = await RefusedAsync(() => window.Register.ChangeCreditClassAsync(new ChangeCreditClassRequest
        {
            Name = name, CreditClass = CreditClass.General, Reason = "x", EffectiveDate = new Date { Year = 2018, Month = 13 },
        }).ResponseAsync);

        Assert.Equal(CreditClass.GeneralCertified, changed.CreditClass);
        Assert.Equal([CreditClass.GeneralCertified, CreditClass.AdvancedCertified], changed.CreditHistory.Select(record => record.CreditClass));
        Assert.Equal(["CREDIT_CLASS_REQUIRED"], Errors.CodesOf(noClass));
        Assert.Equal(["DATE_MALFORMED"], Errors.CodesOf(noDay));
    }

    [Fact]
    public async Task What_the_classes_mean_is_read_by_rest()
    {
        var body = System.Text.Json.Nodes.JsonNode.Parse(await window.Rest.GetStringAsync("/v1/creditTerms?date=2018-10-23"))!["creditTerms"]!.AsArray();
        using var wrong = await window.Rest.GetAsync("/v1/creditTerms?date=2018-13-23");

        Assert.Equal(
            ["CREDIT_CLASS_ADVANCED_CERTIFIED 20 True", "CREDIT_CLASS_GENERAL_CERTIFIED 50 True", "CREDIT_CLASS_GENERAL 100 False", "CREDIT_CLASS_DISCREDITED  False"],
            body.Select(row => $"{row!["creditClass"]} {row["inspectionPercent"]} {row["replenishment"]?.GetValue<bool>() ?? false}"));
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task A_mandate_says_what_it_covers()
    {
        var name = $"enterprises/{Window.Stranger}";
        var stranger = new EnterpriseService.EnterpriseServiceClient(window.App.Grpc(Roles.Declarant, Window.Stranger));
        var granted = await stranger.GrantMandateAsync(new GrantMandateRequest
        {
            Name = name, Agent = Window.Agent, Direction = Direction.Import, CustomsOffices = { "0908", "0906", "0906" },
        });
        var wrong = await RefusedAsync(() => stranger.GrantMandateAsync(new GrantMandateRequest { Name = name, Agent = Window.Agent, Direction = (Direction)7 }).ResponseAsync);

        var mandate = Assert.Single(granted.Mandates);
        Assert.Equal((Direction.Import, "0906 0908"), (mandate.Direction, string.Join(' ', mandate.CustomsOffices)));
        Assert.Equal(["CODE_UNKNOWN"], Errors.CodesOf(wrong));
    }

    [Fact]
    public async Task A_mandate_that_is_revoked_no_longer_counts()
    {
        var name = $"enterprises/{Window.Trader}";
        var revoked = await AsTrader.RevokeMandateAsync(new RevokeMandateRequest { Name = name, Agent = Window.Agent });
        var refused = await RefusedAsync(() => window.LodgeAsync(Window.Form("BL-MANDATE")));
        var granted = await AsTrader.GrantMandateAsync(new GrantMandateRequest { Name = name, Agent = Window.Agent });
        await window.LodgeAsync(Window.Form("BL-MANDATE"));

        Assert.Empty(revoked.Mandates);
        Assert.Equal(["MANDATE_MISSING"], Errors.CodesOf(refused));
        Assert.Equal(Window.Agent, Assert.Single(granted.Mandates).Agent);
    }

    [Fact]
    public async Task A_firm_sees_and_binds_itself_only()
    {
        var agent = new EnterpriseService.EnterpriseServiceClient(window.App.Grpc(Roles.Declarant, Window.Agent));
        Func<Task>[] calls =
        [
            () => agent.GetEnterpriseAsync(new GetEnterpriseRequest { Name = $"enterprises/{Window.Trader}" }).ResponseAsync,
            () => agent.GrantMandateAsync(new GrantMandateRequest { Name = $"enterprises/{Window.Trader}", Agent = Window.Agent }).ResponseAsync,
            () => agent.RevokeMandateAsync(new RevokeMandateRequest { Name = $"enterprises/{Window.Trader}", Agent = Window.Agent }).ResponseAsync,
            () => window.Register.GetEnterpriseAsync(new GetEnterpriseRequest { Name = "enterprises/none" }).ResponseAsync,
        ];
        foreach (var call in calls)
        {
            Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(call)).StatusCode);
        }

        var own = Assert.Single((await agent.ListEnterprisesAsync(new ListEnterprisesRequest())).Enterprises);
        Assert.Equal($"enterprises/{Window.Agent}", own.Name);
        Assert.True((await window.Register.ListEnterprisesAsync(new ListEnterprisesRequest())).Enterprises.Count > 2);
        Assert.Single((await window.Register.ListEnterprisesAsync(new ListEnterprisesRequest { CustomsCode = "2102460001" })).Enterprises);
        Assert.Equal(StatusCode.PermissionDenied, (await RefusedAsync(() => agent.CreateEnterpriseAsync(new CreateEnterpriseRequest()).ResponseAsync)).StatusCode);
    }

    [Fact]
    public async Task A_privilege_that_is_not_suspended_cannot_be_restored()
    {
        var officer = new EnterpriseService.EnterpriseServiceClient(window.App.Grpc(Roles.Officer));
        var fault = await RefusedAsync(() => officer.RestorePrivilegeAsync(new RestorePrivilegeRequest { Name = $"enterprises/{Window.Trader}", Reason = "x" }).ResponseAsync);

        Assert.Equal((StatusCode.FailedPrecondition, "PRIVILEGE_NOT_SUSPENDED"), (fault.StatusCode, Errors.ReasonOf(fault)));
    }

    private static Task<RpcException> RefusedAsync(Func<Task> call) => Assert.ThrowsAsync<RpcException>(call);
}
