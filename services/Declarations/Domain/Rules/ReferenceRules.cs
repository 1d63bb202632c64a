using System.Collections.Immutable;
using Clearance.Declarations.Domain.Codes;
using Clearance.Declarations.Domain.Form;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain.Rules;

/// <summary>
/// The rules that need data which changes from day to day: code lists and the tariff. They are applied before the form is sent to be
/// decided, and what they find travels with it: the same message gives the same decision for ever.
/// </summary>
public static class ReferenceRules
{
    /// <summary>Packing of wood or other plant material.</summary>
    private static readonly string[] s_wood = ["23", "33", "93", "98"];

    /// <summary>What stands against saving the form.</summary>
    public static ImmutableArray<Violation> ForSaving(DeclarationForm form, ImmutableArray<Violation> malformed, CodeBook codes, DateOnly day)
    {
        var report = new FormReport(malformed, day).By("CODE-LISTS");
        CodeRules.Check(form, codes, day, report);
        return report.Violations;
    }

    /// <summary>What stands against declaring the form, and what is worth a look.</summary>
    /// <param name="form">The form.</param>
    /// <param name="malformed">What the edge could not read.</param>
    /// <param name="codes">The code lists.</param>
    /// <param name="tariff">Terms by commodity code; null where the tariff has no such code, no entry where nobody answered.</param>
    /// <param name="day">The day of the declaration.</param>
    public static Findings ForDeclaring(
        DeclarationForm form, ImmutableArray<Violation> malformed, CodeBook codes, IReadOnlyDictionary<string, TariffTerms?> tariff, DateOnly day)
    {
        var report = new FormReport(malformed, day).By("CODE-LISTS");
        CodeRules.Check(form, codes, day, report);
        report.Settle();
        TariffRules.Check(form, tariff, codes, day, report);
        if (form.Quarantine is null && (s_wood.Contains(form.PackageKind) || form.OtherPackages.Any(package => s_wood.Contains(package.Kind))))
        {
            report.By("WOOD-PACKING").Warn("package_kind", "WOOD_PACKING", "Packing of wood or plant material is subject to quarantine, and the form says nothing for it.", "木质或植物性包装须检疫，报关单未填报检验检疫信息。", "Fill in the quarantine block, or correct the kind of package.");
        }

        return report.Findings;
    }
}
