using CsCheck;

namespace Clearance.Kernel.Tests;

public sealed class CustomsTimeTests
{
    [Theory]
    [InlineData("2018-10-22T15:59:59Z", "2018-10-22")]
    [InlineData("2018-10-22T16:00:00Z", "2018-10-23")]
    [InlineData("2018-12-31T16:00:00Z", "2019-01-01")]
    [InlineData("2018-10-23T00:00:00+08:00", "2018-10-23")]
    public void The_day_begins_at_midnight_of_the_territory(string instant, string date) =>
        Assert.Equal(DateOnly.Parse(date, null), CustomsTime.DateOf(DateTimeOffset.Parse(instant, null)));

    [Fact]
    public void A_day_holds_its_first_and_its_last_microsecond_and_nothing_beyond() => Gen.Int[0, 40_000].Sample(offset =>
    {
        var date = new DateOnly(2000, 1, 1).AddDays(offset);

        Assert.Equal(date, CustomsTime.DateOf(CustomsTime.StartOf(date)));
        Assert.Equal(date, CustomsTime.DateOf(CustomsTime.EndOf(date)));
        Assert.Equal(date.AddDays(-1), CustomsTime.DateOf(CustomsTime.StartOf(date).AddMicroseconds(-1)));
        Assert.Equal(CustomsTime.StartOf(date.AddDays(1)), CustomsTime.EndOf(date).AddMicroseconds(1));
    });
}
