namespace Clearance.Standalone;

/// <summary><c>--health</c>: asks the running suite how it is; the exit code is the answer, for containers and scripts.</summary>
internal static class HealthVerb
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Asks.</summary>
    /// <returns>0 when every service is ready, 1 when not, or when nobody answers.</returns>
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var url = Suite.UrlOf(arguments.Knowing("urls")).Replace("//*", "//127.0.0.1", StringComparison.Ordinal).Replace("//+", "//127.0.0.1", StringComparison.Ordinal);
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(new Uri(new Uri(url), Suite.ReadyPath));
            Console.WriteLine((await answer.Content.ReadAsStringAsync()).Trim());
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            Console.Error.WriteLine($"No answer from {url}: {fault.Message}");
            return 1;
        }
    }
}
