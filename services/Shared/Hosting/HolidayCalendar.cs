using Clearance.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Clearance.Hosting;

/// <summary>Settings of the business calendar.</summary>
public sealed class CalendarOptions
{
    /// <summary>Path of a file of notices, see <see cref="CalendarFile"/>; null or empty for none.</summary>
    public string? File { get; set; }
}

/// <summary>
/// Adds the notices of further years before the first request is served, and warns two months before the known years end: a due day in an unknown
/// year would know weekends only.
/// </summary>
internal sealed partial class HolidayCalendar(IOptions<CalendarOptions> options, TimeProvider time, ILogger<HolidayCalendar> log) : IHostedLifecycleService
{
    private const int DaysOfWarning = 61;

    /// <summary>Before any hosted service of the modules starts.</summary>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (options.Value.File is { Length: > 0 } file)
        {
            BusinessCalendar.Adopt(BusinessCalendar.Shipped.With(ReadingOf(file).Notices));
        }

        var (today, last) = (CustomsTime.DateOf(time.GetUtcNow()), BusinessCalendar.China.LastYear);
        if (today.AddDays(DaysOfWarning).Year > last)
        {
            CalendarEnds(last);
        }

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    internal static CalendarReading ReadingOf(string file)
    {
        try
        {
            using var reader = new StreamReader(file);
            return CalendarFile.Read(reader);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new CalendarReading([], [$"it cannot be read: {fault.Message}"]);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The business calendar ends with {LastYear}; after it only weekends are known. Name the file of the next notice in Calendar:File.")]
    private partial void CalendarEnds(int lastYear);
}

/// <summary>Registers the calendar.</summary>
internal static class HolidayCalendarRegistration
{
    public static void AddHolidayCalendar(this IServiceCollection services)
    {
        services.AddOptions<CalendarOptions>().BindConfiguration("Calendar").ValidateOnStart();
        services.AddSingleton<IValidateOptions<CalendarOptions>, CalendarCheck>();
        services.AddHostedService<HolidayCalendar>();
    }

    private sealed class CalendarCheck : IValidateOptions<CalendarOptions>
    {
        public ValidateOptionsResult Validate(string? name, CalendarOptions options) =>
            options.File is { Length: > 0 } file && HolidayCalendar.ReadingOf(file).Mistakes is { Count: > 0 } mistakes
                ? ValidateOptionsResult.Fail(mistakes.Select(mistake => $"Calendar:File {file}, {mistake}"))
                : ValidateOptionsResult.Success;
    }
}
