using System.Globalization;
using Clearance.Payments.Domain.Duty;

namespace Clearance.Payments.Domain.Tariffs;

/// <summary>Reads one line of a tariff file; notes every mistake in it, not only the first.</summary>
internal sealed class TariffRow(TariffErrors errors)
{
    private const int LongestName = 300;
    private static readonly string[] s_originRules = ["WO", "CC", "CTH", "CTSH", "RVC", "PSR"];

    // A hundred thousand lines share a few hundred rates, dates and units: each is read once and kept once.
    private readonly Dictionary<string, DutyRate?> _rates = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateOnly> _days = new(StringComparer.Ordinal);
    private int _line;
    private int _before;

    /// <summary>The entry; null when the line has a mistake.</summary>
    public TariffEntry? Read(int line, string[]? values)
    {
        (_line, _before) = (line, errors.Count);
        if (values is not [var code, var from, var to, var first, var second, var mfn, var conventional, var special, var general, var provisional,
            var quota, var consumption, var vat, var export, var exportProvisional, var measures, var litres, var letters, var origin, var en, var zh])
        {
            errors.Add(line, string.Empty, values is null
                ? "A quotation mark stays open: close it on the same line, and double those that belong to the text."
                : $"The line has {values.Length} values, not {TariffFile.Columns.Count}.");
            return null;
        }

        Require(code.Length == 10 && code.All(char.IsAsciiDigit), "code", code, "is no commodity code of 10 digits");
        Require(IsUnit(first), "first_unit", first, "is no unit of 3 digits");
        Require(second.Length == 0 || IsUnit(second), "second_unit", second, "is no unit of 3 digits");
        Require(letters.Length <= 20 && letters.All(char.IsAsciiLetterOrDigit), "supervision", letters, "are no letters of supervision certificates");
        Require(origin.Length == 0 || s_originRules.Contains(origin), "origin_rule", origin, "is no origin rule: WO, CC, CTH, CTSH, RVC or PSR");
        Require(IsName(en), "name_en", en, $"is no description of 1 to {LongestName} characters");
        Require(IsName(zh), "name_zh", zh, $"is no description of 1 to {LongestName} characters");
        var validFrom = DayOf("valid_from", from);
        DateOnly? validTo = to.Length == 0 ? null : DayOf("valid_to", to);
        Require(validTo is null || validTo >= validFrom, "valid_to", to, "lies before the first day");
        Require(mfn.Length > 0, "mfn", mfn, "is no rate; write 0 where goods are free");
        Require(general.Length > 0, "general", general, "is no rate; write 0 where goods are free");
        var rates = new CommodityRates(RateOf("mfn", mfn) ?? DutyRate.Free, RateOf("general", general) ?? DutyRate.Free)
        {
            Conventional = ConventionalOf(conventional),
            Special = RateOf("special", special),
            Provisional = RateOf("provisional", provisional),
            Quota = RateOf("quota", quota),
            ConsumptionTax = ConsumptionOf(consumption),
            Vat = VatOf(vat),
            Export = RateOf("export", export),
            ExportProvisional = RateOf("export_provisional", exportProvisional),
            Added = MeasuresOf(measures),
            LitresPerTonne = LitresOf(litres),
        };
        return errors.Count > _before ? null : new TariffEntry(code, validFrom, string.Intern(first), string.Intern(second), rates, string.Intern(letters), en, zh)
        {
            ValidTo = validTo,
            OriginRule = string.Intern(origin),
        };
    }

    private static bool IsUnit(string text) => text.Length == 3 && text.All(char.IsAsciiDigit);

    private static bool IsName(string text) => text.Length <= LongestName && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl);

    private void Require(bool holds, string column, string value, string fault)
    {
        if (!holds)
        {
            errors.Add(_line, column, $"'{Short(value)}' {fault}.");
        }
    }

    private static string Short(string value) => value.Length <= 40 ? value : $"{value[..40]}…";

    private DateOnly DayOf(string column, string text)
    {
        if (!_days.TryGetValue(text, out var day))
        {
            Require(DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day), column, text, "is no day as YYYY-MM-DD");
            if (errors.Count == _before)
            {
                _days.Add(text, day);
            }
        }

        return day;
    }

    private DutyRate? RateOf(string column, string text)
    {
        if (_rates.TryGetValue(text, out var rate))
        {
            return rate;
        }

        try
        {
            return _rates[text] = DutyRate.Parse(text);
        }
        catch (FormatException fault)
        {
            errors.Add(_line, column, $"{fault.Message} Write 8 for percent, 0.6/035 for CNY per unit, 3+5480/001 for both.");
            return null;
        }
    }

    private DutyRate? ConsumptionOf(string text)
    {
        var rate = RateOf("consumption", text);
        Require(rate is not { Percent: >= 100m } && rate?.Slide is null, "consumption", text, "is no consumption tax: it is a part of its own base, so below 100 percent");
        return rate;
    }

    private VatBand VatOf(string text)
    {
        switch (text)
        {
            case "S":
                return VatBand.Standard;
            case "R":
                return VatBand.Reduced;
            case "N":
                return VatBand.None;
            default:
                Require(false, "vat", text, "is no band: S standard, R reduced, N exempt");
                return VatBand.None;
        }
    }

    private decimal? LitresOf(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        Require(decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var litres) && litres > 0m, "litres_per_tonne", text, "is no number above 0");
        return litres;
    }

    // "19:3.2;02:0": agreement and rate.
    private IReadOnlyList<AgreementRate> ConventionalOf(string text) => text.Length == 0 ? [] :
    [
        .. text.Split(';').Select(part => part.Split(':', 2)).Select(part =>
        {
            Require(part.Length == 2 && TradeAgreement.Find(part[0]) is not null and not { Code: TradeAgreement.LeastDeveloped }, "conventional", text, "is no list of AGREEMENT:RATE, e.g. 02:0;19:3.2");
            return new AgreementRate(part[0], RateOf("conventional", part[^1]) ?? DutyRate.Free);
        }),
    ];

    // "ADDED:USA:25;ANTI_DUMPING:JPN:12.5;ANTI_DUMPING:JPN:5:EXAMPLE CHEMICALS": measure, origin, percent, maker.
    private IReadOnlyList<AddedRate> MeasuresOf(string text)
    {
        if (text.Length == 0)
        {
            return [];
        }

        var measures = new List<AddedRate>();
        foreach (var part in text.Split(';'))
        {
            if (AddedRate.Parse(part) is { } added)
            {
                measures.Add(added);
            }
            else
            {
                Require(false, "measures", part, "is no measure: ADDED, ANTI_DUMPING, COUNTERVAILING or SAFEGUARD, then :ORIGIN:PERCENT, and :MAKER where it has a rate of its own");
            }
        }

        return measures;
    }
}
