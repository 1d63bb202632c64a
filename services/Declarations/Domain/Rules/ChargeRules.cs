using Clearance.Declarations.Domain.Codes;
using Clearance.Declarations.Domain.Form;

namespace Clearance.Declarations.Domain.Rules;

/// <summary>Which charges the terms allow and ask for, and what a charge looks like (DOMAIN 1.2, item 3).</summary>
internal static class ChargeRules
{
    private const decimal HighestRate = 100m;
    private const int Decimals = 5;

    /// <summary>What the terms say of a charge.</summary>
    private enum Say
    {
        /// <summary>The price holds it already.</summary>
        Forbidden,

        /// <summary>May be given.</summary>
        Allowed,

        /// <summary>Must be given.</summary>
        Needed,
    }

    internal static void Check(DeclarationForm form, FormReport report)
    {
        if (form.Direction is { } direction && CodeLists.Terms.Contains(form.Terms))
        {
            var (freight, insurance) = Table(direction, form.Terms);
            Presence(freight, form.Freight, "freight", "FREIGHT", "Freight", "运费", form.Terms, report);
            Presence(insurance, form.Insurance, "insurance", "INSURANCE", "Insurance", "保险费", form.Terms, report);
        }

        Shape(form.Freight, "freight", "FREIGHT", "Freight", "运费", CodeLists.FreightMarks, report);
        Shape(form.Insurance, "insurance", "INSURANCE", "Insurance", "保险费", CodeLists.ChargeMarks, report);
        Shape(form.OtherCharges, "other_charges", "OTHER_CHARGES", "Other charges", "杂费", CodeLists.ChargeMarks, report);
    }

    /// <summary>Freight and insurance by direction and terms. Insurance that is not given is taken as 0.3 % by Payments, so it is never needed.</summary>
    private static (Say Freight, Say Insurance) Table(Direction direction, string terms) => (direction, terms) switch
    {
        (Direction.Import, "1") => (Say.Forbidden, Say.Forbidden),
        (Direction.Import, "2") => (Say.Forbidden, Say.Allowed),
        (Direction.Import, "3" or "7") => (Say.Needed, Say.Allowed),
        (Direction.Import, "4") => (Say.Needed, Say.Forbidden),
        (Direction.Export, "1") => (Say.Needed, Say.Allowed),
        (Direction.Export, "2") => (Say.Needed, Say.Forbidden),
        (Direction.Export, "3") => (Say.Forbidden, Say.Forbidden),
        (Direction.Export, "4") => (Say.Forbidden, Say.Allowed),
        _ => (Say.Allowed, Say.Allowed),
    };

    private static void Presence(Say say, Charge? charge, string path, string code, string english, string chinese, string terms, FormReport report)
    {
        var name = CodeLists.Terms.NameOf(terms)!;
        if (say == Say.Needed && charge is null)
        {
            report.Add(path, $"{code}_REQUIRED", $"The terms {terms} ({name.English}) leave {path} to be added, and it is not given.", $"成交方式{name.Chinese}必须填写{chinese}。", $"Fill in {path}, or correct the terms.");
        }
        else if (say == Say.Forbidden && charge is not null)
        {
            report.Add(path, $"{code}_FORBIDDEN", $"{english} is in the price already by the terms {terms} ({name.English}).", $"成交方式{name.Chinese}不应填写{chinese}。", $"Leave {path} out, or correct the terms.");
        }
    }

    private static void Shape(Charge? charge, string path, string code, string english, string chinese, CodeList marks, FormReport report)
    {
        if (charge is null)
        {
            return;
        }

        if (!marks.Contains(charge.Mark))
        {
            report.Add($"{path}.mark", $"{code}_MARK_UNKNOWN", $"{english} is stated as '{charge.Mark}', which is no mark of it.", $"{chinese}标志错误。", marks.Suggestion);
        }

        Amount(charge, path, code, english, chinese, report);
        if (charge.Mark == "1" && charge.Currency.Length > 0)
        {
            report.Forbidden($"{path}.currency", $"{code}_CURRENCY", $"Currency of {path}", $"{chinese}币制", "a rate has no currency");
        }
        else if (charge.Mark != "1" && charge.Currency.Length == 0)
        {
            report.Missing($"{path}.currency", $"{code}_CURRENCY", $"Currency of {path}", $"{chinese}币制");
        }
    }

    private static void Amount(Charge charge, string path, string code, string english, string chinese, FormReport report)
    {
        // Other charges may take from the value: only they may be negative.
        if (charge.Amount is not { } amount)
        {
            report.Missing($"{path}.amount", $"{code}_AMOUNT", $"Amount of {path}", $"{chinese}金额");
        }
        else if (amount == 0m || (amount < 0m && path != "other_charges"))
        {
            report.Add($"{path}.amount", $"{code}_AMOUNT_NOT_POSITIVE", $"{english} of {FormReport.Text(amount)} says nothing.", $"{chinese}必须大于零。", "Write the true amount, or leave the charge out.");
        }
        else if (!FormReport.Fits(amount, Decimals))
        {
            report.Add($"{path}.amount", $"{code}_AMOUNT_OUT_OF_RANGE", $"{english} does not fit 14 digits and 5 decimals.", $"{chinese}超出精度范围。", "Write the true amount.");
        }
        else if (charge.Mark == "1" && Math.Abs(amount) > HighestRate)
        {
            report.Add($"{path}.amount", $"{code}_RATE_TOO_HIGH", $"{english} of {FormReport.Text(amount)} % is above the value of the goods.", $"{chinese}率超过100%。", "A rate is in percent: write 0.3 for 0.3 %. For a total use mark 3.");
        }
    }
}
