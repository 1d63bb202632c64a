using System.Diagnostics;
using System.Text.RegularExpressions;
using Clearance.EndToEnd.Tests.Crash;
using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Standalone.Fleet;

namespace Clearance.EndToEnd.Tests;

/// <summary>The README's walk from the first curl to a released declaration, run as it stands but for port, folder and binary; in both shapes.</summary>
public sealed partial class ReadmeTests
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(2);

    /// <summary>Lists that hold what the walk did, in every service but Complaints.</summary>
    private static readonly string[] s_lists = ["/v1/declarations", "/v1/enterprises", "/v1/taxBills", "/v1/agreements", "/v1/releaseCases", "/v1/riskRules", "/v1/guarantees"];

    [Fact]
    public async Task The_readme_leads_to_a_released_declaration()
    {
        var data = Directory.CreateTempSubdirectory("clearance-readme-").FullName;
        try
        {
            await using var suite = new SuiteProcess(data, PortPairs.Next());
            await suite.StartAsync();
            await WalkAsync(suite.Rest, data);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    [Trait("Needs", "servers")]
    public async Task The_readme_leads_there_through_the_gateway_too_and_a_kill_of_every_process_loses_nothing()
    {
        var data = Directory.CreateTempSubdirectory("clearance-readme-").FullName;
        var rooms = new List<IAsyncDisposable>();
        try
        {
            await using var suite = await SeparateSuite.StartAsync(await SeparateShape.RoomsAsync(data, rooms), TestContext.Current.CancellationToken);
            await WalkAsync(suite.Rest, data);
            var before = await PictureAsync(suite);

            await suite.KillAllAsync();
            await suite.StartAllAsync(TestContext.Current.CancellationToken);

            Assert.Equal(before, await PictureAsync(suite));
            await suite.StopAsync();
        }
        finally
        {
            foreach (var room in rooms)
            {
                await room.DisposeAsync();
            }

            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task WalkAsync(Uri rest, string data)
    {
        var root = FindRoot(AppContext.BaseDirectory);
        var walk = Walk().Match(await File.ReadAllTextAsync(Path.Combine(root, "README.md"), TestContext.Current.CancellationToken)).Groups["walk"].Value
            .Replace("http://127.0.0.1:8080", rest.ToString().TrimEnd('/'), StringComparison.Ordinal)
            .Replace("dotnet run -c Release --no-build --project services/Standalone --", $"dotnet {Path.Combine(AppContext.BaseDirectory, "Clearance.Standalone.dll")}", StringComparison.Ordinal)
            .Replace("./data", data, StringComparison.Ordinal);

        var (exit, output) = await RunAsync(root, walk);

        Assert.True(exit == 0, output);
        Assert.Contains("\"state\":\"STATE_RELEASED\"", output, StringComparison.Ordinal);
    }

    /// <summary>Everything that the lists show, as text.</summary>
    private static async Task<string> PictureAsync(SeparateSuite suite)
    {
        using var issuer = LocalIssuer.Open(suite.Data);
        using var http = new HttpClient { BaseAddress = suite.Rest };
        http.DefaultRequestHeaders.Authorization = new("Bearer", issuer.Issue("operator", [Roles.Operator, Roles.Supervisor], null, TimeSpan.FromHours(1)));
        return string.Join('\n', await Task.WhenAll(s_lists.Select(list => http.GetStringAsync(list))));
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

    [GeneratedRegex(@"<!-- walk[^\n]*-->\n```sh\n(?<walk>.*?)\n```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Walk();
}
