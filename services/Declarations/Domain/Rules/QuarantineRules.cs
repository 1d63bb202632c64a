using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Clearance.Declarations.Domain.Form;

namespace Clearance.Declarations.Domain.Rules;

/// <summary>Rules of the inspection and quarantine block, where a form has one (DOMAIN 1.2, item 2, and elements 53 to 97).</summary>
internal static partial class QuarantineRules
{
    private const int MostCopies = 99;

    internal static void Check(DeclarationForm form, FormReport report, bool declaring)
    {
        if (form.Quarantine is { } block)
        {
            Header(form, block, report, declaring);
        }

        for (var index = 0; index < Math.Min(form.Items.Length, DeclarationForm.MaxItems); index++)
        {
            if (form.Items[index].Quarantine is { } goods)
            {
                Goods(form, goods, $"items[{index}].quarantine.", report, declaring);
            }
        }
    }

    private static void Header(DeclarationForm form, Quarantine block, FormReport report, bool declaring)
    {
        Rows(RowFields.Qualifications, block.Qualifications, "quarantine.qualifications", form, report, declaring);
        Rows(RowFields.Users, block.Users, "quarantine.users", form, report, declaring);
        Rows(RowFields.Certificates, block.Certificates, "quarantine.certificates", form, report, declaring);
        PaperRules.Held(block.SpecialBusiness, "quarantine.special_business", report);
        for (var index = 0; index < Math.Min(block.Certificates.Length, MostCopies); index++)
        {
            if (block.Certificates[index] is { Originals: < 0 or > MostCopies } or { Copies: < 0 or > MostCopies })
            {
                report.Add($"quarantine.certificates[{index}].originals", "CERTIFICATE_ORIGINALS_OUT_OF_RANGE", $"Originals and copies are 0 to {MostCopies} each.", "证单份数超出范围。", "Write how many are needed.");
            }
        }

        if (!declaring)
        {
            return;
        }

        if (block.RelatedNumber.Length > 0 && block.RelatedReason.Length == 0)
        {
            report.Missing("quarantine.related_reason", "QUARANTINE_RELATED_REASON", "Reason of the relation", "关联理由");
        }
        else if (block.RelatedReason.Length > 0 && block.RelatedNumber.Length == 0)
        {
            report.Missing("quarantine.related_number", "QUARANTINE_RELATED_NUMBER", "Related number", "关联号码");
        }

        if (block.BillOfLading.Length > 0 && form is { Direction: Direction.Import, Transport.Mode: not "2" })
        {
            report.Forbidden("quarantine.bill_of_lading", "QUARANTINE_BILL_OF_LADING", "Bill of lading for inspection", "B/L号", "it is for goods that come by sea");
        }
    }

    private static void Goods(DeclarationForm form, GoodsQuarantine goods, string at, FormReport report, bool declaring)
    {
        PaperRules.Held(goods.Attributes, $"{at}attributes", report);
        for (int index = 0, held = PaperRules.Held(goods.Permits, $"{at}permits", report); index < held; index++)
        {
            var (permit, below) = (goods.Permits[index], $"{at}permits[{index}].");
            report.Texts(RowFields.Permits, permit, below, form.Direction, declaring);
            report.Numbers(RowFields.PermitNumbers, permit, below, form.Direction, declaring);
            if (permit.Vehicles.Length > 0 && permit.Kind is not ("408" or "409"))
            {
                report.Forbidden($"{below}vehicles", "VEHICLES", "Vehicles", "VIN信息", "only permits of kinds 408 and 409 name vehicles");
            }

            for (int number = 0, all = PaperRules.Held(permit.Vehicles, $"{below}vehicles", report); number < all; number++)
            {
                var place = $"{below}vehicles[{number}].";
                report.Texts(RowFields.Vehicles, permit.Vehicles[number], place, form.Direction, declaring);
                if (permit.Vehicles[number].BillDay is { Length: > 0 and <= 8 } day && !DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
                {
                    report.Add($"{place}bill_day", "VEHICLE_BILL_DAY_MALFORMED", "The day of the bill of lading is written as yyyyMMdd.", "提/运单日期格式应为yyyyMMdd。", "Write it like 20181023.");
                }
            }
        }

        Dangerous(goods, $"{at}dangerous_goods", report, declaring);
    }

    private static void Dangerous(GoodsQuarantine goods, string at, FormReport report, bool declaring)
    {
        var danger = goods.DangerousGoods;
        if (danger is { UnNumber.Length: > 0 and <= 20 } && !UnShape().IsMatch(danger.UnNumber))
        {
            report.Add($"{at}.un_number", "UN_NUMBER_MALFORMED", "A UN number has 4 digits, with or without the letters UN.", "UN编码应为4位数字。", "Write it like 1203.");
        }

        if (!declaring)
        {
            return;
        }

        // Bulk or packed dangerous chemicals (attributes 31 and 32) say what they are; attribute 33 says that they are none.
        if (danger is not { UnNumber.Length: > 0 } && goods.Attributes.Any(code => code is "31" or "32"))
        {
            report.Missing($"{at}.un_number", "UN_NUMBER", "UN number", "UN编码");
        }

        if (danger is { UnNumber.Length: > 0, Name.Length: 0 })
        {
            report.Missing($"{at}.name", "DANGEROUS_NAME", "Name of the dangerous goods", "危险货物名称");
        }

        if (danger is { NotDangerous: true, UnNumber.Length: > 0 })
        {
            report.Add($"{at}.not_dangerous", "NOT_DANGEROUS_CONTRADICTED", "The line says that it is no dangerous chemical, and names a UN number.", "申明非危险化学品，却填报了UN编码。", "Leave one of the two out.");
        }
    }

    private static void Rows<T>(IReadOnlyList<TextField<T>> fields, ImmutableArray<T> rows, string path, DeclarationForm form, FormReport report, bool declaring)
    {
        for (int index = 0, held = PaperRules.Held(rows, path, report); index < held; index++)
        {
            report.Texts(fields, rows[index], $"{path}[{index}].", form.Direction, declaring);
        }
    }

    [GeneratedRegex(@"^(UN)?[0-9]{4}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex UnShape();
}
