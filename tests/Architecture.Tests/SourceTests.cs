using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Clearance.Architecture.Tests;

/// <summary>Rules of the house that show in the files themselves.</summary>
public sealed class SourceTests
{
    private const int LongestFile = 400;

    private static readonly string[] s_top =
        ["Clearance.sln", "Directory.Build.props", "Directory.Packages.props", "BannedSymbols.txt", "README.md", "LICENSE", "global.json", "protos", "services", "gateway", "deploy", "tests"];

    [Fact]
    public void The_top_level_holds_the_layout_and_nothing_else() => Assert.Empty(Strangers(Tracked()));

    [Fact]
    public void No_code_file_is_longer_than_400_lines() => Assert.Empty(TooLong(Code()));

    [Fact]
    public void No_folder_or_file_has_a_name_that_says_nothing() => Assert.Empty(Nameless(Tracked()));

    [Fact]
    public void Tests_wait_for_conditions_and_never_sleep() => Assert.Empty(Sleepers(Code()));

    [Fact]
    public void Shared_is_less_than_the_services_it_serves()
    {
        var lines = Code().Where(file => file.Path.StartsWith("services/", StringComparison.Ordinal)).ToLookup(
            file => file.Path.StartsWith("services/Shared/", StringComparison.Ordinal), file => file.Text.Count(sign => sign == '\n'));
        Assert.InRange(lines[true].Sum() / (double)lines[false].Sum(), 0, 0.5);
    }

    [Fact]
    public void The_rules_can_fail()
    {
        Assert.NotEmpty(Strangers(["Makefile", "services/A.cs"]));
        Assert.NotEmpty(TooLong([("services/A.cs", new string('\n', LongestFile + 1))]));
        Assert.NotEmpty(Nameless(["services/Utils/A.cs"]));
        Assert.NotEmpty(Nameless(["services/Shared/StringHelpers.cs"]));
        Assert.NotEmpty(Sleepers([("tests/A.cs", "await Task.Delay(500);")]));
    }

    private static IEnumerable<string> Strangers(IEnumerable<string> paths) =>
        paths.Select(path => path.Split('/')[0]).Distinct().Where(name => name[0] != '.' && !s_top.Contains(name));

    private static IEnumerable<string> TooLong(IEnumerable<(string Path, string Text)> files) =>
        files.Where(file => !file.Path.Contains("/Migrations/", StringComparison.Ordinal) && file.Text.Count(sign => sign == '\n') > LongestFile).Select(file => file.Path);

    private static IEnumerable<string> Nameless(IEnumerable<string> paths) =>
        paths.Where(path => Regex.IsMatch(path, @"(^|/)(Common|Core|Utils|Helpers|Extensions|Constants|Manager)(/|$)|/(Base[A-Z]\w*|\w*(Helper|Helpers|Utils|Manager))\.cs$"));

    private static IEnumerable<string> Sleepers(IEnumerable<(string Path, string Text)> files) =>
        files.Where(file => file.Path.StartsWith("tests/", StringComparison.Ordinal)
            // The one place that may poll: the probes, which look every few milliseconds until a deadline.
            && !file.Path.StartsWith("tests/Testing/", StringComparison.Ordinal)
            // The crash test's dice choose real moments to kill at; clients pause between tries as real ones do.
            && !file.Path.StartsWith("tests/EndToEnd.Tests/Crash/", StringComparison.Ordinal)
            && !file.Path.StartsWith("tests/EndToEnd.Tests/Traffic/", StringComparison.Ordinal)
            && !file.Path.EndsWith("/SourceTests.cs", StringComparison.Ordinal)
            && Regex.IsMatch(file.Text, @"Thread\.Sleep|Task\.Delay\(\s*(\d{3,}|TimeSpan)")).Select(file => file.Path);

    private static IEnumerable<(string Path, string Text)> Code() =>
        Tracked().Where(path => path.EndsWith(".cs", StringComparison.Ordinal))
            .Select(path => (path, File.ReadAllText(System.IO.Path.Combine(Root, path))));

    private static string[] Tracked()
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["ls-files"]) { WorkingDirectory = Root, RedirectStandardOutput = true })!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        var paths = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(path => File.Exists(System.IO.Path.Combine(Root, path))).ToArray();
        Assert.NotEmpty(paths);
        return paths;
    }

    internal static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    private static string FindRoot(string folder) => File.Exists(System.IO.Path.Combine(folder, "Clearance.sln"))
        ? folder
        : FindRoot(System.IO.Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Run the tests inside the checkout."));
}
