using System.Diagnostics;

namespace Clearance.Testing;

/// <summary>A program that a test runs to its end.</summary>
internal static class Command
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    /// <summary>Runs it and returns what it wrote.</summary>
    /// <exception cref="CommandFailedException">It ended with another code than 0, or not at all within three minutes.</exception>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var end = new CancellationTokenSource(Deadline);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(end.Token), process.StandardError.ReadToEndAsync(end.Token));
        try
        {
            await process.WaitForExitAsync(end.Token);
            return process.ExitCode == 0
                ? await output
                : throw new CommandFailedException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await output}{await error}");
        }
        catch (OperationCanceledException late)
        {
            process.Kill(entireProcessTree: true);
            throw new CommandFailedException($"{program} {string.Join(' ', arguments)} did not end within {Deadline}.", late);
        }
    }
}

/// <summary>A program of the tests failed; the message holds what it wrote.</summary>
public sealed class CommandFailedException(string message, Exception? cause = null) : Exception(message, cause);
