using System.Collections.Immutable;
using Clearance.Declarations.Domain.Form;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain.Rules;

/// <summary>
/// The rules of the form, pure and all at once: a draft is checked for shape, lengths and code lists, a form that is declared for
/// everything, and a summary for what the second step does not bring. What an enterprise may do is not known here; <see cref="VouchRules"/> adds it.
/// </summary>
public static class FormRules
{
    /// <summary>What stands against saving the form as a draft.</summary>
    public static ImmutableArray<Violation> ForSaving(DeclarationForm form, ImmutableArray<Violation> malformed, DateOnly today) =>
        Check(form, malformed, today, declaring: false).Violations;

    /// <summary>What stands against declaring the form on a day, and what is worth a look.</summary>
    public static Findings ForDeclaring(DeclarationForm form, ImmutableArray<Violation> malformed, DateOnly today) => Check(form, malformed, today, declaring: true);

    private static Findings Check(DeclarationForm form, ImmutableArray<Violation> malformed, DateOnly today, bool declaring)
    {
        var summary = declaring && form.Summary == true;
        declaring &= !summary;
        var report = new FormReport(malformed, today).By("SHAPE");
        if (form.Direction is null)
        {
            report.Missing("direction", "DIRECTION", "Direction", "进出口标志", declaring || summary ? "declare" : "save");
        }

        report.Texts(HeaderFields.Texts, form, string.Empty, form.Direction, declaring);
        report.Numbers(HeaderFields.Numbers, form, string.Empty, form.Direction, declaring);
        PartyRules.Check(form, report.By("PARTY-IDENTIFIERS"));
        ItemRules.Check(form, report.By("GOODS-LINES"), declaring);
        ContainerRules.Check(form, report.By("CONTAINERS"), declaring);
        PaperRules.Check(form, report.By("PAPERS"), declaring);
        QuarantineRules.Check(form, report.By("INSPECTION-BLOCK"), declaring);
        if (declaring)
        {
            TransportRules.Check(form, report.By("TRANSPORT"));
            ChargeRules.Check(form, report.By("CHARGES-BY-TERMS"));
            HeaderRules.Check(form, report, today);
        }
        else if (summary)
        {
            SummaryRules.Check(form, report, today);
        }

        return report.Findings;
    }
}
