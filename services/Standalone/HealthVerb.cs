using Clearance.Hosting;

namespace Clearance.Standalone;

/// <summary><c>--health</c>: asks the running suite how it is; the exit code is the answer, for containers and scripts.</summary>
internal static class HealthVerb
{
    /// <summary>Asks.</summary>
    /// <returns>0 when every service is ready, 1 when not, or when nobody answers.</returns>
    public static Task<int> RunAsync(Arguments arguments) => HealthProbe.AskAsync(Suite.UrlOf(arguments.Knowing("urls")));
}
