using Clearance.Kernel;

namespace Clearance.Releases.Domain;

/// <summary>Tables of the service and the addresses in them. Keys: a case and its controls have the key of the declaration.</summary>
public static class Addresses
{
    /// <summary>Table of release cases.</summary>
    public const string Cases = "release_case";

    /// <summary>Table of consignments.</summary>
    public const string Consignments = "consignment";

    /// <summary>Table of arrivals.</summary>
    public const string Arrivals = "arrival";

    /// <summary>Table of manifests.</summary>
    public const string Manifests = "manifest";

    /// <summary>Table of containers.</summary>
    public const string Containers = "container";

    /// <summary>Table of reviews.</summary>
    public const string Reviews = "review";

    /// <summary>Table of inspections.</summary>
    public const string Inspections = "inspection";

    /// <summary>Table of the rule set; it has one row.</summary>
    public const string RiskRules = "risk_rules";

    /// <summary>Table of gate passes.</summary>
    public const string GatePasses = "gate_pass";

    /// <summary>Key of the one rule set.</summary>
    public const string TheRuleSet = "district";

    /// <summary>The one rule set.</summary>
    public static Address<RuleSetMessage> RuleSet { get; } = new(RiskRules, TheRuleSet);

    /// <summary>The case of a declaration.</summary>
    public static Address<ReleaseCaseMessage> Case(string key) => new(Cases, key);

    /// <summary>The consignment of a bill.</summary>
    public static Address<ConsignmentMessage> Consignment(string key) => new(Consignments, key);

    /// <summary>A container by its number.</summary>
    public static Address<ContainerMessage> Container(string number) => new(Containers, number);

    /// <summary>The review of a case.</summary>
    public static Address<ReviewMessage> Review(string key) => new(Reviews, key);

    /// <summary>The inspection of a case.</summary>
    public static Address<InspectionMessage> Inspection(string key) => new(Inspections, key);
}
