using Clearance.Engine.Query;

namespace Clearance.Releases.Endpoints;

/// <summary>Pages of a short list that is made in memory, with the sizes and tokens of every other list.</summary>
internal static class MemoryPage
{
    /// <summary>The page after a token.</summary>
    /// <param name="rows">All rows, in any order.</param>
    /// <param name="position">What the rows are ordered by; no two are equal.</param>
    /// <param name="list">What tells this list with these filters from others.</param>
    /// <param name="pageSize">As requested.</param>
    /// <param name="pageToken">As requested.</param>
    public static (IReadOnlyList<T> Rows, string NextPageToken) Of<T>(
        IEnumerable<T> rows, Func<T, PageToken> position, string list, int pageSize, string pageToken)
    {
        var size = PageToken.SizeOf(pageSize);
        var after = PageToken.Read(pageToken, list);
        var found = rows.Select(row => (Row: row, Position: position(row)))
            .Where(entry => after is not { } last || Compare(entry.Position, last) > 0)
            .OrderBy(entry => entry.Position.Position)
            .ThenBy(entry => entry.Position.Key, StringComparer.Ordinal)
            .Take(size + 1)
            .ToArray();
        return ([.. found.Take(size).Select(entry => entry.Row)],
            found.Length > size ? found[size - 1].Position.Write(list) : string.Empty);
    }

    private static int Compare(PageToken left, PageToken right) => left.Position == right.Position
        ? string.CompareOrdinal(left.Key, right.Key)
        : left.Position.CompareTo(right.Position);
}
