using Clearance.Declarations.Domain.Codes;
using Clearance.Hosting;
using V1 = Clearance.Contracts.Declaration.V1;

namespace Clearance.Declarations.CodeTables;

/// <summary>Parameter tables for the wire.</summary>
internal static class CodeTableWriter
{
    /// <summary>Resource name of a table.</summary>
    public static string NameOf(string list, string id) => $"codeLists/{list}/codeTables/{id}";

    public static V1.CodeTable Write(CodeTable table) => new()
    {
        Name = NameOf(table.List, table.Id),
        EffectiveDate = table.EffectiveDate.ToWire(),
        Note = table.Note,
        CodeCount = table.CodeCount,
        ContentHash = table.ContentHash,
        Importer = table.Importer,
        CreateTime = table.CreateTime.ToWire(),
    };

    /// <summary>The table that the suite ships: it was not imported, and has no first day.</summary>
    public static V1.CodeTable Write(CodeList shipped) => new()
    {
        Name = NameOf(shipped.Name, shipped.Table),
        Note = "What the suite ships of the official list. 系统内置的官方代码表节选。",
        CodeCount = shipped.Entries.Length,
    };

    public static V1.CodeTableChange Write(CodeChange change) => new()
    {
        Code = change.Code,
        Columns =
        {
            change.Columns.Select(column => new V1.CodeTableChange.Types.ColumnChange { Column = column.Column, Before = column.Before, After = column.After }),
        },
    };
}
