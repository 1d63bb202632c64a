using Clearance.Kernel;

namespace Clearance.Payments.Domain.Duty;

/// <summary>The rate of one currency for one month of use.</summary>
/// <param name="Currency">ISO 4217 letters.</param>
/// <param name="PerUnit">CNY for one unit.</param>
/// <param name="Month">First day of the month that the figure was published for.</param>
public sealed record ExchangeRate(string Currency, decimal PerUnit, DateOnly Month);

/// <summary>Which day's rate a calendar month uses.</summary>
public static class ExchangeRateDay
{
    /// <summary>
    /// The third Wednesday of the previous month; when that is no working day, the fourth (DOMAIN 9.2). March 2018 uses
    /// 28 February, since the 21st fell into the Spring Festival.
    /// </summary>
    public static DateOnly For(DateOnly dayOfUse, BusinessCalendar calendar)
    {
        var first = new DateOnly(dayOfUse.Year, dayOfUse.Month, 1).AddMonths(-1);
        var toWednesday = ((int)DayOfWeek.Wednesday - (int)first.DayOfWeek + 7) % 7;
        var third = first.AddDays(toWednesday + 14);
        return calendar.IsWorkingDay(third) ? third : third.AddDays(7);
    }
}
