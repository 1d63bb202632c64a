using System.Collections.Immutable;
using Clearance.Declarations.Domain.Documents;
using Clearance.Declarations.Domain.Enterprises;
using Clearance.Declarations.Domain.Form;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain.Rules;

/// <summary>What an enterprise's own word means for the form: registration, mandate, credit class, privilege (DOMAIN 14).</summary>
internal static class VouchRules
{
    internal static ImmutableArray<Violation> Check(DeclarationForm form, VouchRole role, Voucher? voucher, bool documentsMissing, DateOnly today)
    {
        var report = new FormReport([], today).By("ENTERPRISE");
        var (path, party) = role == VouchRole.Trader ? ("trader", form.Trader) : ("declarant", form.Declarant);
        if (voucher is null)
        {
            report.Add($"{path}.uscc", "ENTERPRISE_NOT_REGISTERED", $"No enterprise is registered under {party.Uscc}.", "该企业未在海关注册登记。", "Have customs register it first.");
            return report.Violations;
        }

        if (party.CustomsCode.Length > 0 && party.CustomsCode != voucher.CustomsCode)
        {
            report.Add($"{path}.customs_code", "CUSTOMS_CODE_MISMATCH", $"{party.Uscc} is registered under another customs code.", "海关注册编码与统一社会信用代码不符。", "Copy the code from the customs registration.");
        }

        if (role == VouchRole.Trader)
        {
            Trader(form, voucher, CreditTerms.Of(voucher.Class, today), documentsMissing, report);
        }

        return report.Violations;
    }

    private static void Trader(DeclarationForm form, Voucher voucher, CreditTerms terms, bool documentsMissing, FormReport report)
    {
        if (voucher.IsOutOfScope == true)
        {
            report.Add("declarant.uscc", "MANDATE_OUT_OF_SCOPE", "The mandate of this agent does not cover the direction of the goods or the office of declaration.", "代理报关委托不包括该进出口方向或申报海关。", "The trader grants a wider mandate (enterprises/…:grantMandate), or declares itself.");
        }
        else if (!voucher.Mandated)
        {
            report.Add("declarant.uscc", "MANDATE_MISSING", "The trader has not mandated this agent.", "缺少有效的代理报关委托。", "The trader grants a mandate (enterprises/…:grantMandate), or declares itself.");
        }

        if (form.Security is not null && !terms.Security)
        {
            report.Add("security", "SECURITY_NOT_FOR_DISCREDITED", "A discredited enterprise cannot have goods released under security.", "失信企业不适用担保放行。", "Pay and complete the documents before release.");
        }

        if (form.Summary == true && !terms.TwoStep)
        {
            report.Add("summary", "TWO_STEP_NOT_FOR_CREDIT_CLASS", "A discredited enterprise declares whole forms only.", "失信企业不适用两步申报。", "Fill in the whole form.");
        }
        else if (form.Summary == true && voucher.PrivilegeSuspended)
        {
            report.Add("summary", "PRIVILEGE_SUSPENDED", "The enterprise may not take its goods before the form is complete, since earlier papers did not come in time.", "因逾期未补单证或未完成完整申报，两步申报资格已暂停。", "Fill in the whole form, and ask customs to restore the privilege.");
        }

        if (!documentsMissing || !Replenishment.IsAskedFor(form))
        {
            return;
        }

        if (!terms.Replenishment)
        {
            report.Add("security.purposes", "REPLENISHMENT_NOT_FOR_CREDIT_CLASS", "Only certified enterprises may give documents after release.", "仅认证企业可先放后补。", "Attach the missing documents.");
        }

        if (voucher.PrivilegeSuspended)
        {
            report.Add("security.purposes", "PRIVILEGE_SUSPENDED", "The enterprise may not give documents after release, since earlier ones did not come in time.", "因逾期未补单证，先放后补资格已暂停。", "Attach the missing documents, and ask customs to restore the privilege.");
        }
    }
}
