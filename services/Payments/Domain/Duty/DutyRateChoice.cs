using Clearance.Payments.Domain.Tariffs;

namespace Clearance.Payments.Domain.Duty;

/// <summary>An import rate that a line may bear, and the rule that brings it in.</summary>
/// <param name="Rate">The rate.</param>
/// <param name="Rule">Id of the rule.</param>
public readonly record struct DutyRateChoice(DutyRate Rate, string Rule)
{
    /// <summary>The general rate.</summary>
    public const string General = "DUTY-GENERAL";

    /// <summary>The rate inside the quota.</summary>
    public const string Quota = "DUTY-QUOTA";

    /// <summary>The provisional rate.</summary>
    public const string Provisional = "DUTY-PROVISIONAL";

    /// <summary>The most-favoured-nation rate.</summary>
    public const string Mfn = "DUTY-MFN";

    /// <summary>A conventional rate.</summary>
    public const string Conventional = "DUTY-CONVENTIONAL";

    /// <summary>The special preferential rate.</summary>
    public const string Special = "DUTY-SPECIAL";

    /// <summary>
    /// The rate that prevails (DOMAIN 9.4): the lowest of the candidates by the amount that it gives for the line; the first of equals, so that
    /// a claim that gains nothing still shows that it was granted.
    /// </summary>
    public static DutyRateChoice Of(GoodsLine line, decimal value, DateOnly date)
    {
        var candidates = Candidates(line, date);
        var lowest = candidates[0];
        for (var i = 1; i < candidates.Count; i++)
        {
            if (IsLower(candidates[i].Rate, lowest.Rate, value, line))
            {
                lowest = candidates[i];
            }
        }

        return lowest;
    }

    /// <summary>
    /// The decision table: who may have which rate. An origin that is unknown or without most-favoured-nation treatment bears the general
    /// rate alone; a certificate of the quota takes the quota rate alone; a provisional rate stands in for the most-favoured-nation rate; a
    /// proved claim adds the conventional or the special rate beside it.
    /// </summary>
    public static IReadOnlyList<DutyRateChoice> Candidates(GoodsLine line, DateOnly date)
    {
        var rates = line.Rates!;
        if (OriginColumn.IsGeneral(line.Origin))
        {
            return [new(rates.General, General)];
        }

        if (line.InQuota && rates.Quota is { } quota)
        {
            return [new(quota, Quota)];
        }

        var standard = rates.Provisional is { } provisional ? new DutyRateChoice(provisional, Provisional) : new DutyRateChoice(rates.Mfn, Mfn);
        return line.Agreement is not null && TradeAgreement.Find(line.Agreement)?.Covers(line.Origin, date) == true && rates.RateOf(line.Agreement) is { } claimed
            ? [new(claimed, line.Agreement == TradeAgreement.LeastDeveloped ? Special : $"{Conventional}-{line.Agreement}"), standard]
            : [standard];
    }

    private static bool IsLower(DutyRate rate, DutyRate than, decimal value, GoodsLine line) =>
        rate is { QuantityUnit: null } && than is { QuantityUnit: null }
            ? (rate.Percent ?? 0m) < (than.Percent ?? 0m)
            : RateFormula.Apply(rate, value, line).Amount < RateFormula.Apply(than, value, line).Amount;
}
