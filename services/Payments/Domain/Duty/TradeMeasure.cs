namespace Clearance.Payments.Domain.Duty;

/// <summary>A = V × a: duties on top of the chosen rate, by origin.</summary>
public static class TradeMeasure
{
    /// <summary>The measures of one sort that hit a line's origin: its maker's own rate where there is one, else that of all others.</summary>
    public static IEnumerable<AddedRate> Of(Measure measure, GoodsLine line)
    {
        var ownRate = false;
        foreach (var added in line.Rates!.Added)
        {
            ownRate |= Hits(added, measure, line) && added.Maker is not null;
        }

        return line.Rates.Added.Where(added => Hits(added, measure, line) && added.Maker is not null == ownRate);
    }

    /// <summary>The component of one measure.</summary>
    public static TaxComponent Component(TaxKind kind, string rule, AddedRate added, LineAtWork line) =>
        TaxComponent.Of(kind, rule, $"{Figures.Of(added.Percent)}%", AdValorem.Of(line.Value, added.Percent), line.Goods);

    /// <summary>The components of a measure that is a kind of tax of its own.</summary>
    public static Func<LineAtWork, TaxRequest, IEnumerable<TaxComponent>> Components(Measure measure, TaxKind kind, string rule) =>
        (line, _) => line.Goods.Rates!.Added.Count == 0 ? [] : Of(measure, line.Goods).Select(added => Component(
            kind, added.Maker is null ? rule : $"{rule}-MAKER", added, line));

    private static bool Hits(AddedRate added, Measure measure, GoodsLine line) =>
        added.Measure == measure && added.Origin == line.Origin && (added.Maker is null || added.Maker == line.Maker);
}
