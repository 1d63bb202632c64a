using System.Globalization;

namespace Clearance.Kernel;

/// <summary>A stretch of days off, or of weekend days that are worked.</summary>
/// <param name="First">First day.</param>
/// <param name="Last">Last day, in the same year.</param>
/// <param name="Worked">True for weekend days on which offices work.</param>
public sealed record HolidayNotice(DateOnly First, DateOnly Last, bool Worked);

/// <summary>What a file of notices holds: the notices, or every mistake in it.</summary>
/// <param name="Notices">The notices in the order of the file; empty when there is a mistake.</param>
/// <param name="Mistakes">The mistakes, each with its line and what would be right.</param>
public sealed record CalendarReading(IReadOnlyList<HolidayNotice> Notices, IReadOnlyList<string> Mistakes);

/// <summary>
/// Reads the State Council's notices of further years from CSV: <c>first_day,last_day,kind</c>, days as yyyy-MM-dd, <c>last_day</c> empty for a single day, kind
/// <c>holiday</c> or <c>worked</c>. Nothing is taken when anything is wrong.
/// </summary>
public static class CalendarFile
{
    /// <summary>Longest file: a year has some twenty rows.</summary>
    public const int MostRows = 2_000;

    private const int LongestPeriod = 31;
    private static readonly string[] s_columns = ["first_day", "last_day", "kind"];

    /// <summary>Reads a file.</summary>
    public static CalendarReading Read(TextReader reader)
    {
        var (notices, mistakes, taken) = (new List<HolidayNotice>(), new List<string>(), new Dictionary<DateOnly, int>());
        var headed = false;
        foreach (var (line, values) in CsvRows.Read(reader))
        {
            if (!headed)
            {
                headed = true;
                if (values is null || !values.SequenceEqual(s_columns))
                {
                    mistakes.Add($"line {line}: the first line names the columns: {string.Join(',', s_columns)}.");
                    break;
                }
            }
            else if (notices.Count + mistakes.Count == MostRows)
            {
                mistakes.Add($"line {line}: a calendar has at most {MostRows} rows.");
                break;
            }
            else if (Wrong(values, taken, line, out var notice) is { } mistake)
            {
                mistakes.Add($"line {line}: {mistake}");
            }
            else
            {
                notices.Add(notice!);
            }
        }

        if (!headed || (notices.Count == 0 && mistakes.Count == 0))
        {
            mistakes.Add("line 1: the file names no day.");
        }

        return new CalendarReading(mistakes.Count == 0 ? notices : [], mistakes);
    }

    /// <summary>What is wrong with a row, and what would be right; null when nothing is.</summary>
    private static string? Wrong(string[]? values, Dictionary<DateOnly, int> taken, int line, out HolidayNotice? notice)
    {
        notice = null;
        if (values is not [var first, var last, var kind])
        {
            return $"a row has {s_columns.Length} values: {string.Join(',', s_columns)}.";
        }

        if (DayOf(first) is not { } begin)
        {
            return $"first_day '{first}' is no day; write it like 2027-01-01.";
        }

        if ((last.Length == 0 ? begin : DayOf(last)) is not { } end)
        {
            return $"last_day '{last}' is no day; write it like 2027-01-03, or leave it empty for a single day.";
        }

        if (end < begin || end.Year != begin.Year || end.DayNumber - begin.DayNumber >= LongestPeriod)
        {
            return $"{first} to {last} is no period of 1 to {LongestPeriod} days within one year; split one that goes past the turn of the year.";
        }

        if (kind is not ("holiday" or "worked"))
        {
            return $"kind '{kind}' is neither holiday nor worked.";
        }

        var days = BusinessCalendar.Days(begin, end).ToArray();
        if (kind == "worked" && days.FirstOrDefault(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) is { Year: > 1 } weekday)
        {
            return $"{weekday:yyyy-MM-dd} is a {weekday.DayOfWeek}, worked in any case; only weekend days are named as worked.";
        }

        if (days.Where(taken.ContainsKey).Select(day => ((DateOnly Day, int Line)?)(day, taken[day])).FirstOrDefault() is { } named)
        {
            return $"{named.Day:yyyy-MM-dd} is named in line {named.Line} already.";
        }

        foreach (var day in days)
        {
            taken.Add(day, line);
        }

        notice = new HolidayNotice(begin, end, kind == "worked");
        return null;
    }

    private static DateOnly? DayOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
