using System.Text.RegularExpressions;
using Clearance.Declarations.Domain.Form;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain.Rules;

/// <summary>Rules across fields of the header: weights, packages, promises, dates, regime, tax and security.</summary>
internal static partial class HeaderRules
{
    private const int LatestEntryInDays = 180;

    internal static void Check(DeclarationForm form, FormReport report, DateOnly today)
    {
        Weights(form, report.By("WEIGHTS-AND-PACKAGES"));
        Packages(form, report);
        Promised(form, report.By("PRICE-QUESTIONS"), RuleBook.On("PRICE-QUESTIONS", today).Version);
        Dates(form, report.By("DATES"), today);
        Regime(form, report.By("REGIME"));
        Tax(form, report.By("SELF-PAYMENT"));
        Secured(form, report.By("SECURITY"));
    }

    /// <summary>Those that a summary keeps too: its dates, what it says of the tax, and what secures it.</summary>
    internal static void CheckSummary(DeclarationForm form, FormReport report, DateOnly today)
    {
        Weights(form, report.By("WEIGHTS-AND-PACKAGES"));
        Dates(form, report.By("DATES"), today);
        Tax(form, report.By("SELF-PAYMENT"));
        Secured(form, report.By("SECURITY"));
    }

    private static void Weights(DeclarationForm form, FormReport report)
    {
        foreach (var (path, weight, chinese) in new[] { ("gross_weight", form.GrossWeight, "毛重"), ("net_weight", form.NetWeight, "净重") })
        {
            if (weight is > 0m and < 1m)
            {
                report.Add(path, "WEIGHT_BELOW_ONE", "A weight below one kilogram is written as 1.", $"{chinese}不足1千克的填报为1。", "Write 1.");
            }
        }

        if (form.NetWeight > form.GrossWeight && form.GrossWeight > 0m)
        {
            report.Add("net_weight", "NET_WEIGHT_ABOVE_GROSS", $"Net weight {FormReport.Text(form.NetWeight.Value)} is above gross weight {FormReport.Text(form.GrossWeight.Value)}.", "净重不得大于毛重。", "Compare with packing list and bill of lading.");
        }
    }

    private static void Packages(DeclarationForm form, FormReport report)
    {
        if (form.PackageCount == 0)
        {
            report.Missing("package_count", "PACKAGE_COUNT", "Number of packages", "件数");
        }
        else if (form.PackageCount is < 0 or > 999_999_999)
        {
            report.Add("package_count", "PACKAGE_COUNT_OUT_OF_RANGE", "The number of packages is 1 to 999,999,999.", "件数超出范围。", "Write the number on the bill of lading.");
        }
        else if (form.PackageKind == "00" && form.PackageCount != 1)
        {
            report.Add("package_count", "PACKAGE_COUNT_NOT_ONE", "Bulk cargo has one package.", "散装货物件数应为1。", "Write 1, or correct the kind of package.");
        }
    }

    private static void Promised(DeclarationForm form, FormReport report, int version)
    {
        if (version == 1 && (form.Promises.FormulaPrice ?? form.Promises.ProvisionalPrice) is not null)
        {
            report.Warn("promises", "PRICE_QUESTION_NOT_ASKED", "Formula and provisional price are no questions of the form on this day; the answers are kept.", "申报当日报关单无公式定价、暂定价格确认项。", "Leave them out.");
        }

        if (form.Direction != Direction.Import)
        {
            return;
        }

        var answers = form.Promises;
        foreach (var (name, code, answer, english, chinese) in new[]
        {
            ("special_relationship", "SPECIAL_RELATIONSHIP", answers.SpecialRelationship, "The answer on a special relationship", "特殊关系确认"),
            ("price_influenced", "PRICE_INFLUENCED", answers.PriceInfluenced, "The answer on the price's influence", "价格影响确认"),
            ("royalty_paid", "ROYALTY_PAID", answers.RoyaltyPaid, "The answer on royalties", "支付特许权使用费确认"),
        })
        {
            if (answer is null)
            {
                report.Missing($"promises.{name}", code, english, chinese);
            }
        }

        if (answers is { SpecialRelationship: false, PriceInfluenced: true })
        {
            report.Add("promises.price_influenced", "PRICE_INFLUENCED_WITHOUT_RELATIONSHIP", "A relationship that is denied cannot have influenced the price.", "无特殊关系时不存在价格影响。", "Answer no, or confirm the relationship.");
        }
    }

