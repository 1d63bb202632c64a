using System.Collections.Immutable;
using Clearance.Declarations.Domain.Form;

namespace Clearance.Declarations.Domain.Rules;

/// <summary>Rules of licences, attachments and further packages.</summary>
internal static class PaperRules
{
    internal const int MostPapers = 100;

    internal static void Check(DeclarationForm form, FormReport report, bool declaring)
    {
        Licences(form, report, declaring);
        Attachments(form, report, declaring);
        OtherPackages(form, report, declaring);
        if (declaring)
        {
            LicenceNumber(form, report);
        }
    }

    private static void Licences(DeclarationForm form, FormReport report, bool declaring)
    {
        for (int index = 0, held = Held(form.Licences, "licences", report); index < held; index++)
        {
            var (licence, at) = (form.Licences[index], $"licences[{index}].");
            report.Texts(RowFields.Licences, licence, at, form.Direction, declaring);
            var earlier = form.Licences.AsSpan(0, index);
            if (licence.Code is "Y" or "t" or "q" && Any(earlier, other => other.Code == licence.Code))
            {
                report.Add($"{at}code", "LICENCE_CODE_REPEATED", $"A form carries one licence of code {licence.Code}.", "该随附单证代码只能填报一份。", "Declare the goods of the second on a form of their own.");
            }

            if (licence.Number.Length > 0 && earlier.Contains(licence))
            {
                report.Add($"{at}number", "LICENCE_REPEATED", "The licence is on the form twice.", "随附单证重复。", "Leave the second out.");
            }
        }
    }

    private static void Attachments(DeclarationForm form, FormReport report, bool declaring)
    {
        for (int index = 0, held = Held(form.Attachments, "attachments", report); index < held; index++)
        {
            var (attachment, at) = (form.Attachments[index], $"attachments[{index}].");
            report.Texts(RowFields.Attachments, attachment, at, form.Direction, declaring);
            if (attachment.Reference.Length > 0 && Any(form.Attachments.AsSpan(0, index), other => other.Reference == attachment.Reference))
            {
                report.Add($"{at}reference", "DOCUMENT_REPEATED", "The file is attached twice.", "随附单据重复。", "Leave the second out.");
            }
        }
    }

    private static void OtherPackages(DeclarationForm form, FormReport report, bool declaring)
    {
        for (int index = 0, held = Held(form.OtherPackages, "other_packages", report); index < held; index++)
        {
            report.Texts(RowFields.OtherPackages, form.OtherPackages[index], $"other_packages[{index}].", form.Direction, declaring);
            if (form.OtherPackages[index].Count <= 0)
            {
                report.Add($"other_packages[{index}].count", "OTHER_PACKAGE_COUNT_NOT_POSITIVE", "The number of packages must be above zero.", "其他包装件数必须大于零。", "Write the number, or leave the kind out.");
            }
        }
    }

    /// <summary>The number of an import or export licence stands in the header too; only one fits a form (DOMAIN 2.2).</summary>
    private static void LicenceNumber(DeclarationForm form, FormReport report)
    {
        var inHeader = form.Direction == Direction.Export ? "345Gxy" : "12";
        var numbers = form.Licences.Where(licence => licence.Code.Length == 1 && inHeader.Contains(licence.Code, StringComparison.Ordinal)).Select(licence => licence.Number).ToArray();
        if (numbers.Length == 0)
        {
            return;
        }

        if (form.LicenceNumber.Length == 0)
        {
            report.Missing("licence_number", "LICENCE_NUMBER", "Licence number", "许可证号");
        }
        else if (!numbers.Contains(form.LicenceNumber))
        {
            report.Add("licence_number", "LICENCE_NUMBER_MISMATCH", "The licence number of the header is none of the certificates.", "许可证号与随附单证编号不一致。", "Copy the number of the licence.");
        }
    }

    /// <summary>How many rows are looked at: all of them, or as many as a form holds, and then it says so.</summary>
    internal static int Held<T>(ImmutableArray<T> rows, string path, FormReport report)
    {
        if (rows.Length > MostPapers)
        {
            var name = path[(path.LastIndexOf('.') + 1)..];
            report.Add(path, $"{name.ToUpperInvariant()}_TOO_MANY", $"A form holds {MostPapers} {name.Replace('_', ' ')}.", "数量超出限制。", "Split the goods over several forms.");
        }

        return Math.Min(rows.Length, MostPapers);
    }

    private static bool Any<T>(ReadOnlySpan<T> rows, Func<T, bool> holds)
    {
        foreach (var row in rows)
        {
            if (holds(row))
            {
                return true;
            }
        }

        return false;
    }
}
