using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Clearance.Contracts.Declaration.Events.V1;
using Clearance.Contracts.Declaration.V1;
using Clearance.Contracts.Release.Events.V1;
using Clearance.Hosting;
using Clearance.Kernel;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using State = Clearance.Contracts.Declaration.V1.Declaration.Types.State;

namespace Clearance.Declarations.Tests;

/// <summary>Amendments, versions, returns and rejections through both faces.</summary>
public sealed class AmendmentTests(Window window) : IClassFixture<Window>
{
    [Fact]
    public async Task An_amendment_is_asked_for_by_rest_approved_by_an_officer_and_readable_as_a_difference()
    {
        var name = (await window.LodgeAsync(Window.Form("BL-AMEND"))).Name;
        var line = Window.Line(1);
        line.TotalPrice.Units = 500;
        line.UnitPrice.Value = "5";

        using var asked = await window.Rest.PostAsJsonAsync($"/v1/{name}:amend", new JsonObject
        {
            ["declaration"] = new JsonObject { ["items"] = new JsonArray(Window.Json(line)) }, ["reason"] = "Price of the final invoice.",
        });
        var waiting = Declaration.Parser.ParseJson(await asked.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.OK, 0), (asked.StatusCode, waiting.Version));
        Assert.Equal(["items[0].total_price 250 500", "items[0].unit_price 2.5 5"], waiting.Amendment.Changes.Select(change => $"{change.Field} {change.Before} {change.After}"));
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(
            () => window.AsAgent.ApproveAmendmentAsync(new ApproveAmendmentRequest { Name = name }).ResponseAsync)).StatusCode);

        var amended = await window.AsOfficer.ApproveAmendmentAsync(new ApproveAmendmentRequest { Name = name, Reason = "Invoice seen." });

        Assert.Equal((1, null, 500), (amended.Version, amended.Amendment, amended.Items[0].TotalPrice.Units));
        var fact = await window.App.Events.WaitForAsync<DeclarationAmended>(e => e.Declaration == name);
        Assert.Equal((1, 500, amended.AcceptTime), (fact.Version, fact.Form.Items[0].TotalPrice.Units, fact.Form.OccurTime));
        var versions = (await window.AsTrader.ListDeclarationVersionsAsync(new ListDeclarationVersionsRequest { Parent = name })).Versions;
        Assert.Equal([$"{name}/versions/0", $"{name}/versions/1"], versions.Select(version => version.Name));
        Assert.Equal("Price of the final invoice. (Invoice seen.)", versions[1].Reason);
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(
            () => window.AsStranger.ListDeclarationVersionsAsync(new ListDeclarationVersionsRequest { Parent = name }).ResponseAsync)).StatusCode);
    }

    [Fact]
    public async Task An_amendment_is_screened_against_the_code_lists()
    {
        var name = (await window.LodgeAsync(Window.Form("BL-SCREEN"))).Name;

        var fault = await Assert.ThrowsAsync<RpcException>(() => window.AsAgent.AmendDeclarationAsync(
            new AmendDeclarationRequest { Name = name, Declaration = new Declaration { DeparturePort = "XXX999" }, Reason = "Other port." }).ResponseAsync);

        Assert.Equal((StatusCode.InvalidArgument, "FORM_INVALID"), (fault.StatusCode, Errors.ReasonOf(fault)));
        Assert.Equal(0, (await window.AsAgent.GetDeclarationAsync(new GetDeclarationRequest { Name = name })).Version);
    }

    [Fact]
    public async Task A_returned_form_says_why_and_until_when()
    {
        var name = (await window.LodgeAsync(Window.Form("BL-RETURN"))).Name;

        var returned = await window.AsOfficer.ReturnDeclarationAsync(new ReturnDeclarationRequest { Name = name, Reason = "Origin is not proved." });

        Assert.Equal((State.Returned, "Origin is not proved.", 28), (returned.State, returned.ReturnSummary.Reason, returned.ReturnSummary.AnswerDueDate.Day));
        await window.App.Events.WaitForAsync<DeclarationReturned>(e => e.Declaration == name && e.Version == 0);
        var told = (await window.AsTrader.ListTimelineAsync(new ListTimelineRequest { Parent = name })).Entries;
        Assert.Equal(TimelineEntry.Types.Kind.Returned, told[^1].Kind);
    }

    [Fact]
    public async Task A_rejected_form_ends_when_releases_bars_it()
    {
        var name = (await window.LodgeAsync(Window.Form("BL-REJECT"))).Name;
        var rejecting = await window.AsOfficer.RejectDeclarationAsync(new RejectDeclarationRequest { Name = name, Reason = "No permit." });
        Assert.Equal((State.Withdrawing, "No permit."), (rejecting.State, rejecting.WithdrawReason));

        await window.App.PublishAsync(new ReleaseBarred { Declaration = name, OccurTime = Timestamp.FromDateTimeOffset(window.App.Clock.GetUtcNow()) });

        Assert.Equal(State.Rejected, (await window.AsTrader.GetDeclarationAsync(new GetDeclarationRequest { Name = name })).State);
        Assert.Equal("No permit.", (await window.App.Events.WaitForAsync<DeclarationWithdrawn>(e => e.Declaration == name)).Reason);
    }

    [Fact]
    public async Task An_officer_acts_in_the_offices_of_the_token()
    {
        var name = (await window.LodgeAsync(Window.Form("BL-OFFICE"))).Name;
        DeclarationService.DeclarationServiceClient Of(params string[] offices) => new(window.App.GrpcWith(
            window.App.Services.GetRequiredService<LocalIssuer>().Issue("officer-1", [Roles.Officer], null, TimeSpan.FromHours(1), offices)));
        var request = new ReturnDeclarationRequest { Name = name, Reason = "The value needs a proof." };

        var fault = await Assert.ThrowsAsync<RpcException>(() => Of("0901", "0902").ReturnDeclarationAsync(request).ResponseAsync);

        Assert.Equal((StatusCode.PermissionDenied, "OFFICE_NOT_YOURS"), (fault.StatusCode, Errors.ReasonOf(fault)));
        Assert.Equal(State.Returned, (await Of("0901", "0906").ReturnDeclarationAsync(request)).State);
    }

    [Theory]
    [InlineData("approveAmendment")]
    [InlineData("refuseAmendment")]
    [InlineData("return")]
    [InlineData("reject")]
    public async Task Officers_words_are_not_for_firms_and_need_a_declaration(string verb)
    {
        using var firm = await window.Rest.PostAsJsonAsync($"/v1/declarations/nothing:{verb}", new JsonObject { ["reason"] = "x" });
        using var officer = await window.App.Http(Roles.Officer).PostAsJsonAsync($"/v1/declarations/nothing:{verb}", new JsonObject { ["reason"] = "x" });

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.NotFound), (firm.StatusCode, officer.StatusCode));
    }
}
