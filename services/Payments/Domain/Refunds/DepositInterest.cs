using Clearance.Kernel;

namespace Clearance.Payments.Domain.Refunds;

/// <summary>
/// Interest on tax that was levied too much: the central bank's rate of current deposits on the day of the approval, from the day of payment to
/// that day, a year of 360 days, to the fen (DOMAIN 8; Decree 124, article 62).
/// </summary>
public static class DepositInterest
{
    private const int DaysOfYear = 360;

    /// <summary>Rates by the day from which they are in force, the newest first: a new rate is a new line, none is ever changed.</summary>
    private static readonly (DateOnly From, decimal Rate)[] s_rates =
    [
        (new DateOnly(2012, 7, 6), 0.0035m),
        (DateOnly.MinValue, 0.004m),
    ];

    /// <summary>The rate of a year that is in force on a day.</summary>
    public static decimal RateOn(DateOnly date) => s_rates.First(rate => rate.From <= date).Rate;

    /// <summary>The interest on an amount that was paid on one day and is approved to be refunded on another.</summary>
    public static Money Of(Money amount, DateOnly paidDate, DateOnly approvalDate) =>
        Money.Cny(amount.Amount * RateOn(approvalDate) * Math.Max(0, approvalDate.DayNumber - paidDate.DayNumber) / DaysOfYear).RoundToFen();
}
