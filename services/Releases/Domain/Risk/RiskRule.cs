using Clearance.Kernel;

namespace Clearance.Releases.Domain;

/// <summary>A risk rule: what it matches, which lane it asks for, and how often.</summary>
/// <param name="Id">Its id, e.g. <c>random-inspection</c>.</param>
/// <param name="Version">Version, from 1.</param>
/// <param name="Author">Who made this version; <see cref="RuleSet.Default"/> rules have <c>default</c>.</param>
/// <param name="UpdateTime">When this version was made; null for default rules.</param>
/// <param name="Content">What it says.</param>
public sealed record RiskRule(string Id, int Version, string Author, DateTimeOffset? UpdateTime, RiskRuleContent Content);

/// <summary>What a risk rule says.</summary>
public sealed record RiskRuleContent(string Title, Lane Lane)
{
    /// <summary>True when it is not applied.</summary>
    public bool Disabled { get; init; }

    /// <summary>What it matches.</summary>
    public RiskCriteria Criteria { get; init; } = new();

    /// <summary>How often it draws what it matches; null means always.</summary>
    public RiskRates? Rates { get; init; }
}

/// <summary>Criteria of a rule: values of one list are alternatives, lists that are given must all match.</summary>
public sealed record RiskCriteria
{
    /// <summary>USCCs of enterprises.</summary>
    public IReadOnlyList<string>? Enterprises { get; init; }

    /// <summary>Credit classes.</summary>
    public IReadOnlyList<CreditClass>? CreditClasses { get; init; }

    /// <summary>Beginnings of commodity codes.</summary>
    public IReadOnlyList<string>? CommodityCodePrefixes { get; init; }

    /// <summary>Countries of origin.</summary>
    public IReadOnlyList<string>? OriginCountries { get; init; }

    /// <summary>Offices of declaration.</summary>
    public IReadOnlyList<string>? CustomsOffices { get; init; }

    /// <summary>Direction.</summary>
    public Direction? Direction { get; init; }

    /// <summary>Modes of transport.</summary>
    public IReadOnlyList<string>? TransportModes { get; init; }

    /// <summary>Supervision modes.</summary>
    public IReadOnlyList<string>? SupervisionModes { get; init; }

    /// <summary>Values from which it matches, one a currency. Nothing is converted: this service knows no exchange rates.</summary>
    public IReadOnlyList<Money>? MinimumValues { get; init; }
}

/// <summary>How many of 10,000 declarations a rule draws, by credit class.</summary>
public sealed record RiskRates(int AdvancedCertified, int GeneralCertified, int General, int Discredited)
{
    /// <summary>Rates count of so many.</summary>
    public const int Whole = 10_000;

    /// <summary>The rate of a class.</summary>
    public int Of(CreditClass creditClass) => creditClass switch
    {
        CreditClass.AdvancedCertified => AdvancedCertified,
        CreditClass.GeneralCertified => GeneralCertified,
        CreditClass.General => General,
        CreditClass.Discredited => Discredited,
    };

    /// <summary>
    /// What breaks the bounds of DOMAIN 12: below 20 % of the rate of general firms for advanced certified ones, below 50 % for
    /// general certified ones, up to every form for discredited ones. Where general firms are not drawn, certified firms are not either.
    /// </summary>
    public IEnumerable<Violation> Violations()
    {
        (string Field, int Rate)[] rates =
            [("advanced_certified", AdvancedCertified), ("general_certified", GeneralCertified), ("general", General), ("discredited", Discredited)];
        foreach (var (field, rate) in rates)
        {
            if (rate is < 0 or > Whole)
            {
                yield return new Violation($"risk_rule.rates.{field}", "RATE_OUT_OF_RANGE",
                    $"{rate} is not between 0 and {Whole}.", "Give how many of 10,000 declarations are drawn.");
            }
        }

        if (AdvancedCertified > 0 && (long)AdvancedCertified * 5 >= General)
        {
            yield return new Violation(
                "risk_rule.rates.advanced_certified", "RATE_TOO_HIGH",
                $"{AdvancedCertified} is not below 20 % of {General}, the rate of firms of general credit.",
                "Lower it, or raise the general rate.");
        }

        if (GeneralCertified > 0 && (long)GeneralCertified * 2 >= General)
        {
            yield return new Violation(
                "risk_rule.rates.general_certified", "RATE_TOO_HIGH",
                $"{GeneralCertified} is not below 50 % of {General}, the rate of firms of general credit.",
                "Lower it, or raise the general rate.");
        }
    }
}
