using System.Collections.Frozen;

namespace Clearance.Kernel;

/// <summary>
/// Working days of the customs territory: Monday to Friday, less the public holidays, plus the weekend days worked in their stead.
/// Source: the yearly notices of the State Council's General Office on holiday arrangements, 2018 to 2026.
/// </summary>
/// <remarks>Years outside the notices know weekends only; add a year here when its notice is out (each November).</remarks>
public sealed class BusinessCalendar
{
    private readonly FrozenSet<DateOnly> _holidays;
    private readonly FrozenSet<DateOnly> _workedWeekends;

    /// <summary>A calendar of the given holidays and worked weekend days.</summary>
    public BusinessCalendar(IEnumerable<DateOnly> holidays, IEnumerable<DateOnly> workedWeekends)
    {
        _holidays = holidays.ToFrozenSet();
        _workedWeekends = workedWeekends.ToFrozenSet();
    }

    /// <summary>The calendar of the State Council's notices.</summary>
    public static BusinessCalendar China { get; } = new(
        HolidayNotices.Holidays.SelectMany(period => Days(period.First, period.Last)),
        HolidayNotices.WorkedWeekends);

    /// <summary>True when offices work on the day.</summary>
    public bool IsWorkingDay(DateOnly date) =>
        !_holidays.Contains(date)
        && (date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) || _workedWeekends.Contains(date));

    /// <summary>The day itself when offices work on it, else the next day on which they do.</summary>
    public DateOnly OnOrAfter(DateOnly date)
    {
        while (!IsWorkingDay(date))
        {
            date = date.AddDays(1);
        }

        return date;
    }

    /// <summary>The working day that is <paramref name="count"/> working days after the date; the date itself is not counted.</summary>
    public DateOnly AddWorkingDays(DateOnly date, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        for (var left = count; left > 0; left--)
        {
            date = OnOrAfter(date.AddDays(1));
        }

        return date;
    }

    private static IEnumerable<DateOnly> Days(DateOnly first, DateOnly last)
    {
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            yield return day;
        }
    }
}
