using System.Collections.Frozen;

namespace Clearance.Declarations.Domain.Codes;

/// <summary>A list of the codes that a field may hold. Order is that of the list.</summary>
public sealed class CodeList
{
    /// <summary>Up to so many codes are named in a suggestion.</summary>
    private const int NamedInFull = 12;

    private readonly FrozenDictionary<string, CodeName> _names;

    private CodeList(string name, IEnumerable<KeyValuePair<string, CodeName>> entries)
    {
        Name = name;
        Codes = [.. entries.Select(entry => entry.Key)];
        _names = entries.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Name of the list, e.g. <c>transport-modes</c>.</summary>
    public string Name { get; }

    /// <summary>All codes, in order.</summary>
    public IReadOnlyList<string> Codes { get; }

    /// <summary>What to write instead of a code that is not in the list.</summary>
    public string Suggestion => Codes.Count <= NamedInFull
        ? $"Use one of {string.Join(", ", Codes)} (list {Name})."
        : $"Use a code of the list {Name}, e.g. {Codes[0]}.";

    /// <summary>True when the list has the code.</summary>
    public bool Contains(string code) => _names.ContainsKey(code);

    /// <summary>The name of a code; null when the list has it not, or has no name for it.</summary>
    public CodeName? NameOf(string code) => _names.TryGetValue(code, out var name) && name.English.Length > 0 ? name : null;

    /// <summary>A list from lines of code, English name and Chinese name, two spaces apart; "-" is no name.</summary>
    internal static CodeList Named(string name, params ReadOnlySpan<string> tables)
    {
        var entries = new List<KeyValuePair<string, CodeName>>();
        foreach (var table in tables)
        {
            entries.AddRange(
                from line in table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                let parts = line.Split("  ")
                select KeyValuePair.Create(parts[0], new CodeName(parts[1] == "-" ? parts[2] : parts[1], parts[2])));
        }

        return new CodeList(name, entries);
    }

    /// <summary>A list of codes without names.</summary>
    internal static CodeList Of(string name, IEnumerable<string> codes) =>
        new(name, [.. codes.Select(code => KeyValuePair.Create(code, new CodeName(string.Empty, string.Empty)))]);
}

/// <summary>The name of a code in both languages.</summary>
public sealed record CodeName(string English, string Chinese);
