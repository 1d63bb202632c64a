using System.Collections.Frozen;

namespace Clearance.Kernel;

/// <summary>
/// Working days of the customs territory: Monday to Friday, less the public holidays, plus the weekend days worked in their stead.
/// Source: the yearly notices of the State Council's General Office on holiday arrangements, 2018 to 2026.
/// </summary>
/// <remarks>
/// Years outside the notices know weekends only. When the notice of a year is out (each November) it is added here, and where nobody waits for a new version
/// of the program it is read from a file, see <see cref="CalendarFile"/>. What was decided before keeps its days: due days are stored, not counted again.
/// </remarks>
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

    /// <summary>The calendar of the notices that the program knows.</summary>
    public static BusinessCalendar Shipped { get; } = new(
        HolidayNotices.Holidays.SelectMany(period => Days(period.First, period.Last)),
        HolidayNotices.WorkedWeekends);

    /// <summary>The calendar of the customs territory: what the program knows, and what its operator has added at the start.</summary>
    public static BusinessCalendar China { get; private set; } = Shipped;

    /// <summary>Last year whose holidays are known.</summary>
    public int LastYear => _holidays.Count == 0 ? 0 : _holidays.Max(day => day.Year);

    /// <summary>The calendar with further notices. A year that they name is theirs alone: a corrected notice takes the place of the earlier one.</summary>
    public BusinessCalendar With(IReadOnlyCollection<HolidayNotice> notices)
    {
        var years = notices.Select(notice => notice.First.Year).ToHashSet();
        return new BusinessCalendar(
            Kept(_holidays).Concat(notices.Where(notice => !notice.Worked).SelectMany(notice => Days(notice.First, notice.Last))),
            Kept(_workedWeekends).Concat(notices.Where(notice => notice.Worked).SelectMany(notice => Days(notice.First, notice.Last))));

        IEnumerable<DateOnly> Kept(IEnumerable<DateOnly> days) => days.Where(day => !years.Contains(day.Year));
    }

    /// <summary>Makes a calendar that of the territory, before anything is decided by it: once, at the start of the process.</summary>
    public static void Adopt(BusinessCalendar calendar) => China = calendar;

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

    internal static IEnumerable<DateOnly> Days(DateOnly first, DateOnly last)
    {
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            yield return day;
        }
    }
}
