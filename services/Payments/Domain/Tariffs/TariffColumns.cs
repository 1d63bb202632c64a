using System.Globalization;
using Clearance.Payments.Domain.Duty;

namespace Clearance.Payments.Domain.Tariffs;

/// <summary>Writes a line of the tariff as the file has it, column by column: what was read is written again the same.</summary>
public static class TariffColumns
{
    /// <summary>The values in the order of <see cref="TariffFile.Columns"/>; all empty without a line.</summary>
    public static string[] Of(TariffEntry? entry) => entry is null ? [.. TariffFile.Columns.Select(_ => string.Empty)] :
    [
        entry.Code,
        Of(entry.ValidFrom),
        entry.ValidTo is { } to ? Of(to) : string.Empty,
        entry.FirstUnit,
        entry.SecondUnit,
        Of(entry.Rates.Mfn),
        string.Join(';', entry.Rates.Conventional.Select(rate => $"{rate.Agreement}:{Of(rate.Rate)}")),
        Of(entry.Rates.Special),
        Of(entry.Rates.General),
        Of(entry.Rates.Provisional),
        Of(entry.Rates.Quota),
        Of(entry.Rates.ConsumptionTax),
        entry.Rates.Vat switch { VatBand.Standard => "S", VatBand.Reduced => "R", VatBand.None => "N" },
        Of(entry.Rates.Export),
        Of(entry.Rates.ExportProvisional),
        string.Join(';', entry.Rates.Added.Select(Of)),
        entry.Rates.LitresPerTonne is { } litres ? Figures.Of(litres) : string.Empty,
        entry.SupervisionLetters,
        entry.OriginRule,
        entry.NameEn,
        entry.NameZh,
    ];

    private static string Of(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Of(AddedRate added) =>
        $"{added.Measure.Word()}:{added.Origin}:{Figures.Of(added.Percent)}{(added.Maker is null ? string.Empty : ":")}{added.Maker}";

    private static string Of(DutyRate? rate) => rate switch
    {
        null => string.Empty,
        { Slide: { } slide } => $"slide/{Figures.Of(slide.Threshold)}/{Figures.Of(slide.Above)}/{Figures.Of(slide.A)}/{Figures.Of(slide.B)}/{Figures.Of(slide.Cap)}/{slide.Unit}",
        { Percent: { } percent, PerUnit: { } amount } => $"{Figures.Of(percent)}+{Figures.Of(amount)}/{rate.Unit}",
        { PerUnit: { } amount } => $"{Figures.Of(amount)}/{rate.Unit}",
        _ => Figures.Of(rate.Percent ?? 0m),
    };
}
