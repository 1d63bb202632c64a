using System.Collections.Immutable;
using System.Globalization;
using Clearance.Declarations.Domain.Form;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain.Codes;

/// <summary>One mistake in the file of a parameter table.</summary>
/// <param name="Line">Number of the line, from 1.</param>
/// <param name="Column">Name of the column; empty when the line as a whole is wrong.</param>
/// <param name="Text">What is wrong, and what would be right, in English.</param>
/// <param name="TextZh">The same in Chinese.</param>
public sealed record CodeTableError(int Line, string Column, string Text, string TextZh);

/// <summary>What the file of a parameter table holds: the list, or every mistake in it.</summary>
/// <param name="List">The list; null when there is a mistake.</param>
/// <param name="Errors">The mistakes, by line; the first <see cref="CodeTableFile.MostErrors"/>.</param>
/// <param name="ErrorCount">All mistakes.</param>
public sealed record CodeTableReading(CodeList? List, ImmutableArray<CodeTableError> Errors, int ErrorCount);

/// <summary>Reads a parameter table from CSV. Nothing is taken when anything is wrong.</summary>
public sealed class CodeTableFile
{
    /// <summary>Mistakes that are told of; more than that is another file.</summary>
    public const int MostErrors = 1000;

    /// <summary>Codes that a table may have: the longest official one, of ports, has some 5,000.</summary>
    public const int MostCodes = 50_000;

    private const int LongestName = 200;

    /// <summary>Where no field of the form bounds the codes of a list.</summary>
    private const int UsualLongestCode = 32;

    private readonly List<CodeTableError> _errors = [];
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);
    private readonly ImmutableArray<CodeEntry>.Builder _entries = ImmutableArray.CreateBuilder<CodeEntry>();
    private readonly int _longestCode;
    private int _errorCount;

    private CodeTableFile(int longestCode) => _longestCode = longestCode;

    /// <summary>The columns, in order.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["code", "name_en", "name_zh", "valid_from", "valid_to"];

    /// <summary>Reads the file of a table of a list.</summary>
    public static CodeTableReading Read(string list, string table, TextReader reader)
    {
        // A code that no field of the form can hold is a mistake of the file, most often of its columns.
        var file = new CodeTableFile(FormCatalogue.Fields.Where(field => field.List == list && field.Length > 0).Max(field => (int?)field.Length) ?? UsualLongestCode);
        file.ReadRows(reader);
        return new CodeTableReading(
            file._errorCount == 0 ? new CodeList(list, file._entries.ToImmutable()) { Table = table } : null, [.. file._errors], file._errorCount);
    }

    /// <summary>An entry as the file writes it.</summary>
    public static ImmutableArray<string> Write(CodeEntry entry) => [entry.Code, entry.English, entry.Chinese, Write(entry.FirstDay), Write(entry.LastDay)];

    private static string Write(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? string.Empty;

    private void ReadRows(TextReader reader)
    {
        var headed = false;
        foreach (var (line, values) in CsvRows.Read(reader))
        {
            if (!headed)
            {
                // A file whose columns are not ours would give thousands of mistakes that say nothing.
                if (values is null || !values.SequenceEqual(Columns))
                {
                    Add(line, string.Empty, $"The first line names the columns: {string.Join(',', Columns)}.", $"首行应为列名：{string.Join(',', Columns)}。");
                    return;
                }

                headed = true;
            }
            else if (_entries.Count == MostCodes)
            {
                Add(line, string.Empty, $"A table has at most {MostCodes} codes.", $"代码表最多{MostCodes}行。");
                return;
            }
            else
            {
                ReadRow(line, values);
            }
        }

        if (_errorCount == 0 && _entries.Count == 0)
        {
            Add(1, string.Empty, "The file has no codes.", "文件中没有代码。");
        }
    }

    private void ReadRow(int line, string[]? values)
    {
        if (values is null || values.Length != Columns.Count)
        {
            Add(line, string.Empty, $"A line has {Columns.Count} values, quotation marks closed.", $"每行应有{Columns.Count}个值，引号须成对。");
            return;
        }

        var before = _errorCount;
        var (code, english, chinese) = (values[0], values[1].Trim(), values[2].Trim());
        CheckCode(line, code);
        CheckName(line, "name_en", english);
        CheckName(line, "name_zh", chinese);
        var (first, last) = (Day(line, "valid_from", values[3]), Day(line, "valid_to", values[4]));
        if (first > last)
        {
            Add(line, "valid_to", "The last day is before the first.", "失效日期早于生效日期。");
        }

        if (_errorCount == before)
        {
            _entries.Add(new CodeEntry(code, english.Length == 0 ? chinese : english, chinese, first, last));
        }
    }

    private void CheckCode(int line, string code)
    {
        if (code.Length is 0 || code.Length > _longestCode || !code.All(IsSign))
        {
            Add(line, "code", $"A code of this list has 1 to {_longestCode} ASCII signs without blank, slash and quotation mark.", $"代码应为1至{_longestCode}个ASCII字符，不含空格、斜杠和引号。");
        }
        else if (!_lines.TryAdd(code, line))
        {
            Add(line, "code", $"Line {_lines[code]} has {code} already; a code stands in a table once.", $"代码{code}与第{_lines[code]}行重复。");
        }
    }

    private void CheckName(int line, string column, string name)
    {
        if (name.Length > LongestName || name.Any(char.IsControl))
        {
            Add(line, column, $"A name has at most {LongestName} signs, none of them a control sign.", $"名称不得超过{LongestName}个字符，且不含控制字符。");
        }
    }

    private DateOnly? Day(int line, string column, string text)
    {
        if (text.Length > 0 && !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            Add(line, column, "Not a day; write it like 2018-10-23, or leave it empty for no limit.", "日期无效，应如2018-10-23，无限期则留空。");
            return null;
        }

        return text.Length == 0 ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private void Add(int line, string column, string text, string textZh)
    {
        _errorCount++;
        if (_errors.Count < MostErrors)
        {
            _errors.Add(new CodeTableError(line, column, text, textZh));
        }
    }

    private static bool IsSign(char sign) => sign is > ' ' and < '\x7f' and not ('/' or '"' or '\\');
}
