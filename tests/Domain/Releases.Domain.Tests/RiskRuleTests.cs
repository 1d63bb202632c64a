using Clearance.Kernel;
using Clearance.Properties;
using CsCheck;

namespace Clearance.Releases.Domain.Tests;

public sealed class RiskRuleTests
{
    private static readonly AggregateProperties<RuleSet, RuleSetMessage> s_properties =
        new(RuleSetDecider.Decide, ReleasesJson.Default.RuleSet, ReleasesJson.Default.RuleSetMessage);

    private static readonly Actor s_supervisor = new("supervisor-1", Roles.Supervisor);

    private static readonly Gen<RuleSetMessage[]> s_anything = Gen.OneOf<RuleSetMessage>(
        new Judge(Given.Key, Given.Profile, "seed"),
        new CreateRule("new-rule", new RiskRuleContent("New",
            Lane.DocumentReview) { Criteria = new RiskCriteria { CustomsOffices = ["0906"], MinimumValues = [new Money(1m, "USD")] } }),
        new UpdateRule("new-rule", new RiskRuleContent("Newer", Lane.Inspection), ["title"], null),
        new UpdateRule("high-value", new RiskRuleContent("Higher", Lane.Inspection) { Disabled = true }, [], 1),
        new UpdateRule("random-review", new RiskRuleContent("x", Lane.Inspection) { Rates = new RiskRates(9000, 0, 1, 0) },
            ["rates"], null)).Array[0, 8];

    public static TheoryData<string, RiskCriteria, bool> Criteria => new()
    {
        { "nothing", new RiskCriteria(), true },
        { "enterprise", new RiskCriteria { Enterprises = ["other", Given.Enterprise] }, true },
        { "other enterprise", new RiskCriteria { Enterprises = ["other"] }, false },
        { "credit class", new RiskCriteria { CreditClasses = [CreditClass.General] }, true },
        { "other credit class", new RiskCriteria { CreditClasses = [CreditClass.Discredited] }, false },
        { "commodity prefix", new RiskCriteria { CommodityCodePrefixes = ["3915"] }, true },
        { "other prefix", new RiskCriteria { CommodityCodePrefixes = ["3916", "915"] }, false },
        { "origin", new RiskCriteria { OriginCountries = ["TUR"] }, true },
        { "other origin", new RiskCriteria { OriginCountries = ["JPN"] }, false },
        { "prefix and origin on one item", new RiskCriteria { CommodityCodePrefixes = ["3915"], OriginCountries = ["DEU"] }, true },
        { "prefix and origin on two items", new RiskCriteria { CommodityCodePrefixes = ["3915"], OriginCountries = ["TUR"] }, false },
        { "office", new RiskCriteria { CustomsOffices = ["0906"] }, true },
        { "other office", new RiskCriteria { CustomsOffices = ["0902"] }, false },
        { "direction", new RiskCriteria { Direction = Direction.Import }, true },
        { "other direction", new RiskCriteria { Direction = Direction.Export }, false },
        { "mode", new RiskCriteria { TransportModes = ["2"] }, true },
        { "other mode", new RiskCriteria { TransportModes = ["5"] }, false },
        { "supervision mode", new RiskCriteria { SupervisionModes = ["0110"] }, true },
        { "other supervision mode", new RiskCriteria { SupervisionModes = ["1210"] }, false },
        { "value reached", new RiskCriteria { MinimumValues = [new Money(1m, "EUR"), new Money(5900m, "USD")] }, true },
        { "value not reached", new RiskCriteria { MinimumValues = [new Money(5900.01m, "USD")] }, false },
        { "value in another currency", new RiskCriteria { MinimumValues = [new Money(0m, "CNY")] }, false },
        { "all but one", new RiskCriteria { CustomsOffices = ["0906"], TransportModes = ["5"] }, false },
    };

    [Fact]
    public void Rule_set_replays_byte_for_byte() => s_properties.ReplayGivesTheSameDecisions(s_anything);

    [Fact]
    public void Rule_set_survives_storage() => s_properties.StateSurvivesStorage(s_anything);

    [Fact]
    public void Judging_changes_no_rule_in_any_order_and_number() => s_properties.OrderAndDuplicationDoNotMatter(
        Gen.Int[1, 5].Select(i => (RuleSetMessage)new Judge($"case{i}", Given.Profile, "seed")).Array[0, 5],
        new CreateRule("new-rule", new RiskRuleContent("New", Lane.DocumentReview)));

    [Theory]
    [MemberData(nameof(Criteria), DisableDiscoveryEnumeration = true)]
    public void Rule_matches_by_its_criteria(string row, RiskCriteria criteria, bool matches)
    {
        var verdict = RiskMatching.Judge(Rule("r", Lane.Inspection, criteria), Given.Key, Given.Profile, "seed");

        Assert.Equal((row, matches), (row, verdict is { Drawn: true }));
    }

    [Fact]
    public void Disabled_rule_matches_nothing()
    {
        var rule = Rule("r", Lane.Inspection, new RiskCriteria());

        Assert.Null(RiskMatching.Judge(rule with { Content = rule.Content with { Disabled = true } }, Given.Key, Given.Profile, "seed"));
    }

