using Clearance.Kernel;
using Microsoft.Extensions.Options;

namespace Clearance.Hosting.Tests;

/// <summary>The file of further holidays: every service reads it before it serves, or does not start.</summary>
public sealed class CalendarTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task Holidays_of_a_further_year_count_once_the_service_has_started()
    {
        await File.WriteAllTextAsync(_file, "first_day,last_day,kind\n2031-10-01,2031-10-07,holiday\n2031-10-11,,worked\n", TestContext.Current.CancellationToken);

        await using var app = await EchoEndpoint.StartAsync(("Calendar:File", _file));

        Assert.Equal(new DateOnly(2031, 10, 8), BusinessCalendar.China.AddWorkingDays(new DateOnly(2031, 9, 30), 1));
        Assert.True(BusinessCalendar.China.IsWorkingDay(new DateOnly(2031, 10, 11)));
        Assert.False(BusinessCalendar.China.IsWorkingDay(new DateOnly(2018, 10, 1)));
    }

    [Fact]
    public async Task A_wrong_file_keeps_the_service_from_starting_and_every_mistake_is_told()
    {
        await File.WriteAllTextAsync(_file, "first_day,last_day,kind\n2032-13-01,,holiday\n2032-01-05,,worked\n", TestContext.Current.CancellationToken);

        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => EchoEndpoint.StartAsync(("Calendar:File", _file)));

        Assert.Equal(2, fault.Failures.Count());
        Assert.All(fault.Failures.Zip(["line 2", "line 3"]), pair => Assert.Contains($"Calendar:File {_file}, {pair.Second}: ", pair.First, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_told()
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => EchoEndpoint.StartAsync(("Calendar:File", _file)));

        Assert.Contains("cannot be read", Assert.Single(fault.Failures), StringComparison.Ordinal);
    }
}
