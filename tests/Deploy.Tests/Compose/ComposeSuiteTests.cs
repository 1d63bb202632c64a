using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Clearance.Testing;

namespace Clearance.Deploy.Tests.Compose;

/// <summary>
/// The suite as an operator starts it: the image is built, compose brings everything up from nothing, and the public surface is the one
/// of the single process. Takes the container road of CI; the image is built from this checkout.
/// </summary>
[Trait("Needs", "servers")]
public sealed partial class ComposeSuiteTests : IAsyncLifetime
{
    private const string Folder = "deploy/compose";
    private const string Image = "clearance:test";
    private static readonly TimeSpan s_building = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan s_starting = TimeSpan.FromMinutes(8);

    private readonly string project = "clearance-test-" + Guid.CreateVersion7().ToString("N")[^8..];
    private readonly string folder = Directory.CreateTempSubdirectory("clearance-compose-").FullName;
    private readonly Dictionary<string, string> environment = new(StringComparer.Ordinal);
    private string rest = string.Empty;

    public async ValueTask InitializeAsync()
    {
        if (!await Tool.AnswersAsync("docker", "compose", "version") || !await Tool.AnswersAsync("docker", "info"))
        {
            Assert.Skip("No Docker engine: start one, with its compose plugin, so that the suite is brought up in containers.");
        }

        var (restPort, grpcPort) = (FreePort(), FreePort());
        rest = $"http://127.0.0.1:{restPort}";
        environment["COMPOSE_PROJECT_NAME"] = project;
        environment["COMPOSE_ENV_FILES"] = Path.Combine(folder, "env");
        environment["CLEARANCE_IMAGE"] = Image;
        environment["CLEARANCE_REST_PORT"] = restPort.ToString(CultureInfo.InvariantCulture);
        environment["CLEARANCE_GRPC_PORT"] = grpcPort.ToString(CultureInfo.InvariantCulture);
        await MustAsync(s_building, ".", "deploy/images/build", "--tag", Image);
        await MustAsync(s_starting, Folder, "deploy/compose/up");
    }

    [Fact]
    public async Task Compose_gives_the_public_surface_of_the_single_process()
    {
        using var http = new HttpClient { BaseAddress = new Uri(rest) };
        var (walkExit, walk) = await WalkAsync();
        Assert.True(walkExit == 0, walk + await LogAsync());
        Assert.Contains("\"state\":\"STATE_RELEASED\"", walk, StringComparison.Ordinal);

        Assert.Equal(await StandaloneDocumentAsync(), Normal(await http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative))));
        Assert.Contains("<html", await http.GetStringAsync(new Uri("/", UriKind.Relative)), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        if (environment.Count > 0)
        {
            await Tool.RunAsync(s_starting, Folder, environment, "docker", "compose", "--profile", "*", "down", "--volumes", "--timeout", "5");
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The README's walk from the first curl to a released declaration, with the address and the tokens of these containers.</summary>
    private async Task<(int Exit, string Output)> WalkAsync()
    {
        var walk = Walk().Match(Repository.Text("README.md")).Groups["walk"].Value.Replace("http://127.0.0.1:8080", rest, StringComparison.Ordinal);
        walk = TokenFunction().Replace(walk, "token() { docker compose --project-directory deploy/compose run --rm --no-deps -T token \"$@\" < /dev/null; }");
        var (exit, output, error) = await Tool.RunAsync(s_starting, ".", environment, "bash", "-e", "-c", walk);
        return (exit, output + error);
    }

    /// <summary>The document of the image's usual command: the whole suite in one container, from the same image.</summary>
    private async Task<string> StandaloneDocumentAsync()
    {
        var port = FreePort();
        await MustAsync(s_starting, ".", "docker", "run", "--detach", "--rm", "--name", project + "-standalone", "--read-only", "--tmpfs", "/tmp",
            "--tmpfs", "/data:uid=1654", "--cap-drop", "ALL", "--publish", $"127.0.0.1:{port}:8080", Image);
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            await Eventually.GetAsync(() => IsReadyAsync(http), ready => ready, s_starting);
            return Normal(await http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)));
        }
        finally
        {
            await Tool.RunAsync(s_starting, ".", null, "docker", "stop", project + "-standalone");
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient http)
    {
        try
        {
            return (await http.GetAsync(new Uri("/health/ready", UriKind.Relative))).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>The document without the address that it was fetched from.</summary>
    private static string Normal(string document)
    {
        var tree = JsonNode.Parse(document)!.AsObject();
        tree.Remove("servers");
        return tree.ToJsonString();
    }

    private async Task<string> LogAsync() => (await Tool.RunAsync(s_starting, Folder, environment, "docker", "compose", "logs", "--tail", "60")).Output;

    private async Task MustAsync(TimeSpan patience, string where, string program, params string[] arguments)
    {
        var start = program.StartsWith("deploy/", StringComparison.Ordinal) ? Repository.PathOf(program) : program;
        var (exit, output, error) = await Tool.RunAsync(patience, where, environment, start, arguments);
        Assert.True(exit == 0, $"{program} ended with {exit}: {output}{error}" + (where == Folder ? await LogAsync() : string.Empty));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"<!-- walk[^\n]*-->\n```sh\n(?<walk>.*?)\n```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Walk();

    [GeneratedRegex(@"^token\(\) .*$", RegexOptions.Multiline)]
    private static partial Regex TokenFunction();
}
