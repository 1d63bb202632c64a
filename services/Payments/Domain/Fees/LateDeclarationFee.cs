using Clearance.Kernel;

namespace Clearance.Payments.Domain.Fees;

/// <summary>Late-declaration fee: 0.5‰ of the customs value a day, cut to whole yuan, nothing under CNY 50 (DOMAIN 9.5).</summary>
public static class LateDeclarationFee
{
    private const decimal DailyShare = 0.0005m;
    private const decimal Smallest = 50m;

    /// <summary>
    /// Days charged: from the fifteenth day after the entry of the transport (moved to a working day when it is none) to the day of
    /// acceptance, both counted.
    /// </summary>
    public static int Days(DateOnly entryDate, DateOnly acceptanceDate, BusinessCalendar calendar)
    {
        var start = calendar.OnOrAfter(entryDate.AddDays(15));
        return Math.Max(0, acceptanceDate.DayNumber - start.DayNumber + 1);
    }

    /// <summary>The fee for a number of days.</summary>
    public static Money Of(Money customsValue, int days)
    {
        var fee = decimal.Truncate(customsValue.Amount * DailyShare * days);
        return Money.Cny(fee < Smallest ? 0m : fee);
    }
}
