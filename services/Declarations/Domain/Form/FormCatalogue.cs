using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace Clearance.Declarations.Domain.Form;

/// <summary>How an element stands on a form of one direction.</summary>
public enum ElementRule
{
    /// <summary>Must be given.</summary>
    Must,

    /// <summary>Depends on the goods, the regime or another element.</summary>
    Conditional,

    /// <summary>May be given.</summary>
    Optional,

    /// <summary>Set by the system.</summary>
    System,

    /// <summary>Not used.</summary>
    NotUsed,
}

/// <summary>One of the 105 elements of the merged form. The number is a label; its fields have the identity.</summary>
public sealed record FormElement(
    int Number, string Level, string English, string Chinese, string Type, string Length, ElementRule Import, ElementRule Export, string Guidance, string GuidanceZh)
{
    /// <summary>The fields behind the element.</summary>
    public ImmutableArray<FormField> Fields { get; init; } = [];
}

/// <summary>A field of the form as data: what contract, message and rules know it by.</summary>
/// <param name="Element">Number of its element; null for fields outside the 105.</param>
/// <param name="Path">Path below <c>declaration</c> in proto spelling, records that repeat without index.</param>
/// <param name="MessageElements">Table and element of the DecMessage, e.g. <c>DecHead/CustomMaster</c>; two where import and export differ.</param>
/// <param name="Code">First part of its violation codes.</param>
/// <param name="English">Name for people.</param>
/// <param name="Chinese">Name for people.</param>
/// <param name="Kind">text, number, count, date, flag, answer, list, state or instant.</param>
/// <param name="Length">Most signs, or digits in all; 0 where neither says anything.</param>
/// <param name="Decimals">Digits after the point of a number.</param>
/// <param name="Import">When an import needs it.</param>
/// <param name="Export">When an export needs it.</param>
/// <param name="List">Name of its code list; empty for none.</param>
public sealed record FormField(
    int? Element, string Path, ImmutableArray<string> MessageElements, string Code, string English, string Chinese, string Kind, int Length, int Decimals, Need Import, Need Export, string List);

/// <summary>The merged form as data: its 105 elements and the fields behind them, from the project's own data files.</summary>
public static class FormCatalogue
{
    /// <summary>Every field, in the order of the form.</summary>
    public static ImmutableArray<FormField> Fields { get; } = [.. DataFile.Rows("form-fields.txt").Select(Field)];

    /// <summary>The elements, by number.</summary>
    public static ImmutableArray<FormElement> Elements { get; } = [.. DataFile.Rows("form-elements.txt").Select(Element)];

    private static readonly FrozenDictionary<string, FormField> s_byPath =
        Fields.Where(field => field.Import != Need.System).DistinctBy(field => field.Path).ToFrozenDictionary(field => field.Path, StringComparer.Ordinal);

    /// <summary>The field that a declarant gives at a path.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static FormField At(string path) => s_byPath[path];

    /// <summary>Text fields of one table of the DecMessage: element and path.</summary>
    public static IEnumerable<(string MessageElement, string Path)> TextsOf(string table) =>
        from field in Fields
        where field.Kind == "text" && field.Import != Need.System
        from element in field.MessageElements
        where element.StartsWith($"{table}/", StringComparison.Ordinal)
        select (element[(table.Length + 1)..], field.Path);

    private static FormField Field(ImmutableArray<string> row)
    {
        var length = row[7].Split('.');
        return new FormField(
            row[0].Length == 0 ? null : Number(row[0]),
            row[1],
            [.. row[2].Split(',', StringSplitOptions.RemoveEmptyEntries)],
            row[3], row[4], row[5], row[6],
            length[0].Length == 0 ? 0 : Number(length[0]),
            length.Length > 1 ? Number(length[1]) : 0,
            Enum.Parse<Need>(row[8], ignoreCase: true),
            Enum.Parse<Need>(row[9], ignoreCase: true),
            row[10]);
    }

    private static FormElement Element(ImmutableArray<string> row) =>
        new(Number(row[0]), row[1], row[2], row[3], row[4], row[5], Rule(row[6]), Rule(row[7]), row[8], row[9])
        {
            Fields = [.. Fields.Where(field => field.Element == Number(row[0]))],
        };

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static ElementRule Rule(string sign) => sign switch
    {
        "M" => ElementRule.Must,
        "C" => ElementRule.Conditional,
        "O" => ElementRule.Optional,
        "S" => ElementRule.System,
        "N" => ElementRule.NotUsed,
        _ => throw new InvalidOperationException($"'{sign}' is no rule of an element."),
    };
}

/// <summary>Makes the fields of one record from their rows in the catalogue.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="scope">Path of the record; empty for the form itself.</param>
internal sealed class FieldTable<T>(string scope)
{
    /// <summary>The text field at a path below the record.</summary>
    internal TextField<T> Text(string path, Func<T, string> read, Func<T, string, T> write)
    {
        var field = At(path);
        return new TextField<T>(path, field.Code, field.English, field.Chinese, field.Length, read, write)
        {
            List = field.List.Length == 0 ? null : Codes.CodeLists.Of(field.List), Import = field.Import, Export = field.Export,
        };
    }

    /// <summary>The number at a path below the record.</summary>
    internal NumberField<T> Number(string path, Func<T, decimal?> read, Func<T, decimal?, T> write)
    {
        var field = At(path);
        return new NumberField<T>(path, field.Code, field.English, field.Chinese, field.Decimals, read, write) { Import = field.Import, Export = field.Export };
    }

    private FormField At(string path) => FormCatalogue.At(scope.Length == 0 ? path : $"{scope}.{path}");
}
