namespace Clearance.Payments.Domain.Duty;

/// <summary>A = V × a: duties on top of the chosen rate, by origin.</summary>
public static class TradeMeasure
{
    /// <summary>The measures of one sort that hit a line's origin.</summary>
    public static IEnumerable<AddedRate> Of(Measure measure, GoodsLine line) =>
        line.Rates!.Added.Where(added => added.Measure == measure && added.Origin == line.Origin);

    /// <summary>The component of one measure.</summary>
    public static TaxComponent Component(TaxKind kind, string rule, AddedRate added, LineAtWork line) =>
        TaxComponent.Of(kind, rule, $"{Figures.Of(added.Percent)}%", AdValorem.Of(line.Value, added.Percent), line.Goods);

    /// <summary>Anti-dumping duty of a line.</summary>
    public static IEnumerable<TaxComponent> AntiDumping(LineAtWork line, TaxRequest request) =>
        Of(Measure.AntiDumping, line.Goods).Select(added => Component(TaxKind.AntiDumpingDuty, "ANTI-DUMPING", added, line));
}
