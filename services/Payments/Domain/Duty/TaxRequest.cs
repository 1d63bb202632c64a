using Clearance.Kernel;

namespace Clearance.Payments.Domain.Duty;

/// <summary>Which way the goods go.</summary>
public enum Direction
{
    /// <summary>Into the territory.</summary>
    Import,

    /// <summary>Out of the territory.</summary>
    Export,
}

/// <summary>
/// Every input of a tax computation: the figures of the form, the tariff lines and exchange rates of the day, and the dated
/// settings. It is stored with the assessment's journal, so that each amount can be computed again years later.
/// </summary>
/// <param name="Direction">Which way the goods go.</param>
/// <param name="AcceptanceDate">The day whose rates apply; for an early declaration too, until the entry day counts (DOMAIN 9.2).</param>
/// <param name="Terms">Terms of transaction, see <see cref="TermsOfTransaction"/>.</param>
/// <param name="Rules">Dated settings.</param>
public sealed record TaxRequest(Direction Direction, DateOnly AcceptanceDate, string Terms, TaxRules Rules)
{
    /// <summary>Freight of the form.</summary>
    public Charge? Freight { get; init; }

    /// <summary>Insurance of the form.</summary>
    public Charge? Insurance { get; init; }

    /// <summary>Other charges of the form, signed.</summary>
    public Charge? OtherCharges { get; init; }

    /// <summary>Gross weight in kilograms.</summary>
    public decimal? GrossWeight { get; init; }

    /// <summary>Lines of goods.</summary>
    public IReadOnlyList<GoodsLine> Lines { get; init; } = [];

    /// <summary>Exchange rates of every currency in the form but CNY; one that is missing here is not known.</summary>
    public IReadOnlyList<ExchangeRate> ExchangeRates { get; init; } = [];

    /// <summary>Version of the tariff that the lines were resolved from.</summary>
    public string TariffVersion { get; init; } = string.Empty;

    /// <summary>CNY for one unit of a currency; null when not known.</summary>
    public decimal? RateOf(string currency) =>
        currency == Money.Yuan ? 1m : ExchangeRates.FirstOrDefault(rate => rate.Currency == currency)?.PerUnit;
}

/// <summary>Freight, insurance or other charges of the form.</summary>
/// <param name="Mark">1 rate in percent, 2 amount per tonne, 3 total.</param>
/// <param name="Amount">The rate or amount.</param>
/// <param name="Currency">Currency of the amount; null with mark 1.</param>
public sealed record Charge(string Mark, decimal Amount, string? Currency = null);

/// <summary>One line of goods.</summary>
/// <param name="Number">Item number.</param>
/// <param name="CommodityCode">Commodity code of 10 digits.</param>
/// <param name="Price">Total price in its currency.</param>
public sealed record GoodsLine(int Number, string CommodityCode, Money Price)
{
    /// <summary>First statutory quantity.</summary>
    public Quantity? First { get; init; }

    /// <summary>Second statutory quantity.</summary>
    public Quantity? Second { get; init; }

    /// <summary>Country of origin, ISO 3166 alpha-3.</summary>
    public string? Origin { get; init; }

    /// <summary>Agreement whose rate is claimed with an origin certificate, see <see cref="Tariffs.TradeAgreement"/>; null when none is.</summary>
    public string? Agreement { get; init; }

    /// <summary>True when a quota certificate covers the line.</summary>
    public bool InQuota { get; init; }

    /// <summary>Maker of the goods as the notices of trade measures write it; null when not given, which bears the rate of all others.</summary>
    public string? Maker { get; init; }

    /// <summary>Levy mode, see <see cref="LevyMode"/>.</summary>
    public string LevyMode { get; init; } = Duty.LevyMode.Full;

    /// <summary>Rates of the commodity code on the day; null when the tariff does not know it.</summary>
    public CommodityRates? Rates { get; init; }
}

/// <summary>An amount in a unit of the code list, e.g. 035 kilogram.</summary>
public sealed record Quantity(decimal Amount, string Unit);
