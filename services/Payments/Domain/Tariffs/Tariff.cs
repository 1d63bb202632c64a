using System.Collections.Frozen;
using System.Globalization;
using Clearance.Payments.Domain.Duty;

namespace Clearance.Payments.Domain.Tariffs;

/// <summary>An immutable tariff in memory: rates by commodity code and day.</summary>
public sealed class Tariff
{
    private static readonly Lazy<Tariff> s_sample = new(() =>
    {
        using var reader = CsvRows.Open("sample-tariff.csv");
        return Read("tariff-sample-1", reader);
    });

    private readonly FrozenDictionary<string, TariffEntry[]> _entries;
    private readonly string[] _codes;

    private Tariff(string version, IEnumerable<TariffEntry> entries)
    {
        Version = version;
        _entries = entries.GroupBy(entry => entry.Code)
            .ToFrozenDictionary(group => group.Key, group => group.OrderByDescending(entry => entry.ValidFrom).ToArray());
        _codes = [.. _entries.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>The sample that the suite ships: real codes, plausible rates.</summary>
    public static Tariff Sample => s_sample.Value;

    /// <summary>Version for the trail, e.g. <c>tariff-sample-1</c>.</summary>
    public string Version { get; }

    /// <summary>Every code, in order.</summary>
    public IReadOnlyList<string> Codes => _codes;

    /// <summary>Reads a tariff in the layout of sample-tariff.csv.</summary>
    /// <exception cref="FormatException">A row is malformed; the message names its code.</exception>
    public static Tariff Read(string version, TextReader reader) =>
        new(version, CsvRows.Read(reader).Skip(1).Select(Parse).ToArray());

    /// <summary>The entry of a code on a day; null when the tariff has none.</summary>
    public TariffEntry? Find(string code, DateOnly date) =>
        _entries.TryGetValue(code, out var entries) ? entries.FirstOrDefault(entry => entry.ValidFrom <= date) : null;

    /// <summary>Entries whose code begins with a prefix, in the order of codes, after a code.</summary>
    public IEnumerable<TariffEntry> List(string prefix, string afterCode, DateOnly date) => _codes
        .SkipWhile(code => string.CompareOrdinal(code, prefix) < 0)
        .TakeWhile(code => code.StartsWith(prefix, StringComparison.Ordinal))
        .Where(code => string.CompareOrdinal(code, afterCode) > 0)
        .Select(code => Find(code, date))
        .OfType<TariffEntry>();

    private static TariffEntry Parse(string[] row)
    {
        if (row is not [var code, var from, var first, var second, var mfn, var general, var provisional, var consumption,
            var vat, var export, var added, var litres, var letters, var en, var zh])
        {
            throw new FormatException($"The row of code '{row[0]}' has {row.Length} values, not 15.");
        }

        try
        {
            var rates = new CommodityRates(DutyRate.Parse(mfn)!, DutyRate.Parse(general)!)
            {
                Provisional = DutyRate.Parse(provisional),
                ConsumptionTax = DutyRate.Parse(consumption),
                Export = DutyRate.Parse(export),
                Vat = vat switch { "S" => VatBand.Standard, "R" => VatBand.Reduced, "N" => VatBand.None, _ => throw new FormatException($"'{vat}' is no VAT band.") },
                Added = [.. added.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ParseAdded)],
                LitresPerTonne = litres.Length == 0 ? null : decimal.Parse(litres, CultureInfo.InvariantCulture),
            };
            return new TariffEntry(code, DateOnly.Parse(from, CultureInfo.InvariantCulture), first, second, rates, letters, en, zh);
        }
        catch (FormatException fault)
        {
            throw new FormatException($"The row of code '{code}' is malformed: {fault.Message}", fault);
        }
    }

    private static AddedRate ParseAdded(string text) => text.Split(':') switch
    {
        ["ADDED", var origin, var percent] => new AddedRate(Measure.Added, origin, decimal.Parse(percent, CultureInfo.InvariantCulture)),
        ["ANTI_DUMPING", var origin, var percent] => new AddedRate(Measure.AntiDumping, origin, decimal.Parse(percent, CultureInfo.InvariantCulture)),
        _ => throw new FormatException($"'{text}' is no added duty."),
    };
}
