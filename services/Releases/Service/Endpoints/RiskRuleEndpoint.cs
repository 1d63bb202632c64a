using System.Globalization;
using Clearance.Contracts.Release.V1;
using Clearance.Engine;
using Clearance.Engine.Query;
using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Releases.Domain;
using Clearance.Releases.Mapping;
using Grpc.Core;
using RiskRule = Clearance.Contracts.Release.V1.RiskRule;

namespace Clearance.Releases.Endpoints;

/// <summary>Risk rules: parse, send or read, map.</summary>
internal sealed class RiskRuleEndpoint(ReleasesDefinition tables, IEngine<ReleasesDefinition> engine, IReader<ReleasesDefinition> reader)
    : RiskRuleService.RiskRuleServiceBase
{
    /// <inheritdoc/>
    public override async Task<RiskRule> GetRiskRule(GetRiskRuleRequest request, ServerCallContext context)
    {
        var id = RequestCheck.KeyOf(request.Name, "riskRules");
        return (await RulesAsync(context)).Find(id) is { } rule ? RuleMapping.ToContract(rule) : throw RequestCheck.NoSuch(request.Name);
    }

    /// <inheritdoc/>
    public override async Task<ListRiskRulesResponse> ListRiskRules(ListRiskRulesRequest request, ServerCallContext context)
    {
        var page = MemoryPage.Of((await RulesAsync(context)).Rules, rule => new PageToken(0, rule.Id), "riskRules",
            request.PageSize, request.PageToken);
        return new ListRiskRulesResponse { RiskRules = { page.Rows.Select(RuleMapping.ToContract) }, NextPageToken = page.NextPageToken };
    }

    /// <inheritdoc/>
    public override Task<RiskRule> CreateRiskRule(CreateRiskRuleRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var id = request.RiskRuleId;
        check.That(id.Length is >= 3 and <= 50 && char.IsAsciiLetterLower(id[0])
            && id.All(sign => char.IsAsciiLetterLower(sign) || char.IsAsciiDigit(sign) || sign == '-'),
            "risk_rule_id", "ID_INVALID", $"'{id}' is not an id of a rule.",
            "Send 3 to 50 small letters, digits and hyphens, first a letter.");
        var content = RiskRuleReading.Read(request.RiskRule ?? new RiskRule(), [], check);
        check.Done();
        return SendAsync(id, new CreateRule(id, content), context.Command(request), context.CancellationToken);
    }

    /// <inheritdoc/>
    public override Task<RiskRule> UpdateRiskRule(UpdateRiskRuleRequest request, ServerCallContext context)
    {
        var rule = request.RiskRule ?? new RiskRule();
        var id = RequestCheck.KeyOf(rule.Name, "riskRules");
        var check = new RequestCheck();
        var fields = RiskRuleReading.Mask(request.UpdateMask, check);
        var content = RiskRuleReading.Read(rule, fields, check);
        check.Done();
        return SendAsync(id, new UpdateRule(id, content, fields, ExpectedVersion(rule)), context.Command(request),
            context.CancellationToken);
    }

    private Task<RiskRule> SendAsync(string id, RuleSetMessage message, Command command, CancellationToken cancellationToken) =>
        engine.SendAsync(tables.RuleSets, Domain.Addresses.TheRuleSet, message, command,
            rules => RuleMapping.ToContract(rules.Find(id)!), cancellationToken);

    private async Task<RuleSet> RulesAsync(ServerCallContext context) =>
        (await reader.FindAsync(tables.RuleSets, Domain.Addresses.TheRuleSet, context.CancellationToken))?.State ?? RuleSet.Default;

    /// <summary>An etag that was never ours is stale too.</summary>
    private static int? ExpectedVersion(RiskRule rule) => rule.Etag.Length == 0
        ? null
        : int.TryParse(rule.Etag, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
}
