using System.Diagnostics;
using System.Text.RegularExpressions;
using Clearance.EndToEnd.Tests.Crash;

namespace Clearance.EndToEnd.Tests;

/// <summary>The README's walk from the first curl to a released declaration, run as it stands but for port, folder and binary.</summary>
public sealed partial class ReadmeTests
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task The_readme_leads_to_a_released_declaration()
    {
        var root = FindRoot(AppContext.BaseDirectory);
        var data = Directory.CreateTempSubdirectory("clearance-readme-").FullName;
        try
        {
            await using var suite = new SuiteProcess(data, SuiteProcess.FreePorts());
            await suite.StartAsync();
            var walk = Walk().Match(await File.ReadAllTextAsync(Path.Combine(root, "README.md"), TestContext.Current.CancellationToken)).Groups[1].Value
                .Replace("http://127.0.0.1:8080", suite.Rest.ToString().TrimEnd('/'), StringComparison.Ordinal)
                .Replace("dotnet run -c Release --no-build --project services/Standalone --", $"dotnet {Path.Combine(AppContext.BaseDirectory, "Clearance.Standalone.dll")}", StringComparison.Ordinal)
                .Replace("./data", data, StringComparison.Ordinal);

            var (exit, output) = await RunAsync(root, walk);

            Assert.True(exit == 0, output);
            Assert.Contains("\"state\":\"STATE_RELEASED\"", output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<(int Exit, string Output)> RunAsync(string folder, string script)
    {
        Assert.NotEmpty(script);
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-e", "-c", script])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var deadline = new CancellationTokenSource(s_deadline);
        var output = bash.StandardOutput.ReadToEndAsync(deadline.Token);
        var error = bash.StandardError.ReadToEndAsync(deadline.Token);
        try
        {
            await bash.WaitForExitAsync(deadline.Token);
            return (bash.ExitCode, await output + await error);
        }
        catch (OperationCanceledException)
        {
            bash.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static string FindRoot(string folder) => File.Exists(Path.Combine(folder, "Clearance.sln"))
        ? folder
        : FindRoot(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Run the tests inside the checkout."));

    [GeneratedRegex(@"<!-- walk[^\n]*-->\n```sh\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Walk();
}
