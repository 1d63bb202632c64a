using System.Globalization;
using Clearance.Kernel;
using WireDate = Google.Type.Date;
using WireMoney = Google.Type.Money;

namespace Clearance.Hosting;

/// <summary>Reads the fields of a request and notes everything that is wrong with them, so that the caller hears of it at once.</summary>
public sealed class RequestFields
{
    /// <summary>An amount above this is a slip of the pen: nobody in the territory owes or stands for more.</summary>
    public const decimal LargestAmount = 100_000_000_000m;

    private readonly List<Violation> _violations = [];

    /// <summary>True while nothing is wrong.</summary>
    public bool AreValid => _violations.Count == 0;

    /// <summary>Notes a violation.</summary>
    public void Add(Violation violation) => _violations.Add(violation);

    /// <summary>Refuses when anything is wrong, with all of it.</summary>
    /// <exception cref="RefusedException">Something is wrong.</exception>
    public void Check()
    {
        if (!AreValid)
        {
            throw new RefusedException(Refusal.Invalid("FIELDS_INVALID", "One or more fields are wrong; see each of them.", [.. _violations]));
        }
    }

    /// <summary>A text of 1 to <paramref name="longest"/> signs, trimmed.</summary>
    public string Text(string field, string value, int longest)
    {
        if (Optional(field, value, longest) is { } text)
        {
            return text;
        }

        Required(field);
        return string.Empty;
    }

    /// <summary>A text of up to <paramref name="longest"/> signs, trimmed; null when there is none.</summary>
    public string? Optional(string field, string value, int longest)
    {
        var text = value.Trim();
        if (text.Length > longest)
        {
            Add(new Violation(field, "TEXT_TOO_LONG", $"Longer than {longest} signs.", $"Use {longest} signs at most.") { TextZh = $"超过 {longest} 个字符。" });
        }

        return text.Length == 0 ? null : text;
    }

    /// <summary>The key in an optional resource name; null when there is none.</summary>
    public string? Key(string field, string value, string collection)
    {
        if (value.Length == 0 || value.Split('/') is [var prefix, { Length: > 0 and <= 64 }] && prefix == collection)
        {
            return value.Length == 0 ? null : value[(collection.Length + 1)..];
        }

        Add(new Violation(field, "NAME_INVALID", "Not a resource name of its kind.", $"Send a name like {collection}/01k9x5, as the service gave it."));
        return null;
    }

    /// <summary>A value of a closed list.</summary>
    public void Choice<TEnum>(string field, TEnum value)
        where TEnum : struct, Enum
    {
        if (Convert.ToInt32(value, CultureInfo.InvariantCulture) == 0)
        {
            Required(field);
        }
        else
        {
            Known(field, value);
        }
    }

    /// <summary>A value of a closed list, or none.</summary>
    public void Known<TEnum>(string field, TEnum value)
        where TEnum : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            Add(new Violation(field, "VALUE_UNKNOWN", "Not a value of the list.", "Use a value that the contract names.") { TextZh = "不是列表中的值。" });
        }
    }

    /// <summary>A USCC with a check digit that fits.</summary>
    public string Uscc(string field, string value)
    {
        var code = Text(field, value, 18);
        if (code.Length > 0 && !Kernel.Uscc.IsValid(code))
        {
            Add(new Violation(field, "USCC_INVALID", "Not a unified social credit code: its length, signs or check digit are wrong.", "Compare the 18 signs with the business licence.")
            {
                TextZh = "统一社会信用代码有误：长度、字符或校验位不符。",
            });
        }

        return code;
    }

    /// <summary>A customs office of 4 digits.</summary>
    public string Office(string field, string value)
    {
        var office = Text(field, value, 4);
        if (office.Length > 0 && !(office.Length == 4 && office.All(char.IsAsciiDigit)))
        {
            Add(new Violation(field, "OFFICE_INVALID", "Not a customs office code.", "Give the 4 digits of the office, e.g. 0900 for Dalian Customs.") { TextZh = "关区代码有误。" });
        }

        return office;
    }

    /// <summary>An amount in CNY above zero, to the fen.</summary>
    public Money Amount(string field, WireMoney? value)
    {
        if (value is null)
        {
            Required(field);
            return Money.Zero;
        }

        var (code, text, suggestion) = value.ToKernel() switch
        {
            null => ("AMOUNT_INVALID", "Not an amount: signs of units and nanos differ, or the currency is not three letters.", "Send currency_code, units and nanos as google.type.Money says."),
            { Currency: not Money.Yuan } => ("CURRENCY_NOT_CNY", "Not in CNY.", "Amounts of customs are in CNY; send currency_code CNY."),
            { Amount: <= 0m } => ("AMOUNT_NOT_POSITIVE", "Not above zero.", "Send an amount above zero."),
            { Amount: > LargestAmount } => ("AMOUNT_TOO_LARGE", $"Above {LargestAmount:0} CNY.", "Check the number of digits."),
            { } money when money.RoundToFen() != money => ("AMOUNT_TOO_FINE", "Finer than a fen.", "Send two decimals at most."),
            _ => default,
        };
        if (code is null)
        {
            return value.ToKernel()!.Value;
        }

        Add(new Violation(field, code, text, suggestion));
        return Money.Zero;
    }

    /// <summary>A calendar day.</summary>
    public DateOnly? Date(string field, WireDate? value)
    {
        var date = value.ToKernel();
        if (value is null)
        {
            Required(field);
        }
        else if (date is null)
        {
            Add(new Violation(field, "DATE_INVALID", "Not a day of the calendar.", "Send year, month and day.") { TextZh = "日期有误。" });
        }

        return date;
    }

    private void Required(string field) => Add(new Violation(field, "FIELD_REQUIRED", "Missing.", "Fill it in.") { TextZh = "必填项。" });
}