    private static void Dates(DeclarationForm form, FormReport report, DateOnly today)
    {
        if (form.Direction == Direction.Export)
        {
            if (form.EntryDate is not null)
            {
                report.Forbidden("entry_date", "ENTRY_DATE", "Day of entry", "出口日期", "it is set when the means of transport leaves");
            }

            if (form.DepartureDate is not null)
            {
                report.Forbidden("departure_date", "DEPARTURE_DATE", "Day of departure", "启运日期", "it is for imports");
            }

            return;
        }

        if (form.DepartureDate > today)
        {
            report.Add("departure_date", "DEPARTURE_DATE_IN_FUTURE", "The goods have not left yet; a form can be declared once they have.", "启运日期晚于申报日期，运输工具启运后方可提前申报。", "Declare when the means of transport has left.");
        }

        if (form.EntryDate > today.AddDays(LatestEntryInDays))
        {
            report.Add("entry_date", "ENTRY_DATE_OUT_OF_RANGE", $"The day of entry is more than {LatestEntryInDays} days ahead.", "进口日期超出合理范围。", "Correct the day, or leave it out when declaring early.");
        }
        else if (form.EntryDate < form.DepartureDate)
        {
            report.Add("entry_date", "ENTRY_DATE_BEFORE_DEPARTURE", "The goods cannot enter before they left.", "进口日期早于启运日期。", "Correct one of the two days.");
        }
    }

    private static void Regime(DeclarationForm form, FormReport report)
    {
        if (form.LevyNature.Length == 0 && form.SupervisionMode is "0110" or "4500" or "0214" or "0615")
        {
            report.Missing("levy_nature", "LEVY_NATURE", "Nature of levy", "征免性质");
        }

        if (form.RecordNumber.Length == 0 && form.SupervisionMode is "0214" or "0245" or "0255" or "0615" or "0644" or "0654")
        {
            report.Missing("record_number", "RECORD_NUMBER", "Record number", "备案号");
        }
        else if (form.RecordNumber.Length is > 0 and <= 12 && !RecordShape().IsMatch(form.RecordNumber))
        {
            report.Add("record_number", "RECORD_NUMBER_MALFORMED", "A record number has a capital letter and 11 more signs.", "备案号应为12位，首位为字母。", "Copy it from the record, e.g. C09068400123.");
        }

        if (form.RelatedDeclarationNumber.Length is > 0 and <= 18 && !NumberShape().IsMatch(form.RelatedDeclarationNumber))
        {
            report.Add("related_declaration_number", "RELATED_DECLARATION_NUMBER_MALFORMED", "A declaration number has 18 digits.", "关联报关单号应为18位数字。", "Copy it from the related form.");
        }

        if (form.EntryPort.Length is > 0 and <= 8 && !EntryPortShape().IsMatch(form.EntryPort))
        {
            report.Add("entry_port", "ENTRY_PORT_MALFORMED", "A port of entry has 6 or 8 digits.", "入境/离境口岸代码应为6位或8位数字。", "Write it like 210201.");
        }
    }

    private static void Tax(DeclarationForm form, FormReport report)
    {
        if (!form.SelfPayment)
        {
            if (form.StatedTax is not null)
            {
                report.Forbidden("stated_tax", "STATED_TAX", "Stated tax", "自报税款", "the firm states the tax only with self_payment");
            }
        }
        else if (form.StatedTax is not { } tax)
        {
            report.Missing("stated_tax", "STATED_TAX", "Stated tax", "自报税款");
        }
        else if (tax.Currency != Money.Yuan)
        {
            report.Add("stated_tax", "STATED_TAX_NOT_YUAN", "Tax is stated in CNY.", "自报税款币制应为人民币。", "State it in CNY.");
        }
        else if (tax.Amount < 0m)
        {
            report.Add("stated_tax", "STATED_TAX_NEGATIVE", "Tax is not negative.", "自报税款不得为负数。", "Take the figure from taxes:preview.");
        }
        else if (decimal.Round(tax.Amount, 2, MidpointRounding.ToZero) != tax.Amount || !FormReport.Fits(tax.Amount, 4))
        {
            report.Add("stated_tax", "STATED_TAX_OUT_OF_RANGE", "Tax is stated to the fen, with at most 15 digits.", "自报税款精确到分。", "Take the figure from taxes:preview.");
        }
    }

    private static void Secured(DeclarationForm form, FormReport report)
    {
        if (form.Security is not { } security)
        {
            return;
        }

        if (!GuaranteeShape().IsMatch(security.Guarantee))
        {
            report.Add("security.guarantee", security.Guarantee.Length == 0 ? "GUARANTEE_REQUIRED" : "GUARANTEE_MALFORMED", "A security names a guarantee.", "担保必须填写保函名称。", "Write its resource name, e.g. guarantees/01k9x5….");
        }

        if (security.Purposes.IsEmpty)
        {
            report.Missing("security.purposes", "SECURITY_PURPOSES", "What the guarantee shall secure", "担保用途");
        }
    }

    [GeneratedRegex(@"^[A-Z][0-9A-Z]{11}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex RecordShape();

    [GeneratedRegex(@"^[0-9]{8}[0-9EI][0-9]{9}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex NumberShape();

    [GeneratedRegex(@"^([0-9]{6}|[0-9]{8})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex EntryPortShape();

    [GeneratedRegex(@"^guarantees/[0-9a-z-]{1,40}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex GuaranteeShape();
}
