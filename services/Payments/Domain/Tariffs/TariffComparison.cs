namespace Clearance.Payments.Domain.Tariffs;

/// <summary>A line in which two versions differ.</summary>
/// <param name="Code">Commodity code.</param>
/// <param name="ValidFrom">First day of the line.</param>
/// <param name="Columns">What differs: column, value before, value after, as the file writes them.</param>
public sealed record TariffChange(string Code, DateOnly ValidFrom, IReadOnlyList<(string Column, string Before, string After)> Columns);

/// <summary>Compares two versions of the tariff line by line.</summary>
public static class TariffComparison
{
    /// <summary>Lines that differ, by code and first day.</summary>
    public static IEnumerable<TariffChange> Of(Tariff before, Tariff after) => before.Codes.Union(after.Codes).Order(StringComparer.Ordinal)
        .SelectMany(code => OfCode(code, before.Rows(code), after.Rows(code)));

    private static IEnumerable<TariffChange> OfCode(string code, IReadOnlyList<TariffEntry> before, IReadOnlyList<TariffEntry> after) =>
        before.Concat(after).Select(entry => entry.ValidFrom).Distinct().Order()
            .Select(day => new TariffChange(code, day, [.. Differences(At(before, day), At(after, day))]))
            .Where(change => change.Columns.Count > 0);

    private static TariffEntry? At(IReadOnlyList<TariffEntry> entries, DateOnly day) => entries.FirstOrDefault(entry => entry.ValidFrom == day);

    private static IEnumerable<(string Column, string Before, string After)> Differences(TariffEntry? before, TariffEntry? after)
    {
        var (left, right) = (TariffColumns.Of(before), TariffColumns.Of(after));
        for (var i = 0; i < left.Length; i++)
        {
            if (left[i] != right[i])
            {
                yield return (TariffFile.Columns[i], left[i], right[i]);
            }
        }
    }
}
