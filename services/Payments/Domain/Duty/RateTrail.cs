using Clearance.Payments.Domain.Tariffs;

namespace Clearance.Payments.Domain.Duty;

/// <summary>What became of a rate.</summary>
public enum RateVerdict
{
    /// <summary>It is levied.</summary>
    Prevails,

    /// <summary>It could be had, and another one is lower, or as low and claimed.</summary>
    NotLower,

    /// <summary>It was not claimed with a certificate.</summary>
    NotClaimed,

    /// <summary>The agreement does not cover the origin on that day.</summary>
    OriginNotCovered,

    /// <summary>The provisional rate stands in for it.</summary>
    Replaced,

    /// <summary>Only the general rate can be had.</summary>
    GeneralOnly,

    /// <summary>It is for origins that are unknown or without most-favoured-nation treatment.</summary>
    NotGeneral,

    /// <summary>A certificate puts the goods into the quota.</summary>
    InQuota,

    /// <summary>The lower amount decides, which depends on value and quantity.</summary>
    ByAmount,
}

/// <summary>One rate of import duty and what became of it.</summary>
public sealed record RateConsideration(string Rule, DutyRate Rate, RateVerdict Verdict);

/// <summary>Why a line bears this rate of import duty and no other.</summary>
/// <param name="Prevailing">Rule of the rate that is levied; null when it depends on value and quantity, which are not known.</param>
/// <param name="Considerations">Every rate of the tariff line, in the order of precedence.</param>
public sealed record RateTrail(string? Prevailing, IReadOnlyList<RateConsideration> Considerations)
{
    /// <summary>The trail of a line whose rates are known. It follows from the same table as the computation.</summary>
    /// <param name="line">The line.</param>
    /// <param name="value">Its customs value; null when only the tariff is asked.</param>
    /// <param name="date">Day of acceptance.</param>
    public static RateTrail Of(GoodsLine line, decimal? value, DateOnly date)
    {
        var candidates = DutyRateChoice.Candidates(line, date);
        var isOpen = value is null && candidates.Count > 1 && candidates.Any(candidate => candidate.Rate.QuantityUnit is not null);
        var prevailing = isOpen ? null : DutyRateChoice.Of(line, value ?? 0m, date).Rule;
        var rates = line.Rates!;
        (string Rule, DutyRate? Rate)[] all =
        [
            (DutyRateChoice.General, rates.General),
            (DutyRateChoice.Quota, rates.Quota),
            .. rates.Conventional.Select(rate => ($"{DutyRateChoice.Conventional}-{rate.Agreement}", (DutyRate?)rate.Rate)),
            (DutyRateChoice.Special, rates.Special),
            (DutyRateChoice.Provisional, rates.Provisional),
            (DutyRateChoice.Mfn, rates.Mfn),
        ];
        return new RateTrail(prevailing, [.. all.Where(one => one.Rate is not null).Select(one => new RateConsideration(
            one.Rule,
            one.Rate!,
            one.Rule == prevailing ? RateVerdict.Prevails
                : candidates.Any(candidate => candidate.Rule == one.Rule) ? isOpen ? RateVerdict.ByAmount : RateVerdict.NotLower
                : WhyNoCandidate(one.Rule, line, date)))]);
    }

    private static RateVerdict WhyNoCandidate(string rule, GoodsLine line, DateOnly date)
    {
        if (OriginColumn.IsGeneral(line.Origin))
        {
            return RateVerdict.GeneralOnly;
        }

        return rule switch
        {
            DutyRateChoice.General => RateVerdict.NotGeneral,
            DutyRateChoice.Quota => RateVerdict.NotClaimed,
            _ when line.InQuota && line.Rates!.Quota is not null => RateVerdict.InQuota,
            DutyRateChoice.Mfn => RateVerdict.Replaced,
            _ => IsClaimed(rule, line.Agreement) && TradeAgreement.Find(line.Agreement)?.Covers(line.Origin, date) != true
                ? RateVerdict.OriginNotCovered
                : RateVerdict.NotClaimed,
        };
    }

    private static bool IsClaimed(string rule, string? agreement) => rule == DutyRateChoice.Special
        ? agreement == TradeAgreement.LeastDeveloped
        : agreement is not null && rule == $"{DutyRateChoice.Conventional}-{agreement}";
}
