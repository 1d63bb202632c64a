using Clearance.Complaints;
using Clearance.Declarations;
using Clearance.Guarantees;
using Clearance.Hosting;
using Clearance.Messaging;
using Clearance.Payments;
using Clearance.Releases;

namespace Clearance.Standalone;

/// <summary>How to put the suite together.</summary>
/// <param name="Url">Where REST listens; gRPC takes the next port.</param>
/// <param name="Data">Folder of the databases and of the token key.</param>
internal sealed record SuiteOptions(string Url, string Data)
{
    /// <summary>Settings as they were typed, <c>--Section:Key=value</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>The clock; the machine's when null.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>What is written to the log at least.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;
}

/// <summary>Five services and the edge in one process.</summary>
internal static class Suite
{
    /// <summary>Folder of the data when none is typed.</summary>
    public const string UsualData = "data";

    /// <summary>Where the edge answers whether it takes work.</summary>
    public const string ReadyPath = "/health/ready";

    /// <summary>Puts the suite together; starting and stopping it is the caller's.</summary>
    public static WebApplication Build(SuiteOptions options)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [.. options.Settings], ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration["Storage:Directory"] = Path.GetFullPath(options.Data);
        builder.Configuration["urls"] = options.Url;
        builder.Logging.SetMinimumLevel(options.LogLevel).AddFilter("Microsoft", options.LogLevel < LogLevel.Warning ? LogLevel.Warning : options.LogLevel);
        if (options.Clock is not null)
        {
            builder.Services.AddSingleton(options.Clock);
        }

        builder.AddEdge();
        builder.Services.AddMessaging();
        builder.Services.AddDeclarations().AddPayments().AddGuarantees().AddReleases().AddComplaints();

        var app = builder.Build();
        app.UseEdge();
        app.MapMessaging();
        app.MapDeclarations().MapPayments().MapGuarantees().MapReleases().MapComplaints();
        return app;
    }

    /// <summary>Reads the value of <c>--urls</c>.</summary>
    /// <exception cref="UsageException">It is not an address.</exception>
    public static string UrlOf(Arguments arguments)
    {
        var url = arguments.Text("urls") ?? Addresses.Default;
        var plain = url.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal);
        return Uri.TryCreate(plain, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.AbsolutePath == "/"
            ? url
            : throw new UsageException($"--urls is one address like {Addresses.Default}, not '{url}'.");
    }
}
