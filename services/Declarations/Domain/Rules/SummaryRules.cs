using Clearance.Declarations.Domain.Documents;
using Clearance.Declarations.Domain.Form;

namespace Clearance.Declarations.Domain.Rules;

/// <summary>
/// What the summary of a two-step declaration says: who, how and under which bill of lading the goods come, what they are, and what the tax
/// is counted from. The rest is for the second step. Permits and the inspection block are asked for by <see cref="TariffRules"/> as ever: goods under
/// control are not let go on a promise.
/// </summary>
internal static class SummaryRules
{
    private static readonly string[] s_header = ["trader.uscc", "transport.mode", "supervision_mode", "terms"];
    private static readonly string[] s_lineTexts = ["goods_name", "origin_country", "currency", "levy_mode", "first_unit"];
    private static readonly string[] s_lineNumbers = ["first_quantity", "total_price"];

    internal static void Check(DeclarationForm form, FormReport report, DateOnly today)
    {
        report.By("TWO-STEP");
        Barred(form, report, today);
        foreach (var field in s_header.Select(HeaderFields.TextAt).Where(field => field.Read(form).Length == 0))
        {
            report.Missing(field.Path, field.Code, field.English, field.Chinese);
        }

        if (form.GrossWeight is null)
        {
            report.Missing("gross_weight", "GROSS_WEIGHT", "Gross weight", "毛重");
        }

        Lines(form, report);
        TransportRules.Check(form, report.By("TRANSPORT"));
        ChargeRules.Check(form, report.By("CHARGES-BY-TERMS"));
        HeaderRules.CheckSummary(form, report, today);
    }

    private static void Barred(DeclarationForm form, FormReport report, DateOnly today)
    {
        if (today < RuleBook.On("TWO-STEP", today).FirstDay)
        {
            report.Add("summary", "TWO_STEP_NOT_YET", "Forms are not declared in two steps on this day.", "申报当日尚未实施两步申报。", "Fill in the whole form.");
        }

        if (form.Direction == Direction.Export || TransportRules.IsDomesticTransfer(form.Transport.Mode))
        {
            report.Add("summary", "TWO_STEP_NOT_FOR_GOODS", "Only goods that come in from abroad are declared in two steps.", "两步申报仅适用于实际进境货物。", "Fill in the whole form.");
        }

        if (Replenishment.IsAskedFor(form))
        {
            report.Add("security.purposes", "TWO_STEP_WITH_REPLENISHMENT", "The papers of a summary come with the second step; no guarantee is needed for them.", "两步申报的单证随完整申报提交，无需担保。", "Leave PURPOSE_DOCUMENTS out.");
        }
    }

    private static void Lines(DeclarationForm form, FormReport report)
    {
        if (form.Items.IsEmpty)
        {
            report.Missing("items", "ITEMS", "At least one line of goods", "商品项");
        }

        for (var index = 0; index < Math.Min(form.Items.Length, DeclarationForm.MaxItems); index++)
        {
            var item = form.Items[index];
            foreach (var field in ItemFields.Texts.Where(field => s_lineTexts.Contains(field.Path) && field.Read(item).Length == 0))
            {
                report.Missing($"items[{index}].{field.Path}", field.Code, field.English, field.Chinese);
            }

            foreach (var field in ItemFields.Numbers.Where(field => s_lineNumbers.Contains(field.Path) && field.Read(item) is null))
            {
                report.Missing($"items[{index}].{field.Path}", field.Code, field.English, field.Chinese);
            }
        }
    }
}
