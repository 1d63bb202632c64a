using CsCheck;

namespace Clearance.Kernel.Tests;

/// <summary>Notices of further years: read whole or not at all, and in the place of what was known of their years.</summary>
public sealed class CalendarFileTests
{
    private const string Head = "first_day,last_day,kind\n";

    [Fact]
    public void A_further_year_is_observed()
    {
        var calendar = With("# made up\n2031-01-01,2031-01-03,holiday\n2031-01-04,,worked\n");

        Assert.Equal((2026, 2031), (BusinessCalendar.Shipped.LastYear, calendar.LastYear));
        Assert.False(calendar.IsWorkingDay(new DateOnly(2031, 1, 2)));
        Assert.True(calendar.IsWorkingDay(new DateOnly(2031, 1, 4)));
        Assert.True(BusinessCalendar.Shipped.IsWorkingDay(new DateOnly(2031, 1, 2)));
        Assert.Equal(new DateOnly(2031, 1, 4), calendar.AddWorkingDays(new DateOnly(2030, 12, 31), 1));
    }

    [Fact]
    public void A_corrected_year_takes_the_place_of_the_known_one_and_of_no_other()
    {
        var calendar = With("2018-10-01,2018-10-03,holiday\n");

        Assert.True(calendar.IsWorkingDay(new DateOnly(2018, 10, 4)));
        Assert.False(calendar.IsWorkingDay(new DateOnly(2018, 9, 29)));
        Assert.False(calendar.IsWorkingDay(new DateOnly(2019, 10, 4)));
        Assert.True(calendar.IsWorkingDay(new DateOnly(2019, 9, 29)));
    }

    [Theory]
    [InlineData("", "names no day")]
    [InlineData("day,kind\n", "names the columns")]
    [InlineData(Head, "names no day")]
    [InlineData(Head + "2027-01-01\n", "line 2: a row has 3 values")]
    [InlineData(Head + "2027-02-30,,holiday\n", "first_day '2027-02-30' is no day")]
    [InlineData(Head + "2027-01-01,3.1.27,holiday\n", "last_day '3.1.27' is no day")]
    [InlineData(Head + "2027-01-03,2027-01-01,holiday\n", "is no period")]
    [InlineData(Head + "2027-12-31,2028-01-01,holiday\n", "is no period")]
    [InlineData(Head + "2027-01-01,2027-03-01,holiday\n", "is no period")]
    [InlineData(Head + "2027-01-01,,free\n", "neither holiday nor worked")]
    [InlineData(Head + "2027-01-04,,worked\n", "2027-01-04 is a Monday")]
    [InlineData(Head + "2027-01-01,2027-01-03,holiday\n2027-01-03,,worked\n", "line 3: 2027-01-03 is named in line 2 already")]
    public void A_mistake_is_told_with_its_line_and_nothing_is_taken(string text, string mistake)
    {
        var reading = CalendarFile.Read(new StringReader(text));

        Assert.Contains(mistake, Assert.Single(reading.Mistakes), StringComparison.Ordinal);
        Assert.Empty(reading.Notices);
    }

    [Fact]
    public void All_mistakes_come_at_once()
    {
        var reading = CalendarFile.Read(new StringReader(Head + "x,,holiday\n2027-01-01,,holiday\n2027-01-02,,free\n"));

        Assert.Equal(["line 2", "line 4"], reading.Mistakes.Select(mistake => mistake[..6]));
    }

    [Fact]
    public void What_was_written_is_read() => Gen.Int[0, 360].Array[1, 12].Sample(starts =>
    {
        var days = starts.Distinct().Order().Select(start => new DateOnly(2027, 1, 1).AddDays(start)).ToArray();
        var calendar = With(string.Concat(days.Select(day => $"{day:yyyy-MM-dd},,holiday\n")));

        Assert.All(days, day => Assert.False(calendar.IsWorkingDay(day)));
        Assert.Equal(
            days.Count(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)),
            Enumerable.Range(0, 365).Select(new DateOnly(2027, 1, 1).AddDays).Count(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !calendar.IsWorkingDay(day)));
    });

    private static BusinessCalendar With(string rows)
    {
        var reading = CalendarFile.Read(new StringReader(Head + rows));
        Assert.Empty(reading.Mistakes);
        return BusinessCalendar.Shipped.With(reading.Notices);
    }
}
