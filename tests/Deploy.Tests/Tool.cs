using System.ComponentModel;
using System.Diagnostics;

namespace Clearance.Deploy.Tests;

/// <summary>A program of the machine that a test runs to its end.</summary>
internal static class Tool
{
    /// <summary>Runs it in a folder of the checkout.</summary>
    /// <returns>Its exit code, what it wrote, and what it complained about.</returns>
    public static async Task<(int Exit, string Output, string Error)> RunAsync(
        TimeSpan patience, string folder, IReadOnlyDictionary<string, string>? environment, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Repository.PathOf(folder),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var end = new CancellationTokenSource(patience);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(end.Token), process.StandardError.ReadToEndAsync(end.Token));
        try
        {
            await process.WaitForExitAsync(end.Token);
            return (process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException late)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end within {patience}.", late);
        }
    }

    /// <summary>True when the machine has the program and it answers.</summary>
    public static async Task<bool> AnswersAsync(string program, params string[] arguments)
    {
        try
        {
            return (await RunAsync(TimeSpan.FromSeconds(30), ".", null, program, arguments)).Exit == 0;
        }
        catch (Exception fault) when (fault is Win32Exception or TimeoutException)
        {
            return false;
        }
    }
}
