using System.Text;

namespace Clearance.Payments.Domain.Tariffs;

/// <summary>Reads the project's own CSV files: RFC 4180 without line breaks in values, lines that begin with # are notes.</summary>
internal static class CsvRows
{
    public static IEnumerable<string[]> Read(TextReader reader)
    {
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return Split(line);
            }
        }
    }

    public static TextReader Open(string resource) => new StreamReader(
        typeof(CsvRows).Assembly.GetManifestResourceStream(resource)
        ?? throw new InvalidOperationException($"The assembly has no resource '{resource}'."));

    private static string[] Split(string line)
    {
        var values = new List<string>();
        var value = new StringBuilder();
        var quoted = false;
        foreach (var sign in line)
        {
            switch (sign)
            {
                case '"':
                    quoted = !quoted;
                    break;
                case ',' when !quoted:
                    values.Add(value.ToString());
                    value.Clear();
                    break;
                default:
                    value.Append(sign);
                    break;
            }
        }

        values.Add(value.ToString());
        return [.. values];
    }
}
