using System.Collections.Immutable;
using Clearance.Declarations.Domain.Documents;
using Clearance.Declarations.Domain.Form;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain.Rules;

/// <summary>Whether a form may be accepted with the documents that it has.</summary>
internal static class DocumentRules
{
    internal static ImmutableArray<Violation> Check(DeclarationForm form, ImmutableArray<DocumentKind> missing, DateOnly today)
    {
        var report = new FormReport([], today).By("DOCUMENTS");
        var terms = Replenishment.DalianAirCargo;
        var later = Replenishment.IsAskedFor(form);
        foreach (var kind in missing.Where(kind => !later || !terms.Kinds.Contains(kind)))
        {
            report.Add(
                "attachments",
                "DOCUMENT_MISSING",
                $"The {DocumentKinds.EnglishOf(kind)} is missing.",
                $"缺少{DocumentKinds.ChineseOf(kind)}。",
                $"Attach it by reference, or save a draft and upload it to documents/{DocumentKinds.SlugOf(kind)}.");
        }

        if (later && !missing.IsEmpty)
        {
            Offered(form, terms, report.By("REPLENISHMENT"));
        }

        return report.Violations;
    }

    private static void Offered(DeclarationForm form, Replenishment terms, FormReport report)
    {
        if (!terms.Offices.Contains(form.CustomsOffice))
        {
            report.Add("customs_office", "REPLENISHMENT_NOT_AT_OFFICE", "This office does not release before documents are complete.", "该海关不适用先放后补。", $"Declare at {string.Join(" or ", terms.Offices)}, or attach the documents.");
        }

        if (!terms.TransportModes.Contains(form.Transport.Mode))
        {
            report.Add("transport.mode", "REPLENISHMENT_NOT_FOR_MODE", "Release before replenishing is for air cargo.", "先放后补仅适用于航空货物。", "Attach the documents.");
        }

        for (var index = 0; index < Math.Min(form.Items.Length, DeclarationForm.MaxItems); index++)
        {
            if (!terms.Districts.Contains(form.Items[index].District))
            {
                report.Add($"items[{index}].district", "REPLENISHMENT_NOT_FOR_DISTRICT", "Release before replenishing is for goods that go into a special area.", "先放后补货物须进入特殊区域。", $"Name one of {string.Join(", ", terms.Districts)}, or attach the documents.");
            }
        }
    }
}
