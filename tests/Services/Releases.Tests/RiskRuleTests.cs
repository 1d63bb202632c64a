using System.Net.Http.Json;
using System.Text.Json;
using Clearance.Contracts.Release.V1;
using Clearance.Kernel;
using Grpc.Core;

namespace Clearance.Releases.Tests;

public sealed class RiskRuleTests
{
    [Fact]
    public async Task Default_rules_are_listed_by_id_page_by_page()
    {
        await using var app = await ReleasesApp.StartAsync(randomRules: true);

        var first = await app.Rules.ListRiskRulesAsync(new ListRiskRulesRequest { PageSize = 4 });
        var second = await app.Rules.ListRiskRulesAsync(new ListRiskRulesRequest { PageSize = 4, PageToken = first.NextPageToken });

        Assert.Equal(
            ["discredited-enterprise", "high-value", "live-animals-and-meat", "random-inspection", "random-review",
                "waste-and-scrap", "weapons"],
            first.RiskRules.Concat(second.RiskRules).Select(rule => rule.Name["riskRules/".Length..]));
        Assert.Empty(second.NextPageToken);
        Assert.All(first.RiskRules, rule => Assert.Equal(("default", 1), (rule.Author, rule.Version)));
        Assert.Equal((StatusCode.InvalidArgument, "PAGE_TOKEN_INVALID"),
            await ReleasesApp.RefusedAsync(app.Rules.ListRiskRulesAsync(new ListRiskRulesRequest { PageToken = "x" })));
        Assert.Equal(StatusCode.InvalidArgument,
            (await ReleasesApp.RefusedAsync(app.Rules.ListRiskRulesAsync(new ListRiskRulesRequest { PageSize = -1 }))).Code);
    }

    [Fact]
    public async Task Rule_is_changed_over_rest_with_mask_and_etag()
    {
        await using var app = await ReleasesApp.StartAsync(randomRules: true);
        using var supervisor = app.Host.Http(Roles.Supervisor);
        async Task<JsonElement> Patch(string query, object rule) =>
            await (await supervisor.PatchAsJsonAsync($"/v1/riskRules/random-review{query}", rule)).Content.ReadFromJsonAsync<JsonElement>();

        var changed = await Patch("?updateMask=title", new { title = "Every tenth form", etag = "1" });
        var stale = await Patch("?updateMask=title", new { title = "Every ninth form", etag = "1" });
        var wrong = await Patch("?updateMask=name,rates", new { rates = new { advancedCertified = 100, general = 100 } });
        var bounds = await Patch("?updateMask=rates", new { rates = new { advancedCertified = 100, general = 100 } });

        Assert.Equal(("Every tenth form", 2), (changed.GetProperty("title").GetString(), changed.GetProperty("version").GetInt32()));
        Assert.Equal(1000, changed.GetProperty("rates").GetProperty("general").GetInt32());
        Assert.Equal("ETAG_STALE", ReasonOf(stale));
        Assert.Equal("FIELDS_INVALID", ReasonOf(wrong));
        Assert.Equal("RATES_OUT_OF_BOUNDS", ReasonOf(bounds));
    }

    [Fact]
    public async Task New_rule_counts_for_declarations_accepted_after_it()
    {
        await using var app = await ReleasesApp.StartAsync();
        await app.AcceptAsync("before");
        await app.ControlAsync("watch-firm", Lane.Inspection);
        await app.AcceptAsync("after");

        Assert.Equal((Lane.Green, Lane.Inspection), ((await app.CaseAsync("before")).Lane, (await app.CaseAsync("after")).Lane));
        Assert.Equal((StatusCode.AlreadyExists, "RULE_EXISTS"), await ReleasesApp.RefusedAsync(app.Rules.CreateRiskRuleAsync(
            new CreateRiskRuleRequest { RiskRuleId = "watch-firm", RiskRule = new RiskRule { Title = "x", Lane = Lane.Inspection } })));
        Assert.Equal("supervisor-1", (await app.Rules.GetRiskRuleAsync(new GetRiskRuleRequest { Name = "riskRules/watch-firm" })).Author);
        Assert.Equal(StatusCode.NotFound,
            (await ReleasesApp.RefusedAsync(app.Rules.GetRiskRuleAsync(new GetRiskRuleRequest { Name = "riskRules/none" }))).Code);
    }

    [Fact]
    public async Task Wrong_rule_is_refused_field_by_field()
    {
        await using var app = await ReleasesApp.StartAsync();
        var criteria = new RiskRule.Types.Criteria
        {
            Enterprises = { "912" }, CreditClasses = { (CreditClass)9 }, CommodityCodePrefixes = { "x" },
                OriginCountries = { "TR" }, CustomsOffices = { "9" },
            Direction = (Direction)9, TransportModes = { "22" }, SupervisionModes = { "1" },
            MinimumValues = { new Google.Type.Money { CurrencyCode = "USD", Units = -1 } },
        };

        var fields = await ReleasesApp.FieldsAsync(app.Rules.CreateRiskRuleAsync(
            new CreateRiskRuleRequest { RiskRuleId = "A", RiskRule = new RiskRule { Lane = Lane.Green, Criteria = criteria } }));

        Assert.Equal(
            [
                "risk_rule.criteria.commodity_code_prefixes[0]", "risk_rule.criteria.credit_classes[0]",
                    "risk_rule.criteria.customs_offices[0]", "risk_rule.criteria.direction",
                "risk_rule.criteria.enterprises[0]", "risk_rule.criteria.minimum_values[0]",
                "risk_rule.criteria.origin_countries[0]", "risk_rule.criteria.supervision_modes[0]",
                "risk_rule.criteria.transport_modes[0]", "risk_rule.lane", "risk_rule.title", "risk_rule_id",
            ],
            fields.Order(StringComparer.Ordinal));
    }

    private static string? ReasonOf(JsonElement problem) => problem.TryGetProperty("reason", out var reason)
        ? reason.GetString()
        : problem.ToString();
}
