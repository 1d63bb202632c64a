namespace Clearance.Payments.Domain.Duty;

/// <summary>D = FOB / (1 + r) × r: the price of exported goods contains the duty.</summary>
public static class ExportDuty
{
    /// <summary>The value without the duty.</summary>
    public static decimal ValueOf(decimal fob, decimal percent) => fob / (1m + (percent / 100m));

    /// <summary>The duty that a price contains.</summary>
    public static Figure Of(decimal fob, decimal percent) => new(
        ValueOf(fob, percent) * percent / 100m,
        $"{Figures.Of(fob)} / (1 + {Figures.Of(percent)}%) x {Figures.Of(percent)}%",
        fob);

    /// <summary>The rate of a line: a provisional one prevails; null without one.</summary>
    public static DutyRate? RateOf(CommodityRates? rates) => rates?.ExportProvisional ?? rates?.Export;

    /// <summary>The component of a line; none without an export rate. Specific export rates are taken on the quantity.</summary>
    public static IEnumerable<TaxComponent> Components(LineAtWork line, TaxRequest request)
    {
        if (RateOf(line.Goods.Rates) is { } rate)
        {
            var rule = line.Goods.Rates!.ExportProvisional is null ? "DUTY-EXPORT" : "DUTY-EXPORT-PROVISIONAL";
            var figure = rate.QuantityUnit is null ? Of(line.Fob, rate.Percent ?? 0m) : RateFormula.Apply(rate, line.Value, line.Goods);
            yield return TaxComponent.Of(TaxKind.ExportDuty, rule, rate.Text, figure, line.Goods);
        }
    }
}
