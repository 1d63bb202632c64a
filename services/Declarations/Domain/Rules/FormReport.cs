using System.Collections.Immutable;
using System.Globalization;
using Clearance.Declarations.Domain.Form;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain.Rules;

/// <summary>Collects everything that is wrong with a form, so that all of it can be said at once.</summary>
internal sealed class FormReport
{
    /// <summary>Longest piece of a wrong value that is quoted back.</summary>
    private const int QuotedLength = 40;

    private readonly List<Violation> _violations = [];
    private readonly HashSet<string> _malformed = [];

    private readonly List<Violation> _warnings = [];
    private readonly DateOnly _day;
    private string _rule = string.Empty;

    /// <summary>Begins with what was found before, e.g. what the edge could not even read; nothing else is said of those fields.</summary>
    /// <param name="malformed">What was found before.</param>
    /// <param name="day">The form is judged by the rules of this day.</param>
    internal FormReport(ImmutableArray<Violation> malformed, DateOnly day)
    {
        _day = day;
        _violations.AddRange(malformed);
        _malformed.UnionWith(malformed.Select(violation => violation.Field));
    }

    /// <summary>What was found, in the order in which it was found.</summary>
    internal ImmutableArray<Violation> Violations => [.. _violations];

    /// <summary>What is worth a look and no reason to refuse.</summary>
    internal ImmutableArray<Violation> Warnings => [.. _warnings];

    /// <summary>Both.</summary>
    internal Findings Findings => new(Violations, Warnings);

    /// <summary>What comes next is judged by a rule, in its version of the day.</summary>
    internal FormReport By(string rule)
    {
        _rule = RuleBook.On(rule, _day).Label;
        return this;
    }

    /// <summary>A warning about the field at a path below <c>declaration</c>.</summary>
    internal void Warn(string path, string code, string english, string chinese, string suggestion) =>
        _warnings.Add(new Violation($"declaration.{path}", code, english, suggestion) { TextZh = chinese, Rule = _rule });

    /// <summary>A violation of the field at a path below <c>declaration</c>.</summary>
    internal void Add(string path, string code, string english, string chinese, string suggestion)
    {
        var field = $"declaration.{path}";
        if (!_malformed.Contains(field))
        {
            _violations.Add(new Violation(field, code, english, suggestion) { TextZh = chinese, Rule = _rule });
        }
    }

    /// <summary>A field that is needed and not given.</summary>
    internal void Missing(string path, string code, string english, string chinese, string stage = "declare") => Add(
        path, $"{code}_REQUIRED", $"{english} is needed to {stage} the form.", $"{chinese}必须填写。", $"Fill in {Last(path)}.");

    /// <summary>A field that must stay empty.</summary>
    internal void Forbidden(string path, string code, string english, string chinese, string because) => Add(
        path, $"{code}_FORBIDDEN", $"{english} must stay empty: {because}.", $"{chinese}不应填写。", $"Leave {Last(path)} out.");

    /// <summary>Checks the text fields of one record that lies at <paramref name="at"/> (empty, or ending in a point).</summary>
    internal void Texts<T>(IReadOnlyList<TextField<T>> fields, T record, string at, Direction? direction, bool declaring)
    {
        var before = _violations.Count;
        foreach (var field in fields)
        {
            var (path, value) = (at + field.Path, field.Read(record));
            if (value.Length == 0)
            {
                Absent(field, path, direction, declaring);
                continue;
            }

            if (field.NeedFor(direction) == Need.Never && declaring)
            {
                Forbidden(path, field.Code, field.English, field.Chinese, $"a form of this direction has none");
            }
            else if (value.Length > field.MaxLength)
            {
                Add(path, $"{field.Code}_TOO_LONG", $"{field.English} has {value.Length} signs, {field.MaxLength} are allowed.", $"{field.Chinese}超过{field.MaxLength}个字符。", "Shorten it.");
            }
            else if (HasControl(value))
            {
                Add(path, $"{field.Code}_MALFORMED", $"{field.English} holds a control character.", $"{field.Chinese}含有控制字符。", "Write plain text on one line.");
            }
        }

        Settle(before);
    }

    /// <summary>What is wrong in itself is said once: no rule across fields adds to it.</summary>
    internal void Settle(int before = 0)
    {
        for (var index = before; index < _violations.Count; index++)
        {
            _malformed.Add(_violations[index].Field);
        }
    }

    /// <summary>Checks the numbers of one record.</summary>
    internal void Numbers<T>(IReadOnlyList<NumberField<T>> fields, T record, string at, Direction? direction, bool declaring)
    {
        var before = _violations.Count;
        foreach (var field in fields)
        {
            var path = at + field.Path;
            if (field.Read(record) is not { } value)
            {
                Absent(field, path, direction, declaring);
            }
            else if (value <= 0m)
            {
                Add(path, $"{field.Code}_NOT_POSITIVE", $"{field.English} is {Text(value)}; it must be above zero.", $"{field.Chinese}必须大于零。", "Write the true figure.");
            }
            else
            {
                Precision(field, path, value, field.Decimals);
            }
        }

        Settle(before);
    }

    /// <summary>True when the number fits so many decimals and the digits before them.</summary>
    internal static bool Fits(decimal value, int decimals) =>
        decimal.Round(value, decimals, MidpointRounding.ToZero) == value && Math.Abs(value) < Limit(decimals);

    /// <summary>A number for a sentence.</summary>
    internal static string Text(decimal value) => value.ToString("0.##########", CultureInfo.InvariantCulture);

    private static bool HasControl(string value)
    {
        foreach (var sign in value)
        {
            if (char.IsControl(sign))
            {
                return true;
            }
        }

        return false;
    }

    private static decimal Limit(int decimals) => decimals == 4 ? 1_000_000_000_000_000m : 100_000_000_000_000m;

    internal static string Quote(string value) => value.Length <= QuotedLength ? value : $"{value[..QuotedLength]}…";

    private static string Last(string path) => path[(path.LastIndexOf('.') + 1)..];

    private void Absent(Field field, string path, Direction? direction, bool declaring)
    {
        var need = field.NeedFor(direction);
        if (need == Need.Save || (need == Need.Declare && declaring))
        {
            Missing(path, field.Code, field.English, field.Chinese, declaring ? "declare" : "save");
        }
    }

    private void Precision(Field field, string path, decimal value, int decimals)
    {
        if (Math.Abs(value) >= Limit(decimals))
        {
            var digits = NumberField<GoodsItem>.TotalDigits - decimals;
            Add(path, $"{field.Code}_OUT_OF_RANGE", $"{field.English} has more than {digits} digits before the point.", $"{field.Chinese}整数部分超过{digits}位。", "Write the true figure.");
        }
        else if (!Fits(value, decimals))
        {
            Add(path, $"{field.Code}_TOO_FINE", $"{field.English} has more than {decimals} decimals.", $"{field.Chinese}小数超过{decimals}位。", $"Round it to {decimals} decimals.");
        }
    }
}
