using Clearance.Declarations.Domain.Codes;
using Clearance.Declarations.Domain.Form;

namespace Clearance.Declarations.Domain.Rules;

/// <summary>Rules of licences, attachments and further packages.</summary>
internal static class PaperRules
{
    private const int LongestNumber = 32;
    private const int LongestReference = 64;
    private const int MostPapers = 100;

    internal static void Check(DeclarationForm form, FormReport report)
    {
        Licences(form, report);
        Attachments(form, report);
        OtherPackages(form, report);
    }

    private static void Licences(DeclarationForm form, FormReport report)
    {
        TooMany("licences", form.Licences.Length, report);
        for (var index = 0; index < Math.Min(form.Licences.Length, MostPapers); index++)
        {
            var (licence, at) = (form.Licences[index], $"licences[{index}].");
            var earlier = form.Licences.Take(index);
            if (!CodeLists.Licences.Contains(licence.Code))
            {
                report.Add($"{at}code", "LICENCE_CODE_UNKNOWN", "The licence code is not a code of the list licences.", "随附单证代码不在代码表中。", CodeLists.Licences.Suggestion);
            }
            else if (licence.Code is "Y" or "t" or "q" && earlier.Any(other => other.Code == licence.Code))
            {
                report.Add($"{at}code", "LICENCE_CODE_REPEATED", $"A form carries one licence of code {licence.Code}.", "该随附单证代码只能填报一份。", "Declare the goods of the second on a form of their own.");
            }

            if (licence.Number.Length == 0)
            {
                report.Missing($"{at}number", "LICENCE_DOCUMENT_NUMBER", "Number of the licence", "随附单证编号");
            }
            else if (licence.Number.Length > LongestNumber)
            {
                report.Add($"{at}number", "LICENCE_DOCUMENT_NUMBER_TOO_LONG", $"A licence number has at most {LongestNumber} signs.", "随附单证编号过长。", "Shorten it.");
            }
            else if (earlier.Contains(licence))
            {
                report.Add($"{at}number", "LICENCE_REPEATED", "The licence is on the form twice.", "随附单证重复。", "Leave the second out.");
            }
        }
    }

    private static void Attachments(DeclarationForm form, FormReport report)
    {
        TooMany("attachments", form.Attachments.Length, report);
        for (var index = 0; index < Math.Min(form.Attachments.Length, MostPapers); index++)
        {
            var (attachment, at) = (form.Attachments[index], $"attachments[{index}].");
            if (!CodeLists.DocumentCategories.Contains(attachment.Category))
            {
                report.Add($"{at}category", "DOCUMENT_CATEGORY_UNKNOWN", "The category is not a code of the list document-categories.", "随附单据类别不在代码表中。", CodeLists.DocumentCategories.Suggestion);
            }

            if (attachment.Reference.Length == 0)
            {
                report.Missing($"{at}reference", "DOCUMENT_REFERENCE", "Reference of the attached file", "随附单据编号");
            }
            else if (attachment.Reference.Length > LongestReference || attachment.FileName.Length > LongestReference)
            {
                report.Add($"{at}reference", "DOCUMENT_REFERENCE_TOO_LONG", $"Reference and file name have at most {LongestReference} signs each.", "随附单据编号过长。", "Shorten it.");
            }
            else if (form.Attachments.Take(index).Any(other => other.Reference == attachment.Reference))
            {
                report.Add($"{at}reference", "DOCUMENT_REPEATED", "The file is attached twice.", "随附单据重复。", "Leave the second out.");
            }
        }
    }

    private static void OtherPackages(DeclarationForm form, FormReport report)
    {
        TooMany("other_packages", form.OtherPackages.Length, report);
        for (var index = 0; index < Math.Min(form.OtherPackages.Length, MostPapers); index++)
        {
            if (!CodeLists.PackageKinds.Contains(form.OtherPackages[index].Kind))
            {
                report.Add($"other_packages[{index}].kind", "PACKAGE_KIND_UNKNOWN", "The kind is not a code of the list package-kinds.", "包装种类不在代码表中。", CodeLists.PackageKinds.Suggestion);
            }

            if (form.OtherPackages[index].Count <= 0)
            {
                report.Add($"other_packages[{index}].count", "OTHER_PACKAGE_COUNT_NOT_POSITIVE", "The number of packages must be above zero.", "其他包装件数必须大于零。", "Write the number, or leave the kind out.");
            }
        }
    }

    private static void TooMany(string path, int count, FormReport report)
    {
        if (count > MostPapers)
        {
            report.Add(path, $"{path.ToUpperInvariant()}_TOO_MANY", $"A form holds {MostPapers} {path}.", "数量超出限制。", "Split the goods over several forms.");
        }
    }
}
