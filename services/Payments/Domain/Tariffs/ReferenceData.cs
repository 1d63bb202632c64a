using Clearance.Kernel;
using Clearance.Payments.Domain.Duty;

namespace Clearance.Payments.Domain.Tariffs;

/// <summary>
/// Completes a request with what the form does not say: tariff lines, exchange rates and settings of its day. Both roads, preview
/// and assessment, come here, and what is found becomes part of the message that is stored.
/// </summary>
/// <param name="Tariff">The tariff.</param>
/// <param name="Rates">Exchange rates.</param>
public sealed record ReferenceData(Tariff Tariff, ExchangeRates Rates)
{
    /// <summary>The samples that the suite ships.</summary>
    public static ReferenceData Sample => new(Tariff.Sample, ExchangeRates.Sample);

    /// <summary>The request with everything that is known; what is not known stays empty, and the computation refuses it by name.</summary>
    public TaxRequest Complete(TaxRequest request)
    {
        var date = request.AcceptanceDate;
        var currencies = request.Lines.Select(line => line.Price.Currency)
            .Concat([request.Freight?.Currency, request.Insurance?.Currency, request.OtherCharges?.Currency])
            .Where(currency => !string.IsNullOrEmpty(currency) && currency != Money.Yuan)
            .Distinct(StringComparer.Ordinal);
        return request with
        {
            Rules = TaxRules.On(date),
            TariffVersion = Tariff.Version,
            ExchangeRates = [.. currencies.Select(currency => Rates.Find(currency!, date)).OfType<ExchangeRate>()],
            Lines = [.. request.Lines.Select(line => line with { Rates = Tariff.Find(line.CommodityCode, date)?.Rates.For(line) })],
        };
    }
}
