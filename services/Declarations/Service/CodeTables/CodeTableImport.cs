using Clearance.Contracts.Declaration.V1;
using Clearance.Declarations.Domain.Codes;
using Clearance.Engine;
using Clearance.Hosting;
using Clearance.Kernel;
using Grpc.Core;
using CodeList = Clearance.Declarations.Domain.Codes.CodeList;
using CodeTable = Clearance.Declarations.Domain.Codes.CodeTable;

namespace Clearance.Declarations.CodeTables;

/// <summary>Takes in a whole parameter table: read and checked here, decided and stored in one message.</summary>
internal sealed class CodeTableImport(DeclarationsDefinition definition, IEngine<DeclarationsDefinition> engine, IReader<DeclarationsDefinition> reader)
{
    /// <summary>Bytes that a table may have unpacked: 50,000 codes of 320 bytes.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    /// <summary>Why a file that is no CSV is refused.</summary>
    public const string Unreadable = "CODE_TABLE_UNREADABLE";

    private const int ShortestId = 4;
    private const int LongestId = 32;
    private const int LongestNote = 200;

    /// <summary>Changes that the answer names; all of them come by CompareCodeTables.</summary>
    private const int NamedChanges = 1000;

    public async Task<ImportCodeTableResponse> RunAsync(string list, ImportCodeTableRequest request, ServerCallContext context)
    {
        var effective = Check(request);
        var csv = CsvContent.Unpack(request.Content.Memory, MostBytes, Unreadable);
        using var text = CsvContent.Open(csv);
        var reading = CodeTableFile.Read(list, request.CodeTableId, text);
        if (reading.List is not { } codes)
        {
            return new ImportCodeTableResponse { Errors = { reading.Errors.Select(ToWire) }, ErrorCount = reading.ErrorCount };
        }

        var import = new ImportCodeTable(
            list, request.CodeTableId, effective, request.Note.Trim(), codes.Entries.Length, CsvContent.HashOf(csv), CsvContent.Pack(csv));
        var (key, command) = (CodeTable.KeyOf(list, import.Table), context.Command(request));
        var changes = CodeTableComparison.Of(definition.Codes.On(effective).Find(list)!, codes).ToArray();
        ImportCodeTableResponse Answer(CodeTable table) => new()
        {
            CodeTable = CodeTableWriter.Write(table), Changes = { changes.Take(NamedChanges).Select(CodeTableWriter.Write) }, ChangeCount = changes.Length,
        };

        if (request.ValidateOnly)
        {
            var there = await reader.FindAsync(DeclarationsTables.CodeTables, key, context.CancellationToken);
            var decision = CodeTableRules.Decide(there?.State, import, new Occasion(command.Time, command.Actor, command.Id));
            return Answer(decision.State ?? throw new RefusedException(decision.Refusal!));
        }

        var answer = await engine.SendAsync(DeclarationsTables.CodeTables, key, import, command, Answer, context.CancellationToken);
        await definition.Codes.LoadAsync(reader, context.CancellationToken);
        return answer;
    }

    private static DateOnly Check(ImportCodeTableRequest request)
    {
        var violations = new List<Violation>();
        void Require(bool holds, string field, string code, string text, string textZh, string suggestion)
        {
            if (!holds)
            {
                violations.Add(new Violation(field, code, text, suggestion) { TextZh = textZh });
            }
        }

        Require(
            request.CodeTableId.Length is >= ShortestId and <= LongestId && request.CodeTableId.All(sign => char.IsAsciiLetterLower(sign) || char.IsAsciiDigit(sign) || sign == '-'),
            "code_table_id", "ID_MALFORMED", "Not an id.", "编号格式错误。", $"Give {ShortestId} to {LongestId} small letters, digits and dashes, e.g. official-2019.");
        Require(request.CodeTableId != CodeList.ShippedTable, "code_table_id", "ID_TAKEN", "The id of the table that the suite ships.", "该编号为内置代码表所用。", "Take another id, e.g. official-2019.");
        Require(request.Note.Trim().Length <= LongestNote, "note", "NOTE_TOO_LONG", "Too long.", "备注过长。", $"Note at most {LongestNote} characters.");
        var effective = request.EffectiveDate?.ToKernel();
        Require(effective is not null, "effective_date", "DATE_MALFORMED", "Not a day of the calendar.", "日期无效。", "Give year, month and day of the first declaration that the table is used for.");
        return violations.Count == 0
            ? effective!.Value
            : throw new RefusedException(Refusal.Invalid("FIELDS_INVALID", "The table cannot be imported under these terms.", [.. violations]) with { MessageZh = "导入参数有误。" });
    }

    private static ImportCodeTableResponse.Types.LineError ToWire(CodeTableError error) =>
        new() { Line = error.Line, Column = error.Column, Text = error.Text, ChineseText = error.TextZh };
}
