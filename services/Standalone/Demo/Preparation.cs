using System.Text.Json.Nodes;
using Clearance.Contracts.Payment.V1;
using Clearance.Contracts.Release.V1;

namespace Clearance.Standalone.Demo;

/// <summary>What has to be there before the first form: firms, mandates, agreements with the bank, policies, two more risk rules.</summary>
internal static class Preparation
{
    private const string Json = "application/json";

    /// <summary>Prepares everything.</summary>
    public static async Task RunAsync(Play play, CancellationToken cancellationToken)
    {
        var firms = play.Samples.List("enterprises.json");
        foreach (var firm in firms)
        {
            await play.Cast.Operator.PostAsync("/v1/enterprises", firm["enterprise"]!.ToJsonString(), Json, Play.RequestId(), cancellationToken);
        }

        foreach (var firm in firms)
        {
            await PrepareFirmAsync(play, firm, cancellationToken);
        }

        foreach (var policy in play.Samples.List("guarantees.json"))
        {
            var answer = await play.Cast.Insurer.PostAsync("/v1/guarantees", policy.ToJsonString(), Json, Play.RequestId(), cancellationToken);
            play.Policies[policy["insured"]!.GetValue<string>()] = JsonNode.Parse(answer)!["name"]!.GetValue<string>();
        }

        await AddRuleAsync(play, "fresh-fruit", "Fresh fruit is inspected", Lane.Inspection, ["0808", "0809", "0810"], cancellationToken);
        await AddRuleAsync(play, "wine-and-spirits", "Labels and certificates of wine and spirits are read", Lane.DocumentReview, ["2204", "2208"], cancellationToken);
        play.Say($"prepared: {firms.Count} firms, {play.Agreements.Count} bank agreements, {play.Policies.Count} policies, 2 risk rules");
    }

    private static async Task PrepareFirmAsync(Play play, JsonObject firm, CancellationToken cancellationToken)
    {
        var uscc = firm["enterprise"]!["uscc"]!.GetValue<string>();
        var declarant = play.Cast.Firm(uscc);
        foreach (var mandate in firm["mandates"]?.AsArray() ?? [])
        {
            await declarant.PostAsync($"/v1/enterprises/{uscc}:grantMandate", mandate!.ToJsonString(), Json, Play.RequestId(), cancellationToken);
        }

        var agreement = await declarant.Agreements.CreateAgreementAsync(
            new CreateAgreementRequest
            {
                Agreement = new Agreement { Bank = play.Cast.BankCode, AccountNumber = $"6222{uscc[2..17]}", AccountHolder = firm["enterprise"]!["displayName"]!.GetValue<string>() },
                RequestId = Play.RequestId().ToString(),
            },
            cancellationToken: cancellationToken);
        await play.Cast.Bank.Agreements.ConfirmAgreementAsync(
            new ConfirmAgreementRequest { Name = agreement.Name, RequestId = Play.RequestId().ToString() }, cancellationToken: cancellationToken);
        play.Agreements[uscc] = agreement.Name;
    }

    private static async Task AddRuleAsync(Play play, string id, string title, Lane lane, string[] prefixes, CancellationToken cancellationToken) =>
        await play.Cast.Supervisor.RiskRules.CreateRiskRuleAsync(
            new CreateRiskRuleRequest
            {
                RiskRuleId = id,
                RiskRule = new RiskRule { Title = title, Lane = lane, Criteria = new RiskRule.Types.Criteria { CommodityCodePrefixes = { prefixes } } },
                RequestId = Play.RequestId().ToString(),
            },
            cancellationToken: cancellationToken);
}
