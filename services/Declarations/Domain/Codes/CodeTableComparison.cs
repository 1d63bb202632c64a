using System.Collections.Immutable;

namespace Clearance.Declarations.Domain.Codes;

/// <summary>A code in which two tables of a list differ.</summary>
/// <param name="Code">The code.</param>
/// <param name="Columns">What differs: column, value before, value after, as the file writes them. A code that is new differs in the column <c>code</c> too, and so does one that is gone.</param>
public sealed record CodeChange(string Code, ImmutableArray<(string Column, string Before, string After)> Columns);

/// <summary>Compares two tables of a list code by code.</summary>
public static class CodeTableComparison
{
    private static readonly ImmutableArray<string> s_none = [.. CodeTableFile.Columns.Select(_ => string.Empty)];

    /// <summary>Codes that differ, in the order of codes.</summary>
    public static IEnumerable<CodeChange> Of(CodeList before, CodeList after) =>
        before.Codes.Union(after.Codes).Order(StringComparer.Ordinal)
            .Select(code => new CodeChange(code, [.. Differences(before.Find(code), after.Find(code))]))
            .Where(change => change.Columns.Length > 0);

    private static IEnumerable<(string Column, string Before, string After)> Differences(CodeEntry? before, CodeEntry? after)
    {
        var (left, right) = (before is null ? s_none : CodeTableFile.Write(before), after is null ? s_none : CodeTableFile.Write(after));
        return CodeTableFile.Columns.Select((column, at) => (column, left[at], right[at])).Where(value => value.Item2 != value.Item3);
    }
}
