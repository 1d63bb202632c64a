using System.Diagnostics;
using Clearance.Standalone;
using Clearance.Standalone.Demo;
using Clearance.Testing;

namespace Clearance.EndToEnd.Tests.Crash;

/// <summary>The suite as a process of its own, the built binary, that can be killed and started again on the same folder and ports.</summary>
internal sealed class SuiteProcess(string data, int port) : IAsyncDisposable
{
    private static readonly string Binary = Path.Combine(AppContext.BaseDirectory, "Clearance.Standalone.dll");
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);
    private readonly HttpClient http = new() { BaseAddress = new Uri(FormattableString.Invariant($"http://127.0.0.1:{port}")) };
    private Process? process;

    public Uri Rest => http.BaseAddress!;

    public Uri Grpc => new(FormattableString.Invariant($"http://127.0.0.1:{port + 1}"));

    public Doors OpenDoors() => new(Rest, Grpc);

    /// <summary>Starts it and waits until it takes work.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> StartAsync()
    {
        var watch = Stopwatch.StartNew();
        process = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Binary, "serve", "--urls", Rest.ToString().TrimEnd('/'), "--data", data, "--Logging:LogLevel:Default=Error", "--Limits:CallsPerSecond=0" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Eventually.GetAsync(IsReadyAsync, ready => ready, StartDeadline);
        return watch.Elapsed;
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await KillAsync();
        }

        http.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        if (process!.HasExited)
        {
            throw new InvalidOperationException($"The suite ended with {process.ExitCode} instead of starting.");
        }

        try
        {
            using var answer = await http.GetAsync(Suite.ReadyPath);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
