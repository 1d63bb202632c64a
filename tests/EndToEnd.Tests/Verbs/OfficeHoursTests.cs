using Clearance.Standalone.Demo;

namespace Clearance.EndToEnd.Tests.Verbs;

/// <summary>When people in offices are done.</summary>
public sealed class OfficeHoursTests
{
    [Theory]
    [InlineData("2018-10-23T09:00+08:00", 2, "2018-10-23T11:00+08:00")]
    [InlineData("2018-10-23T06:00+08:00", 1, "2018-10-23T09:30+08:00")]
    [InlineData("2018-10-23T16:00+08:00", 2, "2018-10-24T09:30+08:00")]
    [InlineData("2018-10-26T16:30+08:00", 1, "2018-10-29T09:00+08:00")]
    [InlineData("2018-10-23T09:00+08:00", 20, "2018-10-25T12:00+08:00")]
    public void Work_is_done_in_office_hours(string begin, double hours, string done) =>
        Assert.Equal(
            DateTimeOffset.Parse(done, System.Globalization.CultureInfo.InvariantCulture),
            OfficeHours.Done(DateTimeOffset.Parse(begin, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(hours)));
}
