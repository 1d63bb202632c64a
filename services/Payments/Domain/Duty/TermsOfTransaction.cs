namespace Clearance.Payments.Domain.Duty;

/// <summary>Terms of transaction, and what each adds to or takes from the price (DOMAIN 9.1, transaction terms).</summary>
public static class TermsOfTransaction
{
    /// <summary>Cost, insurance, freight.</summary>
    public const string Cif = "1";

    /// <summary>Cost and freight.</summary>
    public const string CostAndFreight = "2";

    /// <summary>Free on board.</summary>
    public const string Fob = "3";

    /// <summary>Cost and insurance.</summary>
    public const string CostAndInsurance = "4";

    /// <summary>Market price.</summary>
    public const string MarketPrice = "5";

    /// <summary>Stowage.</summary>
    public const string Stowage = "6";

    /// <summary>Ex works.</summary>
    public const string ExWorks = "7";

    /// <summary>True for a code of the list.</summary>
    public static bool IsKnown(string terms) => terms is [>= '1' and <= '7'];

    /// <summary>Import: freight is outside the price and comes on top.</summary>
    public static bool AddsFreight(string terms) => terms is Fob or CostAndInsurance or ExWorks or MarketPrice or Stowage;

    /// <summary>Import: freight must be given.</summary>
    public static bool NeedsFreight(string terms) => terms is Fob or CostAndInsurance or ExWorks;

    /// <summary>Import: insurance is outside the price and comes on top.</summary>
    public static bool AddsInsurance(string terms) => terms is CostAndFreight or Fob or ExWorks or MarketPrice or Stowage;

    /// <summary>Import: insurance that is not given counts as a fixed share of goods and freight.</summary>
    public static bool DefaultsInsurance(string terms) => terms is CostAndFreight or Fob or ExWorks;

    /// <summary>Export: freight is in the price and comes off.</summary>
    public static bool ContainsFreight(string terms) => terms is Cif or CostAndFreight;

    /// <summary>Export: insurance is in the price and comes off.</summary>
    public static bool ContainsInsurance(string terms) => terms is Cif or CostAndInsurance;
}
