using Clearance.Kernel;
using System.Collections.Frozen;
using System.Globalization;

namespace Clearance.Payments.Domain.Tariffs;

/// <summary>An immutable version of the tariff in memory: rates by commodity code and day.</summary>
public sealed class Tariff
{
    private static readonly Lazy<Tariff> s_sample = new(() =>
    {
        using var reader = CsvRows.Open(typeof(ExchangeRates).Assembly, "sample-tariff.csv");
        var reading = TariffFile.Read("tariff-sample-1", reader);
        return reading.Tariff ?? throw new FormatException($"sample-tariff.csv, line {reading.Errors[0].Line}: {reading.Errors[0].Text}");
    });

    private readonly FrozenDictionary<string, TariffEntry[]> _entries;
    private readonly string[] _codes;

    internal Tariff(string version, IReadOnlyCollection<TariffEntry> entries)
    {
        Version = version;
        Count = entries.Count;
        _entries = entries.GroupBy(entry => entry.Code)
            .ToFrozenDictionary(group => group.Key, group => group.OrderByDescending(entry => entry.ValidFrom).ToArray());
        _codes = [.. _entries.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>The sample that the suite ships: real codes, plausible rates.</summary>
    public static Tariff Sample => s_sample.Value;

    /// <summary>Version for the trail, e.g. <c>tariff-sample-1</c>.</summary>
    public string Version { get; }

    /// <summary>Rows: a code has one for each period.</summary>
    public int Count { get; }

    /// <summary>Every code, in order.</summary>
    public IReadOnlyList<string> Codes => _codes;

    /// <summary>The entry of a code on a day; null when the tariff has none.</summary>
    public TariffEntry? Find(string code, DateOnly date) =>
        _entries.TryGetValue(code, out var entries) ? Array.Find(entries, entry => entry.HoldsOn(date)) : null;

    /// <summary>Every row of a code, newest first; none when the tariff does not know it.</summary>
    public IReadOnlyList<TariffEntry> Rows(string code) => _entries.TryGetValue(code, out var entries) ? entries : [];

    /// <summary>Entries whose code begins with a prefix, in the order of codes, after a code.</summary>
    public IEnumerable<TariffEntry> List(string prefix, string afterCode, DateOnly date)
    {
        var start = Array.BinarySearch(_codes, string.CompareOrdinal(prefix, afterCode) > 0 ? prefix : afterCode, StringComparer.Ordinal);
        return _codes.Skip(start < 0 ? ~start : start)
            .TakeWhile(code => code.StartsWith(prefix, StringComparison.Ordinal))
            .Where(code => string.CompareOrdinal(code, afterCode) > 0)
            .Select(code => Find(code, date))
            .OfType<TariffEntry>();
    }

    /// <summary>The entries of a list whose description, English or Chinese, has every word of a text; capitals do not count.</summary>
    public static IEnumerable<TariffEntry> Search(IEnumerable<TariffEntry> entries, string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return entries.Where(entry => words.All(word => Has(entry.NameEn, word) || Has(entry.NameZh, word)));
    }

    private static bool Has(string name, string word) => CultureInfo.InvariantCulture.CompareInfo.IndexOf(name, word, CompareOptions.OrdinalIgnoreCase) >= 0;
}
