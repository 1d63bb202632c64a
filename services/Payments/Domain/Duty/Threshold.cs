using Clearance.Kernel;

namespace Clearance.Payments.Domain.Duty;

/// <summary>A kind of tax under CNY 50 on one bill is not collected (DOMAIN 9.3).</summary>
public static class Threshold
{
    /// <summary>The total of a kind with what of it is due.</summary>
    public static KindTotal Apply(TaxKind kind, decimal computed, TaxRules rules) => computed > 0m && computed < rules.Threshold
        ? new KindTotal(kind, Money.Cny(computed), Money.Zero, $"THRESHOLD-{Figures.Of(rules.Threshold)}")
        : new KindTotal(kind, Money.Cny(computed), Money.Cny(computed));
}
