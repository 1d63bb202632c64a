using Clearance.Hosting;
using Clearance.Payments.Domain.Duty;
using Clearance.Payments.Domain.Tariffs;
using V1 = Clearance.Contracts.Payment.V1;

namespace Clearance.Payments.Mapping;

/// <summary>Tariff lines for the wire.</summary>
internal static class TariffMapping
{
    public static V1.TariffLine ToWire(this TariffEntry entry, DateOnly date, string version) => new()
    {
        Name = $"{Names.TariffLines}/{entry.Code}",
        CommodityCode = entry.Code,
        Description = entry.NameEn,
        DescriptionZh = entry.NameZh,
        FirstUnit = entry.FirstUnit,
        SecondUnit = entry.SecondUnit,
        MfnRate = ToWire(entry.Rates.Mfn),
        GeneralRate = ToWire(entry.Rates.General),
        ProvisionalRate = ToWire(entry.Rates.Provisional),
        ConsumptionTaxRate = ToWire(entry.Rates.ConsumptionTax),
        ExportRate = ToWire(entry.Rates.Export),
        VatPercent = (TaxRules.On(date).VatPercent(entry.Rates.Vat) ?? 0m).ToWire(),
        SupervisionLetters = entry.SupervisionLetters,
        ValidFromDate = entry.ValidFrom.ToWire(),
        TariffVersion = version,
        AddedRates =
        {
            entry.Rates.Added.Select(added => new V1.TariffLine.Types.AddedRate
            {
                Measure = added.Measure == Measure.Added ? "ADDED" : "ANTI_DUMPING",
                OriginCountry = added.Origin,
                Percent = added.Percent.ToWire(),
            }),
        },
    };

    private static V1.TariffLine.Types.Rate? ToWire(DutyRate? rate) => rate is null ? null : new V1.TariffLine.Types.Rate
    {
        Percent = rate.Percent?.ToWire(),
        AmountPerUnit = rate.PerUnit?.ToWire(),
        Unit = rate.Unit ?? string.Empty,
        Text = rate.Text,
    };
}
