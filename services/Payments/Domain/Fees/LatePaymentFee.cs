using Clearance.Kernel;

namespace Clearance.Payments.Domain.Fees;

/// <summary>Late-payment fee: 0.5‰ of the tax a day after the last day, to the fen, nothing under CNY 50 (DOMAIN 9.6).</summary>
public static class LatePaymentFee
{
    private const decimal DailyShare = 0.0005m;
    private const decimal Smallest = 50m;
    private const int DaysToPay = 15;

    /// <summary>Last day of payment: fifteen days after the issue, moved to a working day when it is none.</summary>
    public static DateOnly DueDate(DateOnly issueDate, BusinessCalendar calendar) => calendar.OnOrAfter(issueDate.AddDays(DaysToPay));

    /// <summary>Days charged: from the day after the last day to the day of payment, both counted.</summary>
    public static int Days(DateOnly dueDate, DateOnly paymentDate) => Math.Max(0, paymentDate.DayNumber - dueDate.DayNumber);

    /// <summary>The fee for a number of days.</summary>
    public static Money Of(Money tax, int days)
    {
        var fee = Money.Cny(tax.Amount * DailyShare * days).RoundToFen();
        return fee.Amount < Smallest ? Money.Zero : fee;
    }
}
