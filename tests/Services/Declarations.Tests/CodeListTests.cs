using System.Net;
using System.Text.Json.Nodes;
using Clearance.Contracts.Declaration.V1;
using Grpc.Core;

namespace Clearance.Declarations.Tests;

/// <summary>Code lists and rules by API, and what they say of a form.</summary>
public sealed class CodeListTests(Window window) : IClassFixture<Window>
{
    [Fact]
    public async Task Every_list_names_the_fields_that_it_is_for()
    {
        var lists = JsonNode.Parse(await window.Rest.GetStringAsync("/v1/codeLists"))!["codeLists"]!.AsArray();

        var units = lists.Single(list => list!["name"]!.GetValue<string>() == "codeLists/units")!;
        Assert.Equal(124, units["codeCount"]!.GetValue<int>());
        Assert.Contains("items.first_unit", units["fields"]!.AsArray().Select(path => path!.GetValue<string>()));
        Assert.All(lists, list => Assert.NotEmpty(list!["fields"]!.AsArray()));
    }

    [Fact]
    public async Task Codes_are_found_by_prefix_by_name_and_by_day()
    {
        Assert.Equal(["0901", "0902", "0903"], (await CodesAsync("customs-offices/codes?prefix=090&pageSize=3")).Codes);
        Assert.Equal(["035"], (await CodesAsync("units/codes?text=千克")).Codes.Where(code => code == "035"));
        Assert.Equal(["w"], (await CodesAsync("licences/codes?prefix=w")).Codes);
        Assert.Empty((await CodesAsync("licences/codes?prefix=w&date=2018-10-23")).Codes);
        Assert.Equal(["w"], (await CodesAsync("licences/codes?prefix=w&date=2021-01-01")).Codes);
    }

    [Fact]
    public async Task Pages_go_through_a_list_once()
    {
        var seen = new List<string>();
        var token = string.Empty;
        do
        {
            var page = await CodesAsync($"ports/codes?prefix=JPN&pageSize=100&pageToken={Uri.EscapeDataString(token)}");
            seen.AddRange(page.Codes);
            token = page.Token;
        }
        while (token.Length > 0);

        Assert.Equal(seen.Distinct(), seen);
        Assert.Contains("JPN570", seen);
        Assert.True(seen.Count > 100);
    }

    [Theory]
    [InlineData("/v1/codeLists/colours/codes", HttpStatusCode.NotFound)]
    [InlineData("/v1/codeLists/units/codes/zzz", HttpStatusCode.NotFound)]
    [InlineData("/v1/codeLists/units/codes?date=yesterday", HttpStatusCode.BadRequest)]
    [InlineData("/v1/codeLists/units/codes?pageSize=-1", HttpStatusCode.BadRequest)]
    [InlineData("/v1/codeLists/units/codes/035", HttpStatusCode.OK)]
    [InlineData("/v1/formRules?date=2018", HttpStatusCode.BadRequest)]
    public async Task What_is_not_there_is_said(string route, HttpStatusCode status)
    {
        using var answer = await window.Rest.GetAsync(route);
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task A_form_is_judged_by_the_rules_of_its_day()
    {
        async Task<string[]> OnAsync(string day) =>
            [.. JsonNode.Parse(await window.Rest.GetStringAsync($"/v1/formRules?date={day}"))!["formRules"]!.AsArray().Select(rule => rule!["label"]!.GetValue<string>())];

        Assert.Contains("PRICE-QUESTIONS/1", await OnAsync("2018-10-23"));
        Assert.DoesNotContain("PRICE-QUESTIONS/2", await OnAsync("2018-10-23"));
        Assert.Contains("PRICE-QUESTIONS/2", await OnAsync("2019-02-01"));
        Assert.DoesNotContain("PRICE-QUESTIONS/1", await OnAsync("2019-02-01"));
    }

    [Fact]
    public async Task A_violation_names_its_rule_in_both_protocols()
    {
        var form = Window.Form("RULE-1");
        form.CustomsOffice = "0999";
        var fault = await Assert.ThrowsAsync<RpcException>(() => window.LodgeAsync(form));
        Assert.EndsWith("CODE-LISTS/1", fault.GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>()!.FieldViolations.Single().Description, StringComparison.Ordinal);

        using var answer = await window.Rest.PostAsync("/v1/declarations:lodge", Window.Raw($$"""{"declaration":{{Window.Json(form)}}}""", "application/json"));
        var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"]![0]!;
        Assert.Equal(("CUSTOMS_OFFICE_UNKNOWN", "CODE-LISTS/1"), (error["code"]!.GetValue<string>(), error["rule"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_warning_does_not_refuse_and_stays_with_the_form()
    {
        var form = Window.Form("WARN-1");
        form.PackageKind = "93";

        var preview = await window.AsAgent.LodgeDeclarationAsync(new LodgeDeclarationRequest { Declaration = form, ValidateOnly = true });
        var lodged = await window.LodgeAsync(form);
        var read = await window.AsAgent.GetDeclarationAsync(new GetDeclarationRequest { Name = lodged.Name });

        Assert.Equal(("WOOD_PACKING", "WOOD-PACKING/1"), (Assert.Single(read.Warnings).Code, read.Warnings[0].Rule));
        Assert.Equal(read.Warnings, lodged.Warnings);
        Assert.Equal(read.Warnings, preview.Warnings);
    }

    private async Task<(string[] Codes, string Token)> CodesAsync(string route)
    {
        var answer = JsonNode.Parse(await window.Rest.GetStringAsync($"/v1/codeLists/{route}"))!;
        return ([.. answer["codes"]?.AsArray().Select(code => code!["code"]!.GetValue<string>()) ?? []], answer["nextPageToken"]?.GetValue<string>() ?? string.Empty);
    }
}
