using System.Text.RegularExpressions;

namespace Clearance.Deploy.Tests;

/// <summary>What the Dockerfile promises, read from its lines.</summary>
public sealed class ImageTests
{
    private static readonly string s_dockerfile = Repository.Text("deploy/images/Dockerfile");

    [Fact]
    public void The_image_keeps_its_promises() => Assert.Empty(Broken(s_dockerfile));

    [Theory]
    [InlineData("USER 1654:1654", "USER root", "runs as nobody's root, by number")]
    [InlineData("ARG RUNTIME_IMAGE=", "# syntax=docker/dockerfile:1\nARG RUNTIME_IMAGE=", "needs no frontend from a registry")]
    [InlineData("FROM ${RUNTIME_IMAGE}", "FROM mcr.microsoft.com/dotnet/aspnet:10.0", "takes its base from a setting")]
    [InlineData("HEALTHCHECK", "# HEALTHCHECK", "knows its health without a shell")]
    [InlineData("STOPSIGNAL SIGTERM", "STOPSIGNAL SIGKILL", "may end its calls")]
    [InlineData("EXPOSE 8080 8081", "EXPOSE 80\nRUN apt-get update", "needs no command while it is built")]
    public void A_broken_promise_is_noticed(string was, string becomes, string promise) =>
        Assert.Contains(promise, Broken(s_dockerfile.Replace(was, becomes, StringComparison.Ordinal)));

    [Fact]
    public void Every_program_is_published_into_the_image()
    {
        var build = Repository.Text("deploy/images/build");
        foreach (var project in Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("Microsoft.NET.Sdk.Web", StringComparison.Ordinal)))
        {
            var folder = Path.GetFileName(Path.GetDirectoryName(project))!;
            Assert.Contains(folder == "Service" ? Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(project)))! : folder, build, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Broken(string dockerfile)
    {
        var lines = dockerfile.Split('\n');
        bool Has([System.Diagnostics.CodeAnalysis.StringSyntax(System.Diagnostics.CodeAnalysis.StringSyntaxAttribute.Regex)] string line) => lines.Any(each => Regex.IsMatch(each, line));
        (string Promise, bool Kept)[] promises =
        [
            ("runs as nobody's root, by number", Has("^USER [1-9][0-9]*:[1-9][0-9]*$")),
            ("needs no frontend from a registry", !Has("^# *syntax=")),
            ("takes its base from a setting", Has(@"^FROM \$\{RUNTIME_IMAGE\}$") && lines.Count(line => line.StartsWith("FROM ", StringComparison.Ordinal)) == 1),
            ("knows its health without a shell", Has(@"^HEALTHCHECK .*CMD \[""dotnet"", ""Clearance\.\w+\.dll"", ""--health""\]$")),
            ("may end its calls", Has("^STOPSIGNAL SIGTERM$")),
            ("needs no command while it is built", !Has("^RUN ")),
        ];
        return promises.Where(promise => !promise.Kept).Select(promise => promise.Promise);
    }
}
