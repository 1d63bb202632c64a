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
        ValidToDate = entry.ValidTo?.ToWire(),
        SpecialRate = ToWire(entry.Rates.Special),
        QuotaRate = ToWire(entry.Rates.Quota),
        ExportProvisionalRate = ToWire(entry.Rates.ExportProvisional),
        OriginRule = entry.OriginRule,
        AddedRates = { entry.Rates.Added.Select(ToWire) },
        ConventionalRates =
        {
            entry.Rates.Conventional.Select(rate => (rate.Rate, Agreement: TradeAgreement.Find(rate.Agreement)!)).Select(rate => new V1.TariffLine.Types.AgreementRate
            {
                Agreement = rate.Agreement.Code,
                AgreementName = rate.Agreement.Name,
                AgreementNameZh = rate.Agreement.NameZh,
                Rate = ToWire(rate.Rate),
            }),
        },
    };

    public static V1.Tariff ToWire(this TariffVersion version) => new()
    {
        Name = $"{Names.Tariffs}/{version.Id}",
        EffectiveDate = version.EffectiveDate.ToWire(),
        Note = version.Note,
        LineCount = version.LineCount,
        CodeCount = version.CodeCount,
        ContentHash = version.ContentHash,
        Importer = version.Importer,
        CreateTime = version.CreateTime.ToWire(),
    };

    /// <summary>The sample as a version: it was not imported, and has no first day.</summary>
    public static V1.Tariff SampleToWire() => new()
    {
        Name = $"{Names.Tariffs}/{Tariff.Sample.Version}",
        Note = "Sample for trying out: not law. 样例数据，仅供试用。",
        LineCount = Tariff.Sample.Count,
        CodeCount = Tariff.Sample.Codes.Count,
    };

    public static V1.CompareTariffsResponse.Types.Change ToWire(this TariffChange change) => new()
    {
        CommodityCode = change.Code,
        ValidFromDate = change.ValidFrom.ToWire(),
        Columns =
        {
            change.Columns.Select(column => new V1.CompareTariffsResponse.Types.ColumnChange
            {
                Column = column.Column, Before = column.Before, After = column.After,
            }),
        },
    };

    public static V1.ExplainTariffRateResponse ToWire(this RateTrail trail, CommodityRates rates, string version) => new()
    {
        TariffVersion = version,
        PrevailingRule = trail.Prevailing ?? string.Empty,
        AddedRates = { rates.Added.Select(ToWire) },
        Considerations = { trail.ToWire() },
    };

    public static IEnumerable<V1.RateConsideration> ToWire(this RateTrail trail) => trail.Considerations.Select(one => new V1.RateConsideration
    {
        Rule = one.Rule,
        Rate = ToWire(one.Rate),
        Verdict = ToWire(one.Verdict),
    });

    private static V1.RateConsideration.Types.Verdict ToWire(RateVerdict verdict) => verdict switch
    {
        RateVerdict.Prevails => V1.RateConsideration.Types.Verdict.Prevails,
        RateVerdict.NotLower => V1.RateConsideration.Types.Verdict.NotLower,
        RateVerdict.NotClaimed => V1.RateConsideration.Types.Verdict.NotClaimed,
        RateVerdict.OriginNotCovered => V1.RateConsideration.Types.Verdict.OriginNotCovered,
        RateVerdict.Replaced => V1.RateConsideration.Types.Verdict.Replaced,
        RateVerdict.GeneralOnly => V1.RateConsideration.Types.Verdict.GeneralOnly,
        RateVerdict.NotGeneral => V1.RateConsideration.Types.Verdict.NotGeneral,
        RateVerdict.InQuota => V1.RateConsideration.Types.Verdict.InQuota,
        RateVerdict.ByAmount => V1.RateConsideration.Types.Verdict.ByAmount,
    };

    private static V1.TariffLine.Types.AddedRate ToWire(AddedRate added) => new()
    {
        Measure = added.Measure.Word(),
        OriginCountry = added.Origin,
        Percent = added.Percent.ToWire(),
        Maker = added.Maker ?? string.Empty,
    };

    private static V1.TariffLine.Types.Rate? ToWire(DutyRate? rate) => rate is null ? null : new V1.TariffLine.Types.Rate
    {
        Percent = rate.Percent?.ToWire(),
        AmountPerUnit = rate.PerUnit?.ToWire(),
        Unit = rate.Unit ?? string.Empty,
        Text = rate.Text,
    };
}
