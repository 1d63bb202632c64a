using System.Globalization;
using Clearance.Hosting;
using Clearance.Releases.Domain;
using Contract = Clearance.Contracts.Release.V1;

namespace Clearance.Releases.Mapping;

/// <summary>Risk rules as the contract has them.</summary>
internal static class RuleMapping
{
    public static Contract.RiskRule ToContract(RiskRule rule) => new()
    {
        Name = $"riskRules/{rule.Id}",
        Title = rule.Content.Title,
        Lane = rule.Content.Lane.ToContract(),
        Disabled = rule.Content.Disabled,
        Criteria = ToContract(rule.Content.Criteria),
        Rates = rule.Content.Rates is { } rates
            ? new Contract.RiskRule.Types.Rates
            {
                AdvancedCertified = rates.AdvancedCertified,
                GeneralCertified = rates.GeneralCertified,
                General = rates.General,
                Discredited = rates.Discredited,
            }
            : null,
        Version = rule.Version,
        Author = rule.Author,
        UpdateTime = rule.UpdateTime?.ToWire(),
        Etag = EtagOf(rule),
    };

    public static string EtagOf(RiskRule rule) => rule.Version.ToString(CultureInfo.InvariantCulture);

    private static Contract.RiskRule.Types.Criteria ToContract(RiskCriteria criteria) => new()
    {
        Enterprises = { criteria.Enterprises ?? [] },
        CreditClasses = { (criteria.CreditClasses ?? []).Select(Words.ToContract) },
        CommodityCodePrefixes = { criteria.CommodityCodePrefixes ?? [] },
        OriginCountries = { criteria.OriginCountries ?? [] },
        CustomsOffices = { criteria.CustomsOffices ?? [] },
        Direction = criteria.Direction?.ToContract() ?? Contract.Direction.Unspecified,
        TransportModes = { criteria.TransportModes ?? [] },
        SupervisionModes = { criteria.SupervisionModes ?? [] },
        MinimumValues = { (criteria.MinimumValues ?? []).Select(value => value.ToWire()) },
    };
}
