using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Clearance.Kernel;

namespace Clearance.Releases.Domain;

/// <summary>How a rule judges a declaration: do its criteria match, and is it drawn?</summary>
public static class RiskMatching
{
    /// <summary>The verdict of a rule; null when its criteria do not match.</summary>
    public static RuleVerdict? Judge(RiskRule rule, string @case, CaseProfile profile, string seed)
    {
        var inputs = new List<ReasonInput>();
        if (rule.Content.Disabled || !Matches(rule.Content.Criteria, profile, inputs))
        {
            return null;
        }

        if (rule.Content.Rates is not { } rates)
        {
            return new RuleVerdict(rule.Id, rule.Version, rule.Content.Lane, true, inputs);
        }

        var rate = rates.Of(profile.CreditClass);
        var draw = Draw(seed, rule.Id, @case);
        inputs.Add(new ReasonInput("credit_class", profile.CreditClass.Upper()));
        inputs.Add(new ReasonInput("rate", rate.ToString(CultureInfo.InvariantCulture)));
        inputs.Add(new ReasonInput("draw", draw.ToString(CultureInfo.InvariantCulture)));
        return new RuleVerdict(rule.Id, rule.Version, rule.Content.Lane, draw < rate, inputs);
    }

    /// <summary>
    /// A number from 0 to 9,999 that is a pure function of seed, rule and case: nobody can draw again, and a replay draws the same.
    /// </summary>
    public static int Draw(string seed, string rule, string @case)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}\n{rule}\n{@case}"), hash);
        return (int)(BinaryPrimitives.ReadUInt64BigEndian(hash) % RiskRates.Whole);
    }

    private static bool Matches(RiskCriteria criteria, CaseProfile profile, List<ReasonInput> inputs) =>
        Among(criteria.Enterprises, profile.Enterprise, "enterprise", inputs)
        && (criteria.CreditClasses is not { Count: > 0 } classes || Note(classes.Contains(profile.CreditClass), "credit_class",
            profile.CreditClass.Upper(), inputs))
        && Among(criteria.CustomsOffices, profile.CustomsOffice, "customs_office", inputs)
        && (criteria.Direction is not { } direction || Note(direction == profile.Direction, "direction", profile.Direction.Upper(), inputs))
        && Among(criteria.TransportModes, profile.TransportMode, "transport_mode", inputs)
        && Among(criteria.SupervisionModes, profile.SupervisionMode, "supervision_mode", inputs)
        && MatchesGoods(criteria, profile, inputs)
        && MatchesValue(criteria, profile, inputs);

    private static bool MatchesGoods(RiskCriteria criteria, CaseProfile profile, List<ReasonInput> inputs)
    {
        if (criteria is { CommodityCodePrefixes: not { Count: > 0 }, OriginCountries: not { Count: > 0 } })
        {
            return true;
        }

        var item = profile.Items.FirstOrDefault(candidate =>
            (criteria.CommodityCodePrefixes is not { Count: > 0 } prefixes
                || prefixes.Any(prefix => candidate.CommodityCode.StartsWith(prefix, StringComparison.Ordinal)))
            && (criteria.OriginCountries is not { Count: > 0 } origins
                || origins.Contains(candidate.OriginCountry, StringComparer.Ordinal)));
        return item is not null
            && Note(true, $"items[{item.Number}]", $"{item.CommodityCode} from {item.OriginCountry}", inputs);
    }

    private static bool MatchesValue(RiskCriteria criteria, CaseProfile profile, List<ReasonInput> inputs)
    {
        if (criteria.MinimumValues is not { Count: > 0 } minimums)
        {
            return true;
        }

        foreach (var minimum in minimums)
        {
            var total = new Money(profile.Items.Where(item => item.TotalPrice.Currency == minimum.Currency)
                .Sum(item => item.TotalPrice.Amount), minimum.Currency);
            if (total.IsPositive && total >= minimum)
            {
                return Note(true, "value", $"{total} of {minimum}", inputs);
            }
        }

        return false;
    }

    private static bool Among(IReadOnlyList<string>? values, string value, string name, List<ReasonInput> inputs) =>
        values is not { Count: > 0 } || Note(values.Contains(value, StringComparer.Ordinal), name, value, inputs);

    private static bool Note(bool matches, string name, string value, List<ReasonInput> inputs)
    {
        if (matches)
        {
            inputs.Add(new ReasonInput(name, value));
        }

        return matches;
    }
}
