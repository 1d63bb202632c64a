using Clearance.Kernel;
using System.Collections.Frozen;
using System.Globalization;
using Clearance.Payments.Domain.Duty;

namespace Clearance.Payments.Domain.Tariffs;

/// <summary>Immutable exchange rates by month of use; a month without a figure uses the latest one before it.</summary>
public sealed class ExchangeRates
{
    private static readonly Lazy<ExchangeRates> s_sample = new(() =>
    {
        using var reader = CsvRows.Open(typeof(ExchangeRates).Assembly, "sample-exchange-rates.csv");
        return Read(reader);
    });

    private readonly FrozenDictionary<string, ExchangeRate[]> _rates;

    private ExchangeRates(IEnumerable<ExchangeRate> rates) => _rates = rates.GroupBy(rate => rate.Currency)
        .ToFrozenDictionary(group => group.Key, group => group.OrderByDescending(rate => rate.Month).ToArray());

    /// <summary>The sample that the suite ships.</summary>
    public static ExchangeRates Sample => s_sample.Value;

    /// <summary>Reads rates in the layout of sample-exchange-rates.csv.</summary>
    public static ExchangeRates Read(TextReader reader)
    {
        var rows = CsvRows.ReadOwn(reader).ToArray();
        var (currencies, units) = (rows[0], rows[1]);
        return new ExchangeRates(rows.Skip(2).SelectMany(row => Enumerable.Range(1, currencies.Length - 1).Select(column => new ExchangeRate(
            currencies[column],
            decimal.Parse(row[column], CultureInfo.InvariantCulture) / decimal.Parse(units[column], CultureInfo.InvariantCulture),
            DateOnly.ParseExact($"{row[0]}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture)))));
    }

    /// <summary>The rate of a currency on a day; null when none is known at or before its month.</summary>
    public ExchangeRate? Find(string currency, DateOnly date) =>
        _rates.TryGetValue(currency, out var rates) ? rates.FirstOrDefault(rate => rate.Month <= date) : null;
}
