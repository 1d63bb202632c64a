using System.Text;

namespace Clearance.Hosting;

/// <summary>Field paths in proto spelling as JSON Pointers (RFC 6901) into the body that the caller sent.</summary>
internal static class JsonPointer
{
    /// <summary>E.g. <c>declaration.items[3].commodity_code</c> with body <c>declaration</c> → <c>/items/3/commodityCode</c>.</summary>
    /// <param name="path">Path in proto spelling.</param>
    /// <param name="body">The field that the body is, by the http rule; <c>*</c> or empty for the whole request.</param>
    public static string Of(string path, string body)
    {
        if (body.Length > 0 && body != "*" && path.StartsWith(body + ".", StringComparison.Ordinal))
        {
            path = path[(body.Length + 1)..];
        }

        var pointer = new StringBuilder();
        foreach (var part in path.Split('.', '[', ']').Where(part => part.Length > 0))
        {
            Append(pointer.Append('/'), part);
        }

        return pointer.ToString();
    }

    private static void Append(StringBuilder pointer, string part)
    {
        for (var i = 0; i < part.Length; i++)
        {
            _ = part[i] switch
            {
                '~' => pointer.Append("~0"),
                '/' => pointer.Append("~1"),
                '_' when i + 1 < part.Length => pointer.Append(char.ToUpperInvariant(part[++i])),
                var sign => pointer.Append(sign),
            };
        }
    }
}
