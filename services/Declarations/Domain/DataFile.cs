using System.Collections.Immutable;

namespace Clearance.Declarations.Domain;

/// <summary>The project's own data files: a row a line, values between upright bars, lines that begin with # are notes.</summary>
internal static class DataFile
{
    /// <summary>The rows of an embedded file.</summary>
    internal static IEnumerable<ImmutableArray<string>> Rows(string resource)
    {
        using var reader = new StreamReader(
            typeof(DataFile).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly has no resource '{resource}'."));
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return [.. line.Split('|')];
            }
        }
    }
}
