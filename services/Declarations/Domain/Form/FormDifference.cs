using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Clearance.Declarations.Domain.Form;

/// <summary>One field in which two forms differ, as text; empty where a form has none.</summary>
/// <param name="Field">Path in the form, e.g. <c>items[0].first_quantity</c>.</param>
/// <param name="Before">Value in the first form.</param>
/// <param name="After">Value in the second form.</param>
public sealed record FieldChange(string Field, string Before, string After);

/// <summary>What differs between two forms, down to the single value. Lines are compared by their position.</summary>
public static class FormDifference
{
    /// <summary>The differences, sorted by path.</summary>
    public static ImmutableArray<FieldChange> Between(DeclarationForm before, DeclarationForm after)
    {
        var (old, now) = (LeavesOf(before), LeavesOf(after));
        return
        [
            .. old.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
                .Select(path => new FieldChange(path, old.GetValueOrDefault(path, ""), now.GetValueOrDefault(path, "")))
                .Where(change => change.Before != change.After),
        ];
    }

    /// <summary>True when a change is of a field or of something in it.</summary>
    public static bool IsOf(this FieldChange change, string field) =>
        change.Field.StartsWith(field, StringComparison.Ordinal) && (change.Field.Length == field.Length || change.Field[field.Length] is '.' or '[');

    private static Dictionary<string, string> LeavesOf(DeclarationForm form)
    {
        var leaves = new Dictionary<string, string>(StringComparer.Ordinal);
        Collect(JsonSerializer.SerializeToNode(form, DeclarationsJson.Default.DeclarationForm), "", leaves);
        return leaves;
    }

    private static void Collect(JsonNode? node, string path, Dictionary<string, string> leaves)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var (name, value) in fields)
                {
                    Collect(value, path.Length == 0 ? name : $"{path}.{name}", leaves);
                }

                break;
            case JsonArray rows:
                for (var index = 0; index < rows.Count; index++)
                {
                    Collect(rows[index], $"{path}[{index}]", leaves);
                }

                break;
            case JsonValue value when value.ToString() is { Length: > 0 } text:
                leaves[path] = text;
                break;
            default:
                break;
        }
    }
}
