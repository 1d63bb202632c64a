using Clearance.Declarations.Domain.Codes;
using Clearance.Declarations.Domain.Form;

namespace Clearance.Declarations.Domain.Rules;

/// <summary>What the tariff of the day says of a commodity code beside its rates.</summary>
/// <param name="FirstUnit">First statutory unit.</param>
/// <param name="SecondUnit">Second statutory unit; empty when there is none.</param>
/// <param name="Conditions">Supervision conditions, one letter each.</param>
public sealed record TariffTerms(string FirstUnit, string SecondUnit, string Conditions);

/// <summary>What the commodity codes of a form ask for: units, certificates, the inspection block (DOMAIN 1.2, 1.6 and 2.2).</summary>
internal static class TariffRules
{
    private const int UnitLength = 3;

    // Conditions that ask for a certificate. The others are markers, or open a preference that nobody has to claim.
    private const string OnImport = "127FMOPQRUZbfnDIJLSWXkm";
    private const string OnExport = "345EGHVgiuzDIJLSWXkm";

    /// <param name="form">The form.</param>
    /// <param name="tariff">Terms by commodity code; null where the tariff has no such code, no entry where nobody answered.</param>
    /// <param name="codes">The code lists.</param>
    /// <param name="day">The day of the declaration.</param>
    /// <param name="report">Takes what is found.</param>
    internal static void Check(DeclarationForm form, IReadOnlyDictionary<string, TariffTerms?> tariff, CodeBook codes, DateOnly day, FormReport report)
    {
        var conditions = new SortedDictionary<char, List<int>>();
        for (var index = 0; index < Math.Min(form.Items.Length, DeclarationForm.MaxItems); index++)
        {
            var (item, at) = (form.Items[index], $"items[{index}].");
            if (!ItemRules.IsCommodityCode(item.CommodityCode) || !tariff.TryGetValue(item.CommodityCode, out var terms))
            {
                continue;
            }

            if (terms is null)
            {
                report.By("TARIFF-LINE").Add($"{at}commodity_code", "COMMODITY_CODE_UNKNOWN", $"The tariff of the day has no code {item.CommodityCode}.", $"当日税则中没有商品编号{item.CommodityCode}。", "Look the code up: GET /v1/tariffLines?codePrefix= with its first four digits.");
                continue;
            }

            Units(item, terms, at, report.By("TARIFF-LINE"));
            foreach (var letter in terms.Conditions)
            {
                (conditions.TryGetValue(letter, out var lines) ? lines : conditions[letter] = []).Add(index);
            }
        }

        Certificates(form, conditions, codes, day, report.By("SUPERVISION-CONDITIONS"));
        if (conditions.TryGetValue(form.Direction == Direction.Export ? 'B' : 'A', out var inspected))
        {
            InspectionRules.Check(form, inspected, report.By("INSPECTION-GOODS"));
        }
    }

    private static void Units(GoodsItem item, TariffTerms terms, string at, FormReport report)
    {
        if (item.FirstUnit.Length is > 0 and <= UnitLength && item.FirstUnit != terms.FirstUnit)
        {
            report.Add($"{at}first_unit", "FIRST_UNIT_WRONG", $"The first unit of {item.CommodityCode} is {terms.FirstUnit}, not {FormReport.Quote(item.FirstUnit)}.", $"法定第一计量单位应为{terms.FirstUnit}。", $"Write {terms.FirstUnit} and the quantity in it.");
        }

        if (terms.SecondUnit.Length == 0)
        {
            if (item.SecondUnit.Length > 0 || item.SecondQuantity is not null)
            {
                report.Forbidden($"{at}second_unit", "SECOND_UNIT", "Second statutory unit", "法定第二计量单位", $"{item.CommodityCode} has one unit only");
            }
        }
        else if (item.SecondUnit.Length == 0 && item.SecondQuantity is null)
        {
            report.Missing($"{at}second_quantity", "SECOND_QUANTITY", $"Quantity in the second unit {terms.SecondUnit}", "法定第二数量");
        }
        else if (item.SecondUnit.Length is > 0 and <= UnitLength && item.SecondUnit != terms.SecondUnit)
        {
            report.Add($"{at}second_unit", "SECOND_UNIT_WRONG", $"The second unit of {item.CommodityCode} is {terms.SecondUnit}, not {FormReport.Quote(item.SecondUnit)}.", $"法定第二计量单位应为{terms.SecondUnit}。", $"Write {terms.SecondUnit} and the quantity in it.");
        }
    }

    private static void Certificates(DeclarationForm form, SortedDictionary<char, List<int>> conditions, CodeBook codes, DateOnly day, FormReport report)
    {
        var export = form.Direction == Direction.Export;
        foreach (var (letter, lines) in conditions)
        {
            // 9 and 8 forbid the goods, 6 forbids used ones (goods attribute 21).
            foreach (var line in lines.Where(line => letter == (export ? '8' : '9')
                || (!export && letter == '6' && form.Items[line].Quarantine?.Attributes.Contains("21") == true)))
            {
                report.Add($"items[{line}].commodity_code", "GOODS_PROHIBITED", $"Goods of {form.Items[line].CommodityCode} may not be {(export ? "exported" : "imported")} (condition {letter}).", $"监管条件{letter}：禁止{(export ? "出口" : "进口")}。", "Check the commodity code; otherwise the goods cannot be declared.");
            }

            if ((export ? OnExport : OnImport).Contains(letter, StringComparison.Ordinal)
                && codes.Find("licences")?.Find($"{letter}") is { } certificate && certificate.HoldsOn(day) && !Has(form, letter))
            {
                report.Add(
                    "licences",
                    "LICENCE_MISSING",
                    $"Line{(lines.Count == 1 ? "" : "s")} {string.Join(", ", lines.Select(line => line + 1))}: condition {letter} asks for {certificate.English}.",
                    $"监管条件{letter}：缺少{certificate.Chinese}。",
                    $"Add a licence with code {letter} and its number.");
            }
        }
    }

    /// <summary>True when the form has the certificate, or the one that takes its place in processing and border trade.</summary>
    private static bool Has(DeclarationForm form, char letter) => form.Licences.Any(licence => licence.Code.Length == 1
        && (licence.Code[0] == letter || (letter, licence.Code[0]) is ('7', 'v') or ('O', 'v') or ('4', 'x') or ('4', 'y') or ('3', 'G')));
}
