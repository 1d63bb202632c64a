using System.Diagnostics.CodeAnalysis;
using Clearance.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

[assembly: HostingStartup(typeof(SharedClockStartup))]

namespace Clearance.Testing
{
    /// <summary>
    /// Brings a <see cref="SharedClock"/> into processes of the built services. They know nothing of it: the runtime loads this assembly,
    /// the host calls it before the service is put together, and the service takes the clock that it finds.
    /// </summary>
    public sealed class SharedClockStartup : IHostingStartup
    {
        private const string FileVariable = "CLEARANCE_TEST_CLOCK";

        /// <summary>What a process needs in its environment to run on the clock of a file.</summary>
        public static IReadOnlyDictionary<string, string> Environment(string file) => new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DOTNET_STARTUP_HOOKS"] = typeof(SharedClockStartup).Assembly.Location,
            ["ASPNETCORE_HOSTINGSTARTUPASSEMBLIES"] = typeof(SharedClockStartup).Assembly.GetName().Name!,
            [FileVariable] = file,
        };

        /// <inheritdoc/>
        public void Configure(IWebHostBuilder builder) => builder.ConfigureServices((host, services) =>
        {
            // The gateway decides nothing by the business clock, and its patience with services is of the machine's time.
            if (System.Environment.GetEnvironmentVariable(FileVariable) is { } file && host.HostingEnvironment.ApplicationName != "Clearance.Gateway")
            {
                services.AddSingleton<TimeProvider>(SharedClock.Open(file));
            }
        });
    }
}

/// <summary>The runtime looks for this very name; that the assembly is loaded is all that is wanted.</summary>
[SuppressMessage("Design", "CA1050:Declare types in namespaces", Justification = "The runtime wants it without one.")]
[SuppressMessage("Design", "MA0047:Declare types in namespaces", Justification = "The runtime wants it without one.")]
internal static class StartupHook
{
    public static void Initialize()
    {
    }
}
