using Clearance.Kernel;
using Clearance.Releases.Domain;
using Clearance.Releases.Mapping;

namespace Clearance.Releases.Endpoints;

/// <summary>Collects everything that is wrong with the shape of a request, so that the caller hears all of it at once.</summary>
internal sealed class RequestCheck
{
    /// <summary>Codes of the code list transport-modes.</summary>
    private const string TransportModes = "0123456789GHLPSTWXYZ";

    private readonly List<Violation> _violations = [];

    /// <summary>Notes one violation.</summary>
    public void Add(string field, string code, string text, string suggestion) =>
        _violations.Add(new Violation(field, code, text, suggestion) { TextZh = ChineseOf(code) });

    /// <summary>Notes a violation where a condition does not hold.</summary>
    public void That(bool holds, string field, string code, string text, string suggestion)
    {
        if (!holds)
        {
            Add(field, code, text, suggestion);
        }
    }

    /// <summary>What a code means, in Chinese: the English sentence has the particulars.</summary>
    private static string ChineseOf(string code) => code switch
    {
        "FIELD_REQUIRED" => "必须填写。",
        "TOO_SHORT" => "内容过短。",
        "TOO_LONG" => "内容超出允许长度。",
        "SIGNS_INVALID" => "含有不允许的字符。",
        "OFFICE_UNKNOWN" => "关区代码应为4位数字。",
        "TRANSPORT_MODE_UNKNOWN" => "运输方式代码无效。",
        "BILL_INVALID" => "提运单号无效。",
        "CONTAINER_INVALID" => "集装箱号或其校验码错误。",
        "VALUE_UNKNOWN" => "未填写或取值无效。",
        _ => "填写的内容不符合要求。",
    };

    /// <summary>Ends the check.</summary>
    /// <exception cref="RefusedException">Something is wrong.</exception>
    public void Done()
    {
        if (_violations.Count > 0)
        {
            throw new RefusedException(Refusal.Invalid(
                "FIELDS_INVALID", $"{_violations.Count} field(s) are wrong: {_violations[0].Field}: {_violations[0].Text}",
                [.. _violations]) with
            {
                MessageZh = $"请求中有{_violations.Count}项不符合要求：{_violations[0].Field}",
            });
        }
    }

    /// <summary>A text between two lengths, without blanks around it.</summary>
    public string Text(string field, string value, int min, int max)
    {
        var text = value.Trim();
        if (text.Length < min)
        {
            Add(field, text.Length == 0 ? "FIELD_REQUIRED" : "TOO_SHORT", text.Length == 0 ? "Empty." : $"Shorter than {min} signs.",
                "Fill it in.");
        }

        That(text.Length <= max, field, "TOO_LONG", $"Longer than {max} signs.", $"Shorten it to {max} signs.");
        That(!text.Any(sign => char.IsControl(sign) && sign is not '\n'), field, "SIGNS_INVALID", "Has control signs.", "Send plain text.");
        return text;
    }

    /// <summary>A customs office of four digits.</summary>
    public string Office(string field, string value)
    {
        That(IsDigits(value, 4), field, "OFFICE_UNKNOWN", $"'{value}' is not a customs office.",
            "Send the 4 digits of the office, e.g. 0902.");
        return value;
    }

    /// <summary>A mode of transport of the code list.</summary>
    public string TransportMode(string field, string value)
    {
        That(value.Length == 1 && TransportModes.Contains(value[0], StringComparison.Ordinal), field, "TRANSPORT_MODE_UNKNOWN",
            $"'{value}' is not in the code list transport-modes.", "Send its code, e.g. 2 water, 5 air.");
        return value;
    }

    /// <summary>A bill of lading number.</summary>
    public string Bill(string field, string value)
    {
        var text = Text(field, value, 1, 40);
        That(text.Length == 0 || GoodsNumbers.BillKey(text).Length > 0, field, "BILL_INVALID",
            $"'{text}' has no letter or digit.", "Send the number as printed on the bill.");
        return text;
    }

    /// <summary>A container number with its check digit, as a key.</summary>
    public string Container(string field, string value)
    {
        var number = GoodsNumbers.ContainerKey(value);
        That(GoodsNumbers.IsContainer(number), field, "CONTAINER_INVALID",
            $"'{value}' is not a container number, or its check digit does not fit (ISO 6346).",
            "Send owner code, category, serial and check digit, e.g. CSQU3054383.");
        return number;
    }

    /// <summary>A word that must be given.</summary>
    public TWord Word<TWord, TContract>(string field, TContract value)
        where TWord : struct, Enum
        where TContract : struct, Enum
    {
        var word = Words.ToDomain<TWord, TContract>(value);
        That(word is not null, field, "VALUE_UNKNOWN", "Not given, or not a value that is known.",
            $"Send one of {string.Join(", ", Enum.GetValues<TWord>().Select(w => w.Upper()))}.");
        return word ?? default;
    }

    /// <summary>A word that may be left out.</summary>
    public TWord? OptionalWord<TWord, TContract>(string field, TContract value)
        where TWord : struct, Enum
        where TContract : struct, Enum =>
        Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture) == 0 ? null : Word<TWord, TContract>(field, value);

    /// <summary>True for so many digits.</summary>
    public static bool IsDigits(string value, int length) => value.Length == length && value.All(char.IsAsciiDigit);

    /// <summary>Key of a resource name; a name of another form is a name of nothing.</summary>
    /// <exception cref="RefusedException">It is not a name of the collection.</exception>
    public static string KeyOf(string name, string collection)
    {
        var prefix = collection + "/";
        return name.StartsWith(prefix, StringComparison.Ordinal) && name.Length > prefix.Length && !name.AsSpan(prefix.Length).Contains('/')
            ? name[prefix.Length..]
            : throw NoSuch(name);
    }

    /// <summary>There is no such resource, or it is not the caller's to see.</summary>
    public static RefusedException NoSuch(string name) => new(Refusal.NotFound("RESOURCE_NOT_FOUND", $"There is no {name}."));
}
