namespace Clearance.Payments.Domain.Duty;

/// <summary>Import duty: the rate that prevails, and added duty on top, which is a part of it.</summary>
public static class ImportDuty
{
    /// <summary>The components of a line.</summary>
    public static IEnumerable<TaxComponent> Components(LineAtWork line, TaxRequest request)
    {
        var goods = line.Goods;
        var choice = DutyRateChoice.Of(goods, line.Value, request.AcceptanceDate);
        yield return TaxComponent.Of(
            TaxKind.ImportDuty, choice.Rule, choice.Rate.Text, RateFormula.Apply(choice.Rate, line.Value, goods), goods);
        foreach (var added in TradeMeasure.Of(Measure.Added, goods))
        {
            yield return TradeMeasure.Component(TaxKind.ImportDuty, "DUTY-ADDED", added, line);
        }
    }
}
