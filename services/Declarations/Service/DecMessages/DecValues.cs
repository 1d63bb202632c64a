using System.Globalization;
using Clearance.Kernel;

namespace Clearance.Declarations.DecMessages;

/// <summary>Values of a message: what is no number or day becomes a violation of the form's field, and counts as empty.</summary>
internal sealed class DecValues
{
    private readonly List<Violation> _malformed = [];

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<Violation> Malformed => _malformed;

    public decimal? Number(string text, string path) => text.Length == 0
        ? null
        : decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : Wrong<decimal>(path, "NUMBER_MALFORMED", $"'{Quote(text)}' is not a number that can be told exactly.", "不是有效数字。", "Write digits with a point, e.g. 1234.5.");

    public int Integer(string text, string path) => text.Length == 0
        ? 0
        : decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && decimal.Truncate(number) == number && number is >= int.MinValue and <= int.MaxValue
            ? (int)number
            : Wrong<int>(path, "NUMBER_MALFORMED", $"'{Quote(text)}' is not a whole number.", "不是有效整数。", "Write digits only.") ?? 0;

    public DateOnly? Day(string text, string path) => text.Length == 0
        ? null
        : DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : Wrong<DateOnly>(path, "DATE_MALFORMED", $"'{Quote(text)}' is not a day written as yyyyMMdd.", "日期格式应为yyyyMMdd。", "Write it like 20181023.");

    /// <summary>1 is yes, 0 is no, 9 or nothing is not answered.</summary>
    public bool? Answer(string answers, int position, string path) => (answers.Length > position ? answers[position] : '9') switch
    {
        '1' => true,
        '0' => false,
        '9' or ' ' => null,
        var other => Wrong<bool>(path, "VALUE_UNKNOWN", $"'{other}' at place {position + 1} of PromiseItmes is no answer.", "承诺事项取值错误。", "Write 1, 0 or 9 for each question."),
    };

    public T? Wrong<T>(string path, string code, string text, string textZh, string suggestion)
        where T : struct
    {
        _malformed.Add(new Violation($"declaration.{path}", code, text, suggestion) { TextZh = textZh, Rule = "SHAPE/1" });
        return null;
    }

    private static string Quote(string text) => text.Length <= 40 ? text : $"{text[..40]}…";
}
