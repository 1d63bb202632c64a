using Clearance.Kernel;

namespace Clearance.Payments.Domain.Duty;

/// <summary>What must hold before taxes can be computed. Nothing is guessed: a form that cannot be computed is refused with every reason at once.</summary>
public static class TaxChecks
{
    /// <summary>Lines that a form may have.</summary>
    public const int MaxLines = 50;

    /// <summary>Amounts and quantities have up to 14 digits before the point, as in the form; more would be no trade and could overflow.</summary>
    public const decimal MaxAmount = 99_999_999_999_999m;

    /// <summary>The refusal; null when taxes can be computed.</summary>
    public static Refusal? Refuse(TaxRequest request) => ToRefusal([.. Violations(request)]);

    /// <summary>One refusal for many violations: its reason is theirs when they share one.</summary>
    public static Refusal? ToRefusal(IReadOnlyList<Violation> violations)
    {
        if (violations.Count == 0)
        {
            return null;
        }

        var reasons = violations.Select(violation => violation.Code).Where(Reasons.OfTaxRequests.Contains).Distinct().ToArray();
        var reason = reasons is [var only] && violations.All(violation => violation.Code == only) ? only : Reasons.FieldsInvalid;
        var first = violations[0];
        var more = violations.Count == 1 ? string.Empty : $" And {violations.Count - 1} more.";
        return Refusal.Invalid(
            reason,
            $"Taxes cannot be computed: {first.Field}: {first.Text}{more}",
            [.. violations.Select(violation => violation.TextZh is null ? violation with { TextZh = ChineseOf(violation.Code) } : violation)]) with
        {
            MessageZh = $"无法计税：{violations.Count}项不符合要求（{first.Field}）。",
        };
    }

    /// <summary>What a reason means, in Chinese: the English sentence has the particulars.</summary>
    private static string ChineseOf(string reason) => reason switch
    {
        Reasons.TermsUnknown => "成交方式代码无效。",
        Reasons.FreightMissing => "该成交方式须填报运费。",
        Reasons.ChargeInvalid => "运费、保费或杂费的标记、金额或币制有误。",
        Reasons.LevyModeUnknown => "征免方式代码无效。",
        Reasons.CommodityCodeUnknown => "税则当日无此商品编码。",
        Reasons.QuantityMissing => "从量计征须填报相应计量单位的数量。",
        Reasons.ExchangeRateUnknown => "无该币制当月的计征汇率。",
        Reasons.ValueOutOfRange => "数值超出允许范围。",
        _ => "填写的内容不符合要求。",
    };

    /// <summary>Every violation.</summary>
    public static IEnumerable<Violation> Violations(TaxRequest request)
    {
        if (!TermsOfTransaction.IsKnown(request.Terms))
        {
            yield return new("terms", Reasons.TermsUnknown, $"'{request.Terms}' is not a code of the terms of transaction.", "Use 1 CIF, 2 C&F, 3 FOB, 4 C&I, 5, 6 or 7 EXW.");
        }

        if (request.Lines.Count is 0 or > MaxLines)
        {
            yield return new("items", Reasons.ValueOutOfRange, $"A form has 1 to {MaxLines} lines, not {request.Lines.Count}.", "Split the goods over several forms.");
        }

        foreach (var violation in ChargeChecks.Violations(request))
        {
            yield return violation;
        }

        for (var i = 0; i < request.Lines.Count; i++)
        {
            foreach (var violation in LineChecks.Violations(request.Lines[i], $"items[{i}]", request))
            {
                yield return violation;
            }
        }
    }

    /// <summary>Deductions exceed the price.</summary>
    public static Refusal NegativeValue() => Refusal.Invalid(
        Reasons.CustomsValueNegative,
        "Taxes cannot be computed: charges and deductions make the customs value negative.",
        new Violation("other_charges", Reasons.CustomsValueNegative, "The deductions exceed the price.", "Check sign, mark and currency of the charges.")
        {
            TextZh = "扣减费用超过货价，完税价格为负。",
        });
}
