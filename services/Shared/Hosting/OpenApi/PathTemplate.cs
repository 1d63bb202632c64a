using System.Text;

namespace Clearance.Hosting;

/// <summary>
/// A path of an http rule as OpenAPI writes it: <c>/v1/{name=declarations/*}:submit</c> becomes <c>/v1/declarations/{declaration}:submit</c>.
/// </summary>
/// <param name="Path">The path as OpenAPI writes it.</param>
/// <param name="Parameters">Its parameters in order: their names, and the field of the request that each is a part of.</param>
internal sealed record PathTemplate(string Path, IReadOnlyList<(string Name, string Field, string Prefix)> Parameters)
{
    public static PathTemplate Parse(string template)
    {
        var path = new StringBuilder();
        var parameters = new List<(string Name, string Field, string Prefix)>();
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] != '{')
            {
                path.Append(template[i]);
                continue;
            }

            var end = template.IndexOf('}', i);
            var (field, pattern) = template[(i + 1)..end].Split('=', 2) is [var name, var segments] ? (name, segments) : (template[(i + 1)..end], "*");
            Append(path, parameters, field, pattern);
            i = end;
        }

        return new PathTemplate(path.ToString(), parameters);
    }

    private static void Append(StringBuilder path, List<(string Name, string Field, string Prefix)> parameters, string field, string pattern)
    {
        var (collection, prefix) = (field, string.Empty);
        foreach (var segment in pattern.Split('/'))
        {
            if (prefix.Length > 0)
            {
                path.Append('/');
            }

            if (segment is "*" or "**")
            {
                var name = Singular(collection);
                parameters.Add((name, field, prefix));
                path.Append('{').Append(name).Append('}');
            }
            else
            {
                collection = segment;
                path.Append(segment);
            }

            prefix += segment + "/";
        }
    }

    /// <summary>Enough English for the collections of the contract.</summary>
    private static string Singular(string collection) => collection switch
    {
        _ when collection.EndsWith("ies", StringComparison.Ordinal) => collection[..^3] + "y",
        _ when collection.EndsWith("sses", StringComparison.Ordinal) || collection.EndsWith("oes", StringComparison.Ordinal) => collection[..^2],
        _ when collection.EndsWith('s') && !collection.EndsWith("ss", StringComparison.Ordinal) => collection[..^1],
        _ => collection,
    };
}
