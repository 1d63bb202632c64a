using System.Text.RegularExpressions;

namespace Clearance.Deploy.Tests;

/// <summary>The checkout that the tests run in.</summary>
internal static partial class Repository
{
    /// <summary>Its folder.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>Version of the suite, and therefore tag of its image.</summary>
    public static string Version { get; } = VersionElement().Match(Text("Directory.Build.props")).Groups["version"].Value;

    /// <summary>A file's full path.</summary>
    public static string PathOf(string file) => Path.Combine(Root, file);

    /// <summary>A file's text.</summary>
    public static string Text(string file) => File.ReadAllText(PathOf(file));

    private static string FindRoot(string folder) => File.Exists(Path.Combine(folder, "Clearance.sln"))
        ? folder
        : FindRoot(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Run the tests inside the checkout."));

    [GeneratedRegex("<Version>(?<version>[^<]+)</Version>", RegexOptions.ExplicitCapture)]
    private static partial Regex VersionElement();
}