    [Fact]
    public void Heaviest_lane_wins_and_the_rules_are_named()
    {
        var rules = new RuleSet(3) { Rules = [Rule("a", Lane.DocumentReview, new RiskCriteria()),
            Rule("b", Lane.Inspection, new RiskCriteria()), Rule("c", Lane.DocumentReview, new RiskCriteria())] };

        var decision = Judged(RuleSetDecider.Decide(rules, new Judge(Given.Key, Given.Profile, "seed"), Given.At()));

        Assert.Equal(Lane.Inspection, decision.Lane);
        Assert.Equal(["riskRules/b v4"], decision.Deciding);
        Assert.Equal((3, 3, 3), (decision.Version, decision.RulesApplied, decision.Verdicts.Count));
    }

    [Fact]
    public void Case_that_no_rule_draws_is_green()
    {
        var never = new RiskRates(0, 0, 0, 0);
        var rule = Rule("a", Lane.Inspection, new RiskCriteria());
        var rules = new RuleSet(1) { Rules = [rule with { Content = rule.Content with { Rates = never } }] };

        var decision = Judged(RuleSetDecider.Decide(rules, new Judge(Given.Key, Given.Profile, "seed"), Given.At()));

        Assert.Equal(Lane.Green, decision.Lane);
        Assert.False(Assert.Single(decision.Verdicts).Drawn);
        Assert.Empty(decision.Deciding);
    }

    [Fact]
    public void Default_rules_apply_until_a_supervisor_changes_them()
    {
        var scrap = Judged(RuleSetDecider.Decide(null, new Judge(Given.Key, Given.Profile, "seed"), Given.At()));

        Assert.Equal(Lane.Inspection, scrap.Lane);
        Assert.Contains("riskRules/waste-and-scrap v1", scrap.Deciding);
        Assert.Equal(7, RuleSet.Default.Rules.Count);
        Assert.All(RuleSet.Default.Rules, rule => Assert.Empty(rule.Content.Rates?.Violations() ?? []));
    }

    [Fact]
    public void Draw_is_the_same_for_the_same_case_and_spreads_evenly()
    {
        Assert.Equal(RiskMatching.Draw("seed", "r", "case1"), RiskMatching.Draw("seed", "r", "case1"));
        Assert.NotEqual(RiskMatching.Draw("seed", "r", "case1"), RiskMatching.Draw("other", "r", "case1"));

        // 20,000 draws at 5 %: 1,000 expected, standard deviation 31.
        Assert.InRange(Enumerable.Range(0, 20_000).Count(i => RiskMatching.Draw("seed", "r", $"case{i}") < 500), 850, 1150);
    }

    [Theory]
    [InlineData(99, 249, 500, 10_000, 0)]
    [InlineData(100, 249, 500, 500, 1)]
    [InlineData(99, 250, 500, 500, 1)]
    [InlineData(0, 0, 0, 10_000, 0)]
    [InlineData(1, 0, 0, 0, 1)]
    [InlineData(0, 1, 0, 0, 1)]
    [InlineData(-1, 0, 500, 0, 1)]
    [InlineData(0, 0, 500, 10_001, 1)]
    [InlineData(5000, 6000, 500, 20_000, 3)]
    public void Rates_keep_the_bounds_of_the_credit_classes(int advanced, int certified, int general, int discredited, int violations)
    {
        var content = new RiskRuleContent("x", Lane.Inspection) { Rates = new RiskRates(advanced, certified, general, discredited) };

        var refusal = RuleSetDecider.Decide(null, new CreateRule("new", content), Given.At(actor: s_supervisor)).Refusal;

        Assert.Equal(violations, refusal?.Violations.Length ?? 0);
        Assert.Equal(violations == 0 ? null : "RATES_OUT_OF_BOUNDS", refusal?.Reason);
    }

    [Fact]
    public void Changed_rule_has_a_new_version_and_its_author()
    {
        var created = RuleSetDecider.Decide(null, new CreateRule("new", new RiskRuleContent("x", Lane.Inspection)),
            Given.At(actor: s_supervisor)).State;
        var updated = RuleSetDecider.Decide(created, new UpdateRule("new", new RiskRuleContent("y", Lane.DocumentReview),
            ["title"], 1), Given.At(actor: s_supervisor)).State;

        Assert.Equal((2, 3), (created?.Version, updated?.Version));
        var rule = updated?.Find("new");
        Assert.Equal((2, "supervisor-1", "y", Lane.Inspection), (rule!.Version, rule.Author, rule.Content.Title, rule.Content.Lane));
    }

    [Fact]
    public void Rule_that_exists_is_missing_or_changed_meanwhile_is_refused()
    {
        var content = new RiskRuleContent("x", Lane.Inspection);
        string? Reason(RuleSetMessage message) => RuleSetDecider.Decide(null, message, Given.At(actor: s_supervisor)).Refusal?.Reason;

        Assert.Equal("RULE_EXISTS", Reason(new CreateRule("high-value", content)));
        Assert.Equal("RESOURCE_NOT_FOUND", Reason(new UpdateRule("no-such", content, [], null)));
        Assert.Equal("ETAG_STALE", Reason(new UpdateRule("high-value", content, [], 2)));
        Assert.Equal("TOO_MANY_RULES", RuleSetDecider.Decide(
            new RuleSet(1) { Rules = [.. Enumerable.Range(0, 500).Select(i => Rule($"r{i}", Lane.Inspection, new RiskCriteria()))] },
            new CreateRule("one-more", content),
            Given.At()).Refusal?.Reason);
    }

    private static RiskRule Rule(string id, Lane lane, RiskCriteria criteria) =>
        new(id, 4, "me", null, new RiskRuleContent("x", lane) { Criteria = criteria });

    private static ControlDecision Judged(Decision<RuleSet> decision) =>
        Assert.IsType<LaneDecided>(Assert.Single(decision.Tells).Message).Decision;
}
