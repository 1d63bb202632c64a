using System.Reflection;
using System.Text;

namespace Clearance.Kernel;

/// <summary>Reads CSV by RFC 4180 without line breaks in values; lines that begin with # are notes, empty ones are passed over.</summary>
public static class CsvRows
{
    /// <summary>Every row with the number of its line, from 1; the values are null when a quotation mark stays open.</summary>
    public static IEnumerable<(int Line, string[]? Values)> Read(TextReader reader)
    {
        var value = new StringBuilder();
        var values = new List<string>();
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return (number, Split(line, values, value));
            }
        }
    }

    /// <summary>Rows of a file of our own, which are well formed.</summary>
    public static IEnumerable<string[]> ReadOwn(TextReader reader) => Read(reader).Select(row => row.Values
        ?? throw new FormatException($"Line {row.Line} leaves a quotation mark open."));

    /// <summary>Opens a file of our own that is built into an assembly.</summary>
    public static TextReader Open(Assembly assembly, string resource) => new StreamReader(
        assembly.GetManifestResourceStream(resource)
        ?? throw new InvalidOperationException($"The assembly has no resource '{resource}'."));

    private static string[]? Split(string line, List<string> values, StringBuilder value)
    {
        if (!line.Contains('"', StringComparison.Ordinal))
        {
            return line.Split(',');
        }

        values.Clear();
        value.Clear();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            switch (line[i])
            {
                case '"' when quoted && i + 1 < line.Length && line[i + 1] == '"':
                    value.Append('"');
                    i++;
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case ',' when !quoted:
                    values.Add(value.ToString());
                    value.Clear();
                    break;
                default:
                    value.Append(line[i]);
                    break;
            }
        }

        values.Add(value.ToString());
        return quoted ? null : [.. values];
    }
}
