using Clearance.Kernel;

namespace Clearance.Standalone.Demo;

/// <summary>When people in offices work: 08:30 to 17:00 on working days of the territory.</summary>
internal static class OfficeHours
{
    private static readonly TimeSpan Opens = new(8, 30, 0);
    private static readonly TimeSpan Closes = new(17, 0, 0);

    /// <summary>The instant at which somebody is done who begins at an instant and needs some hours of work.</summary>
    public static DateTimeOffset Done(DateTimeOffset begin, TimeSpan work)
    {
        var at = begin.ToOffset(CustomsTime.Offset);
        while (true)
        {
            var day = CustomsTime.DateOf(at);
            var (open, close) = (CustomsTime.StartOf(day) + Opens, CustomsTime.StartOf(day) + Closes);
            if (!BusinessCalendar.China.IsWorkingDay(day) || at >= close)
            {
                at = CustomsTime.StartOf(day.AddDays(1)) + Opens;
                continue;
            }

            at = at < open ? open : at;
            if (at + work <= close)
            {
                return at + work;
            }

            work -= close - at;
            at = close;
        }
    }
}
