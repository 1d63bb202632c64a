using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Clearance.Architecture.Tests;

/// <summary>Every package that a restore brings, the transitive ones too, carries a licence that the house accepts.</summary>
public sealed class LicenceTests
{
    private static readonly string[] s_accepted = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "PostgreSQL", "MPL-2.0"];

    /// <summary>Packages that name their licence by an address or a file only, each looked up once.</summary>
    private static readonly Dictionary<string, string> s_lookedUp = new(StringComparer.OrdinalIgnoreCase)
    {
        ["SQLitePCLRaw.core"] = "Apache-2.0",
        ["CommandLineParser"] = "MIT",
        ["Microsoft.DotNet.PlatformAbstractions"] = "MIT",
    };

    [Fact]
    public void Every_package_has_an_accepted_licence() => Assert.Empty(
        Packages().Where(package => !IsAccepted(package.Licence)).Select(package => $"{package.Name}: {package.Licence}").Distinct());

    [Theory]
    [InlineData("AGPL-3.0-only")]
    [InlineData("Commercial")]
    [InlineData("")]
    [InlineData("MIT AND GPL-2.0-only")]
    public void Other_licences_are_refused(string licence) => Assert.False(IsAccepted(licence));

    [Fact]
    public void Every_package_line_says_why_and_under_which_licence()
    {
        var lines = File.ReadAllLines(Path.Combine(SourceTests.Root, "Directory.Packages.props")).Where(line => line.Contains("<PackageVersion ", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Contains(s_accepted, licence => Regex.IsMatch(line, $"<!-- .*{Regex.Escape(licence)} -->")));
    }

    private static bool IsAccepted(string expression)
    {
        var parts = Regex.Split(expression, @"[()\s]+|\bAND\b").Where(part => part.Length > 0).ToList();
        return parts.Count > 0 && (parts.Contains("OR") ? parts.Any(s_accepted.Contains) : parts.All(s_accepted.Contains));
    }

    private static IEnumerable<(string Name, string Licence)> Packages()
    {
        var found = Directory.EnumerateFiles(SourceTests.Root, "project.assets.json", SearchOption.AllDirectories).SelectMany(Libraries).Distinct().ToList();
        Assert.NotEmpty(found);
        return found.Select(nuspec => (Path.GetFileNameWithoutExtension(nuspec), LicenceOf(nuspec)));
    }

    private static IEnumerable<string> Libraries(string assets)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(assets));
        var folders = document.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToList();
        foreach (var library in document.RootElement.GetProperty("libraries").EnumerateObject().Where(l => l.Value.GetProperty("type").GetString() == "package"))
        {
            var path = library.Value.GetProperty("path").GetString()!;
            var id = path.Split('/')[0];
            yield return folders.Select(folder => Path.Combine(folder, path, $"{id}.nuspec")).First(File.Exists);
        }
    }

    private static string LicenceOf(string nuspec)
    {
        var metadata = XDocument.Load(nuspec).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
        var licence = metadata.Elements().SingleOrDefault(element => element.Name.LocalName == "license");
        return licence?.Attribute("type")?.Value == "expression"
            ? licence.Value
            : s_lookedUp.GetValueOrDefault(Path.GetFileNameWithoutExtension(nuspec), licence?.Value ?? metadata.Elements().SingleOrDefault(e => e.Name.LocalName == "licenseUrl")?.Value ?? string.Empty);
    }
}
