using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Releases.Domain;
using Google.Protobuf.WellKnownTypes;
using Contract = Clearance.Contracts.Release.V1;

namespace Clearance.Releases.Endpoints;

/// <summary>Reads risk rules from requests.</summary>
internal static class RiskRuleReading
{
    private const int MostValues = 500;

    private static readonly string[] s_fields = ["title", "lane", "disabled", "criteria", "rates"];

    /// <summary>The fields to change; empty means all.</summary>
    public static IReadOnlyList<string> Mask(FieldMask? mask, RequestCheck check)
    {
        string[] paths = [.. mask?.Paths ?? []];
        foreach (var unknown in paths.Where(path => path != "*" && !s_fields.Contains(path, StringComparer.Ordinal)))
        {
            check.Add("update_mask", "PATH_UNKNOWN", $"'{unknown}' cannot be changed.", $"Name some of {string.Join(", ", s_fields)}.");
        }

        return paths.Contains("*", StringComparer.Ordinal) ? [] : paths;
    }

    /// <summary>The content of a rule; what the mask leaves out is not looked at.</summary>
    public static RiskRuleContent Read(Contract.RiskRule rule, IReadOnlyList<string> fields, RequestCheck check)
    {
        bool Takes(string field) => fields.Count == 0 || fields.Contains(field, StringComparer.Ordinal);
        var lane = Lane.DocumentReview;
        if (Takes("lane"))
        {
            lane = check.Word<Lane, Contract.Lane>("risk_rule.lane", rule.Lane);
            check.That(rule.Lane != Contract.Lane.Green, "risk_rule.lane", "LANE_INVALID", "A rule cannot ask for no control.",
                "Send LANE_DOCUMENT_REVIEW or LANE_INSPECTION, or disable the rule.");
        }

        return new RiskRuleContent(Takes("title") ? check.Text("risk_rule.title", rule.Title, 1, 200) : string.Empty, lane)
        {
            Disabled = rule.Disabled,
            Criteria = Takes("criteria") ? Read(rule.Criteria ?? new Contract.RiskRule.Types.Criteria(), check) : new RiskCriteria(),
            Rates = rule.Rates is { } rates
                ? new RiskRates(rates.AdvancedCertified, rates.GeneralCertified, rates.General, rates.Discredited)
                : null,
        };
    }

    private static RiskCriteria Read(Contract.RiskRule.Types.Criteria criteria, RequestCheck check)
    {
        const string Field = "risk_rule.criteria";
        return new RiskCriteria
        {
            Enterprises = Each(criteria.Enterprises, $"{Field}.enterprises", check, (value, field) =>
                check.That(Uscc.IsValid(value), field, "USCC_INVALID", $"'{value}' is not a unified social credit code.",
                    "Check its 18 signs.")),
            CreditClasses = [.. criteria.CreditClasses.Select((value, i) =>
                check.Word<CreditClass, Contract.CreditClass>($"{Field}.credit_classes[{i}]", value))],
            CommodityCodePrefixes = Each(criteria.CommodityCodePrefixes, $"{Field}.commodity_code_prefixes", check, (value, field) =>
                check.That(value.Length is >= 2 and <= 10 && value.All(char.IsAsciiDigit), field, "CODE_INVALID",
                    $"'{value}' is not the beginning of a commodity code.", "Send 2 to 10 digits.")),
            OriginCountries = Each(criteria.OriginCountries, $"{Field}.origin_countries", check, (value, field) =>
                check.That(value.Length == 3 && value.All(char.IsAsciiLetterUpper), field, "COUNTRY_INVALID",
                    $"'{value}' is not a country.", "Send ISO 3166 alpha-3, e.g. TUR.")),
            CustomsOffices = Each(criteria.CustomsOffices, $"{Field}.customs_offices", check, (value, field) => check.Office(field, value)),
            Direction = check.OptionalWord<Direction, Contract.Direction>($"{Field}.direction", criteria.Direction),
            TransportModes = Each(criteria.TransportModes, $"{Field}.transport_modes", check,
                (value, field) => check.TransportMode(field, value)),
            SupervisionModes = Each(criteria.SupervisionModes, $"{Field}.supervision_modes", check, (value, field) =>
                check.That(RequestCheck.IsDigits(value, 4), field, "SUPERVISION_MODE_INVALID",
                    $"'{value}' is not a supervision mode.", "Send its 4 digits, e.g. 0110.")),
            MinimumValues = [.. criteria.MinimumValues.Take(MostValues)
            .Select((value, i) => ReadMoney(value, $"{Field}.minimum_values[{i}]", check))],
        };
    }

    private static string[] Each(IReadOnlyCollection<string> values, string field, RequestCheck check, Action<string, string> test)
    {
        check.That(values.Count <= MostValues, field, "TOO_MANY", $"{values.Count} values.", $"Send up to {MostValues}.");
        foreach (var (value, i) in values.Take(MostValues).Select((value, i) => (value, i)))
        {
            test(value, $"{field}[{i}]");
        }

        return [.. values.Take(MostValues)];
    }

    private static Money ReadMoney(Google.Type.Money value, string field, RequestCheck check)
    {
        var money = value.ToKernel();
        check.That(money is { IsPositive: true }, field, "AMOUNT_INVALID", "Not an amount above zero.", "Send currency, units and nanos.");
        return money ?? Money.Zero;
    }
}
