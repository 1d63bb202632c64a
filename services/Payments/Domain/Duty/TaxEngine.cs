using Clearance.Kernel;

namespace Clearance.Payments.Domain.Duty;

/// <summary>
/// Computes the taxes of a form: values, then kind by kind over all lines, since a kind that stays under the threshold may
/// change the base of the next. Preview and assessment both come here.
/// </summary>
public static class TaxEngine
{
    private static readonly Phase[] s_import =
    [
        new(TaxKind.ImportDuty, ImportDuty.Components),
        new(TaxKind.AntiDumpingDuty, TradeMeasure.Components(Measure.AntiDumping, TaxKind.AntiDumpingDuty, "ANTI-DUMPING")),
        new(TaxKind.CountervailingDuty, TradeMeasure.Components(Measure.Countervailing, TaxKind.CountervailingDuty, "COUNTERVAILING")),
        new(TaxKind.SafeguardDuty, TradeMeasure.Components(Measure.Safeguard, TaxKind.SafeguardDuty, "SAFEGUARD")),
        new(TaxKind.ConsumptionTax, ConsumptionTax.Components),
        new(TaxKind.Vat, ValueAddedTax.Components),
    ];

    private static readonly Phase[] s_export = [new(TaxKind.ExportDuty, ExportDuty.Components)];

    /// <summary>The taxes with their trail, or a refusal with every violation at once.</summary>
    public static Decision<TaxComputation> Compute(TaxRequest request)
    {
        if (TaxChecks.Refuse(request) is { } refusal)
        {
            return refusal;
        }

        var goods = request.Lines.OrderBy(line => line.Number).ToArray();
        var values = CustomsValue.Of(request, goods);
        if (values.Any(value => value.Value < 0m))
        {
            return TaxChecks.NegativeValue();
        }

        var lines = goods.Zip(values, (line, value) => new LineAtWork(line, value)).ToArray();
        var totals = new List<KindTotal>();
        foreach (var phase in request.Direction == Direction.Import ? s_import : s_export)
        {
            Run(phase, lines, request, totals);
        }

        return new TaxComputation(
            request.AcceptanceDate,
            $"{request.Rules.Version}/{request.TariffVersion}",
            Money.Cny(values.Sum(value => value.Value)),
            totals.Aggregate(Money.Zero, (sum, total) => sum + total.Due))
        {
            Lines = [.. lines.Select(line => line.ToTaxLine())],
            Totals = totals,
        };
    }

    private static void Run(Phase phase, LineAtWork[] lines, TaxRequest request, List<KindTotal> totals)
    {
        var components = lines.Select(line => phase.Components(line, request).ToArray()).ToArray();
        if (components.All(ofLine => ofLine.Length == 0))
        {
            return;
        }

        var amounts = lines.Select((line, index) => line.Add(components[index])).ToArray();
        var total = Threshold.Apply(phase.Kind, amounts.Sum(), request.Rules);
        totals.Add(total);
        if (total.WaivedBy is null || request.Rules.BaseKeepsWaivedTax)
        {
            for (var i = 0; i < lines.Length; i++)
            {
                lines[i].Carry(amounts[i]);
            }
        }
    }

    private sealed record Phase(TaxKind Kind, Func<LineAtWork, TaxRequest, IEnumerable<TaxComponent>> Components);
}
