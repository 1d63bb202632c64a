using System.Globalization;
using Clearance.Contracts.Declaration.V1;
using Clearance.Declarations.CodeTables;
using Clearance.Declarations.Domain.Codes;
using Clearance.Declarations.Domain.Form;
using Clearance.Engine;
using Clearance.Engine.Query;
using Clearance.Hosting;
using Clearance.Kernel;
using Grpc.Core;
using CodeList = Clearance.Contracts.Declaration.V1.CodeList;
using CodeTable = Clearance.Contracts.Declaration.V1.CodeTable;
using Shelved = Clearance.Declarations.Domain.Codes.CodeList;

namespace Clearance.Declarations.Grpc;

/// <summary>The code lists and their parameter tables.</summary>
internal sealed class CodeListEndpoint(
    DeclarationsDefinition definition, IEngine<DeclarationsDefinition> engine, IReader<DeclarationsDefinition> reader, TimeProvider clock)
    : CodeListService.CodeListServiceBase
{
    private const string Prefix = "codeLists/";

    public override Task<ListCodeListsResponse> ListCodeLists(ListCodeListsRequest request, ServerCallContext context) => Task.FromResult(new ListCodeListsResponse
    {
        CodeLists =
        {
            definition.Codes.On(Today).Lists.Select(list => new CodeList
            {
                Name = Prefix + list.Name,
                CodeCount = list.Codes.Count,
                Fields = { FormCatalogue.Fields.Where(field => field.List == list.Name).Select(field => field.Path) },
                CodeTable = CodeTableWriter.NameOf(list.Name, list.Table),
            }),
        },
    });

    public override Task<Code> GetCode(GetCodeRequest request, ServerCallContext context) => request.Name.Split('/') is ["codeLists", var name, "codes", var code]
        && ListOn(Today, Prefix + name) is var list && list.Find(code) is { } entry
            ? Task.FromResult(Write(list.Name, entry))
            : throw Names.NotFound();

    public override Task<ListCodesResponse> ListCodes(ListCodesRequest request, ServerCallContext context)
    {
        var day = QueryDays.Of(request.Date, "date");
        var list = ListOn(day ?? Today, request.Parent);
        var query = string.Create(CultureInfo.InvariantCulture, $"{request.Parent}/{list.Table}/{request.Prefix}/{request.Text}/{request.Date}");
        var (size, after) = (PageToken.SizeOf(request.PageSize), PageToken.Read(request.PageToken, query)?.Key);
        var entries = list.Entries
            .SkipWhile(entry => after is not null && entry.Code != after)
            .Skip(after is null ? 0 : 1)
            .Where(entry => entry.Code.StartsWith(request.Prefix, StringComparison.Ordinal)
                && (entry.English.Contains(request.Text, StringComparison.OrdinalIgnoreCase) || entry.Chinese.Contains(request.Text, StringComparison.Ordinal))
                && (day is null || entry.HoldsOn(day.Value)))
            .Take(size + 1)
            .ToArray();
        return Task.FromResult(new ListCodesResponse
        {
            Codes = { entries.Take(size).Select(entry => Write(list.Name, entry)) },
            NextPageToken = entries.Length > size ? new PageToken(0, entries[size - 1].Code).Write(query) : string.Empty,
        });
    }

    public override Task<ImportCodeTableResponse> ImportCodeTable(ImportCodeTableRequest request, ServerCallContext context) =>
        new CodeTableImport(definition, engine, reader).RunAsync(ShippedOf(request.Parent).Name, request, context);

    public override async Task<CodeTable> GetCodeTable(GetCodeTableRequest request, ServerCallContext context)
    {
        var (list, id) = TableOf(request.Name);
        return id == Shelved.ShippedTable ? CodeTableWriter.Write(ShippedOf(Prefix + list))
            : await reader.FindAsync(DeclarationsTables.CodeTables, Domain.Codes.CodeTable.KeyOf(list, id), context.CancellationToken) is { } found ? CodeTableWriter.Write(found.State)
            : throw Names.NotFound();
    }

    public override async Task<ListCodeTablesResponse> ListCodeTables(ListCodeTablesRequest request, ServerCallContext context)
    {
        var shipped = ShippedOf(request.Parent);
        var query = new ListQuery(request.PageSize, request.PageToken) { Filters = [Filter.Is("list", shipped.Name)] };
        var page = await reader.ListAsync(DeclarationsTables.CodeTables, query, context.CancellationToken);
        var answer = new ListCodeTablesResponse { CodeTables = { page.Rows.Select(row => CodeTableWriter.Write(row.State)) }, NextPageToken = page.NextPageToken };
        if (page.NextPageToken.Length == 0)
        {
            answer.CodeTables.Add(CodeTableWriter.Write(shipped));
        }

        return answer;
    }

    public override Task<CompareCodeTablesResponse> CompareCodeTables(CompareCodeTablesRequest request, ServerCallContext context)
    {
        var (after, before) = (CodesOf(request.Name), CodesOf(request.Base));
        if (after.Name != before.Name)
        {
            throw Names.NotFound();
        }

        var list = $"{request.Name}/{request.Base}";
        var (size, seen) = (PageToken.SizeOf(request.PageSize), PageToken.Read(request.PageToken, list)?.Position ?? 0);
        var changes = CodeTableComparison.Of(before, after).Skip((int)seen).Take(size + 1).ToArray();
        return Task.FromResult(new CompareCodeTablesResponse
        {
            Changes = { changes.Take(size).Select(CodeTableWriter.Write) },
            NextPageToken = changes.Length > size ? new PageToken(seen + size, string.Empty).Write(list) : string.Empty,
        });
    }

    private DateOnly Today => CustomsTime.DateOf(clock.GetUtcNow());

    private Shelved ListOn(DateOnly day, string name) => definition.Codes.On(day).Find(ShippedOf(name).Name)!;

    /// <summary>Lists come with the suite: a table never makes a new one.</summary>
    private static Shelved ShippedOf(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && CodeBook.Shipped.Find(name[Prefix.Length..]) is { } list ? list : throw Names.NotFound();

    private Shelved CodesOf(string name)
    {
        var (list, id) = TableOf(name);
        return definition.Codes.Find(list, id) ?? throw Names.NotFound();
    }

    private static (string List, string Id) TableOf(string name) =>
        name.Split('/') is ["codeLists", var list, "codeTables", var id] ? (ShippedOf(Prefix + list).Name, id) : throw Names.NotFound();

    private static Code Write(string list, CodeEntry entry) => new()
    {
        Name = $"{Prefix}{list}/codes/{entry.Code}",
        Code_ = entry.Code,
        DisplayName = entry.English,
        ChineseName = entry.Chinese,
        ValidFromDate = entry.FirstDay?.ToWire(),
        ValidToDate = entry.LastDay?.ToWire(),
    };
}
