using System.Text.RegularExpressions;
using Clearance.Declarations.Domain.Form;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain.Rules;

/// <summary>Identifiers of the domestic parties (DOMAIN 4).</summary>
public static partial class PartyRules
{
    /// <summary>True when a customs enterprise code has its structure: 4 digits of area, zone, ownership, serial.</summary>
    public static bool IsCustomsCode(string code) => CustomsCode().IsMatch(code);

    internal static void Check(DeclarationForm form, FormReport report)
    {
        Check("trader", form.Trader, report);
        Check("owner", form.Owner, report);
        Check("declarant", form.Declarant, report);
    }

    private static void Check(string role, Party party, FormReport report)
    {
        if (party.Uscc.Length is > 0 and <= 18 && !UsccShape().IsMatch(party.Uscc))
        {
            report.Add($"{role}.uscc", "USCC_MALFORMED", "A USCC has 18 digits and capital letters, without I, O, S, V and Z.", "统一社会信用代码应为18位数字或大写字母（不含I、O、S、V、Z）。", "Copy it from the business licence.");
        }
        else if (party.Uscc.Length == 18 && !Uscc.IsValid(party.Uscc))
        {
            report.Add($"{role}.uscc", "USCC_CHECK_DIGIT_WRONG", "The check digit of the USCC does not fit the other 17 signs.", "统一社会信用代码校验位错误。", "Look for a typing mistake; copy it from the business licence.");
        }

        if (party.CustomsCode.Length is > 0 and <= 10 && !IsCustomsCode(party.CustomsCode))
        {
            report.Add($"{role}.customs_code", "CUSTOMS_CODE_MALFORMED", "A customs enterprise code has 10 signs: 4 digits of area, zone, ownership, serial.", "海关注册编码应为10位。", "Copy it from the customs registration, e.g. 2102460001.");
        }
    }

    [GeneratedRegex(@"^[0-9A-HJ-NP-RTUWXY]{18}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex UsccShape();

    [GeneratedRegex(@"^[0-9]{4}[1-9A-Z][1-9A-C][0-9A-Z]{4}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex CustomsCode();
}
