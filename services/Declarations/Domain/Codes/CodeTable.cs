using System.Text.Json.Serialization;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain.Codes;

/// <summary>
/// A parameter table: a whole code list as customs published it, imported at once and never changed. The lines are in the message that
/// imported it, which the journal keeps and chains; every replica reads them from there.
/// </summary>
/// <param name="List">Name of the code list, e.g. <c>units</c>.</param>
/// <param name="Id">Id among the tables of the list, e.g. <c>official-2019</c>.</param>
/// <param name="EffectiveDate">First day of declaration that it is used for.</param>
/// <param name="Note">What the importer noted.</param>
/// <param name="CodeCount">Codes.</param>
/// <param name="ContentHash">SHA-256 of the CSV, hexadecimal.</param>
/// <param name="Importer">Subject of the importer.</param>
/// <param name="CreateTime">When it was imported.</param>
public sealed record CodeTable(
    string List, string Id, DateOnly EffectiveDate, string Note, int CodeCount, string ContentHash, string Importer, DateTimeOffset CreateTime)
{
    /// <summary>Key of a table of a list.</summary>
    public static string KeyOf(string list, string id) => $"{list}/{id}";

    /// <summary>Tables in the order in which they replace each other: by first day of use, among equals the one imported last wins.</summary>
    public static IEnumerable<T> InOrder<T>(IEnumerable<T> tables, Func<T, CodeTable> of) =>
        tables.OrderBy(table => of(table).EffectiveDate).ThenBy(table => of(table).CreateTime).ThenBy(table => of(table).Id, StringComparer.Ordinal);
}

/// <summary>A message to a parameter table.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "message")]
[JsonDerivedType(typeof(ImportCodeTable), "import_code_table")]
public abstract record CodeTableMessage;

/// <summary>A whole table, read and found right.</summary>
/// <param name="List">Name of the code list.</param>
/// <param name="Table">Id of the table.</param>
/// <param name="EffectiveDate">First day of declaration that it is used for.</param>
/// <param name="Note">What the importer noted.</param>
/// <param name="CodeCount">Codes.</param>
/// <param name="ContentHash">SHA-256 of the CSV, hexadecimal.</param>
/// <param name="Content">The CSV, packed with gzip.</param>
public sealed record ImportCodeTable(
    string List, string Table, DateOnly EffectiveDate, string Note, int CodeCount, string ContentHash, byte[] Content) : CodeTableMessage;

/// <summary>Decides for parameter tables: they come into being and never change.</summary>
public static class CodeTableRules
{
    /// <summary>What follows from a message.</summary>
    public static Decision<CodeTable> Decide(CodeTable? state, CodeTableMessage message, Occasion occasion) => (state, message) switch
    {
        (null, ImportCodeTable import) => new CodeTable(
            import.List, import.Table, import.EffectiveDate, import.Note, import.CodeCount, import.ContentHash, occasion.Actor.Subject, occasion.Time),
        _ => Refusal.Exists("CODE_TABLE_EXISTS", $"The list {state?.List} has a table '{state?.Id}' already, and a table is never changed. Import this one under another id.")
            with { MessageZh = $"代码表{state?.List}已有版本“{state?.Id}”，版本不可更改，请使用其他编号导入。" },
    };
}
