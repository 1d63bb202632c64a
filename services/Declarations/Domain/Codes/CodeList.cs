using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace Clearance.Declarations.Domain.Codes;

/// <summary>A code of a list with the days on which it may be used; names are empty where we have none.</summary>
public sealed record CodeEntry(string Code, string English, string Chinese, DateOnly? FirstDay, DateOnly? LastDay)
{
    /// <summary>True when the code may be used on a day.</summary>
    public bool HoldsOn(DateOnly day) => !(day < FirstDay) && !(day > LastDay);
}

/// <summary>A list of the codes that a field may hold. Order is that of the list.</summary>
public sealed class CodeList
{
    /// <summary>Id of the tables that the suite ships.</summary>
    public const string ShippedTable = "shipped";

    /// <summary>Up to so many codes are named in a suggestion.</summary>
    private const int NamedInFull = 12;

    private readonly FrozenDictionary<string, CodeEntry> _entries;

    /// <summary>A list of entries; a code stands in it once.</summary>
    public CodeList(string name, ImmutableArray<CodeEntry> entries)
    {
        Name = name;
        Entries = entries;
        Codes = [.. entries.Select(entry => entry.Code)];
        _entries = entries.ToFrozenDictionary(entry => entry.Code, StringComparer.Ordinal);
    }

    /// <summary>Name of the list, e.g. <c>transport-modes</c>.</summary>
    public string Name { get; }

    /// <summary>Id of the table that it comes from.</summary>
    public string Table { get; init; } = ShippedTable;

    /// <summary>All entries, in order.</summary>
    public ImmutableArray<CodeEntry> Entries { get; }

    /// <summary>All codes, in order.</summary>
    public IReadOnlyList<string> Codes { get; }

    /// <summary>What to write instead of a code that is not in the list.</summary>
    public string Suggestion => Codes.Count <= NamedInFull
        ? $"Use one of {string.Join(", ", Codes)} (list {Name})."
        : $"Use a code of the list {Name}, e.g. {Codes[0]}: GET /v1/codeLists/{Name}/codes.";

    /// <summary>True when the list has the code, whatever the day.</summary>
    public bool Contains(string code) => _entries.ContainsKey(code);

    /// <summary>The entry of a code; null when the list has it not.</summary>
    public CodeEntry? Find(string code) => _entries.GetValueOrDefault(code);

    /// <summary>The name of a code; null when the list has it not, or has no name for it.</summary>
    public CodeName? NameOf(string code) => _entries.TryGetValue(code, out var entry) && entry.English.Length > 0 ? new CodeName(entry.English, entry.Chinese) : null;

    /// <summary>A list from lines of code, English name and Chinese name, two spaces apart; "-" is no name.</summary>
    internal static CodeList Named(string name, params ReadOnlySpan<string> tables)
    {
        var entries = ImmutableArray.CreateBuilder<CodeEntry>();
        foreach (var table in tables)
        {
            entries.AddRange(
                from line in table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                let parts = line.Split("  ")
                select Entry(parts[0], parts[1], parts[2]));
        }

        return new CodeList(name, entries.ToImmutable());
    }

    /// <summary>A list of codes without names.</summary>
    internal static CodeList Of(string name, IEnumerable<string> codes) =>
        new(name, [.. codes.Select(code => new CodeEntry(code, string.Empty, string.Empty, null, null))]);

    /// <summary>The lists of the data file, see there.</summary>
    internal static IEnumerable<CodeList> FromFile() =>
        from row in DataFile.Rows("code-lists.txt")
        group Entry(row[1], row[2], row[3]) with { FirstDay = Day(row[4]), LastDay = Day(row[5]) } by row[0] into list
        select new CodeList(list.Key, [.. list]);

    private static CodeEntry Entry(string code, string english, string chinese) => new(code, english == "-" ? chinese : english, chinese, null, null);

    private static DateOnly? Day(string text) => text.Length == 0 ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>The name of a code in both languages.</summary>
public sealed record CodeName(string English, string Chinese);
