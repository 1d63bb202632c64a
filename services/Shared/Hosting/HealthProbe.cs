using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Clearance.Hosting;

/// <summary>
/// <c>PROGRAM --health [--urls URL]</c>: asks the program that runs in this container or on this machine whether it takes work. The exit
/// code is the answer, so that an image needs neither a shell nor curl to know its health.
/// </summary>
public static class HealthProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Asks the first address of <c>--urls</c>, of the environment or the usual one, as the program itself would read them.</summary>
    /// <returns>0 when the program is ready, 1 when it is not, or when nobody answers.</returns>
    public static Task<int> RunAsync(string[] args) => AskAsync(Addresses.Configured(new ConfigurationBuilder()
        .AddEnvironmentVariables("ASPNETCORE_")
        .AddEnvironmentVariables()
        .AddCommandLine(args)
        .Build()));

    /// <summary>Asks the first of some addresses.</summary>
    /// <returns>0 when the program is ready, 1 when it is not, or when nobody answers.</returns>
    public static async Task<int> AskAsync(string urls)
    {
        var address = BindingAddress.Parse(urls.Split(';')[0]);
        var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : address.Host;
        var ready = new UriBuilder(address.Scheme, host, address.Port, Health.ReadyPath).Uri;
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(ready);
            Console.WriteLine((await answer.Content.ReadAsStringAsync()).Trim());
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            Console.Error.WriteLine($"No answer from {ready}: {fault.Message}");
            return 1;
        }
    }
}
