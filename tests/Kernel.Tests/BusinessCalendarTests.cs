using CsCheck;

namespace Clearance.Kernel.Tests;

public sealed class BusinessCalendarTests
{
    private static readonly Gen<DateOnly> s_dates = Gen.Int[0, 3_000].Select(days => new DateOnly(2018, 1, 1).AddDays(days));

    [Theory]
    [InlineData("2018-10-01", false, "National Day")]
    [InlineData("2018-10-07", false, "last day of the holiday week, a Sunday")]
    [InlineData("2018-10-08", true, "Monday after it")]
    [InlineData("2018-09-29", true, "a Saturday worked in its stead")]
    [InlineData("2018-09-30", true, "a Sunday worked in its stead")]
    [InlineData("2018-10-13", false, "any Saturday")]
    [InlineData("2018-10-23", true, "any Tuesday")]
    [InlineData("2018-02-15", false, "Spring Festival")]
    public void Offices_work_on_the_days_of_the_notices(string date, bool works, string why)
    {
        Assert.True(BusinessCalendar.China.IsWorkingDay(DateOnly.Parse(date, null)) == works, why);
    }

    [Theory]
    [InlineData("2018-10-23", 0, "2018-10-23")]
    [InlineData("2018-10-23", 1, "2018-10-24")]
    [InlineData("2018-10-26", 1, "2018-10-29")]
    [InlineData("2018-09-28", 3, "2018-10-08")]
    [InlineData("2018-10-01", 1, "2018-10-08")]
    public void Working_days_are_counted_from_the_day_after(string date, int count, string expected) =>
        Assert.Equal(DateOnly.Parse(expected, null), BusinessCalendar.China.AddWorkingDays(DateOnly.Parse(date, null), count));

    [Fact]
    public void Adding_working_days_ends_on_one_with_exactly_as_many_between() => Gen.Select(s_dates, Gen.Int[1, 40]).Sample((date, count) =>
    {
        var end = BusinessCalendar.China.AddWorkingDays(date, count);

        Assert.True(BusinessCalendar.China.IsWorkingDay(end));
        Assert.Equal(count, Enumerable.Range(1, end.DayNumber - date.DayNumber).Count(i => BusinessCalendar.China.IsWorkingDay(date.AddDays(i))));
    });

    [Fact]
    public void On_or_after_is_the_first_working_day() => s_dates.Sample(date =>
    {
        var day = BusinessCalendar.China.OnOrAfter(date);

        Assert.True(day >= date && BusinessCalendar.China.IsWorkingDay(day));
        Assert.DoesNotContain(Enumerable.Range(0, day.DayNumber - date.DayNumber), i => BusinessCalendar.China.IsWorkingDay(date.AddDays(i)));
    });
}
