using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Options;

namespace Clearance.Hosting;

/// <summary>What the programs of the services and the gateway share around their modules.</summary>
public static class ServiceProgram
{
    /// <summary>Exit code when the settings are at fault, so that a supervisor tells it from a crash.</summary>
    private const int WrongSettings = 2;

    /// <summary>One line per entry, with its time; ours from Information, those of the libraries from Warning. Any source of settings overrides it.</summary>
    private static readonly Dictionary<string, string?> LogSettings = new(StringComparer.Ordinal)
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information",
        ["Logging:LogLevel:MassTransit"] = "Warning",
        // Who probes reads the answer; a log line for each probe while a process starts hides the rest.
        ["Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks"] = "None",
        // A statement that fails throws; the first start asks for a migration history that is not there yet.
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore.Database.Command"] = "None",
        ["Logging:Console:FormatterName"] = "simple",
        ["Logging:Console:FormatterOptions:SingleLine"] = "true",
        ["Logging:Console:FormatterOptions:TimestampFormat"] = "yyyy-MM-ddTHH:mm:ss.fffZ ",
        ["Logging:Console:FormatterOptions:UseUtcTimestamp"] = "true",
    };

    /// <summary>
    /// Runs the program of a service until it is asked to stop; with <c>--health</c> it only asks the one that runs, see
    /// <see cref="HealthProbe"/>. Files are found beside the program, wherever it is started from. Settings that are missing or wrong are
    /// told on the error output, one a line.
    /// </summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments, Func<WebApplicationBuilder, WebApplication> build)
    {
        if (arguments is ["--health", .. var rest])
        {
            return await HealthProbe.RunAsync(rest);
        }

        try
        {
            await using var app = build(CreateBuilder(arguments));
            await app.RunAsync();
            return 0;
        }
        catch (Exception fault) when (Mistakes(fault) is { Count: > 0 } mistakes)
        {
            foreach (var mistake in mistakes)
            {
                await Console.Error.WriteLineAsync($"Not started: {mistake}");
            }

            return WrongSettings;
        }
    }

    private static WebApplicationBuilder CreateBuilder(string[] arguments)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = arguments, ContentRootPath = AppContext.BaseDirectory });
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = LogSettings });
        return builder;
    }

    private static List<string> Mistakes(Exception fault) => fault switch
    {
        OptionsValidationException wrong => [.. wrong.Failures],
        AggregateException several => [.. several.InnerExceptions.SelectMany(Mistakes)],
        _ => [],
    };
}
