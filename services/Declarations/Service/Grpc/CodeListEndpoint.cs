using System.Globalization;
using Clearance.Contracts.Declaration.V1;
using Clearance.Declarations.Domain.Codes;
using Clearance.Declarations.Domain.Form;
using Clearance.Engine.Query;
using Clearance.Hosting;
using Grpc.Core;
using CodeList = Clearance.Contracts.Declaration.V1.CodeList;

namespace Clearance.Declarations.Grpc;

/// <summary>The code lists by gRPC and REST.</summary>
internal sealed class CodeListEndpoint : CodeListService.CodeListServiceBase
{
    private const string Prefix = "codeLists/";

    public override Task<ListCodeListsResponse> ListCodeLists(ListCodeListsRequest request, ServerCallContext context) => Task.FromResult(new ListCodeListsResponse
    {
        CodeLists =
        {
            CodeBook.Shipped.Lists.Select(list => new CodeList
            {
                Name = Prefix + list.Name,
                CodeCount = list.Codes.Count,
                Fields = { FormCatalogue.Fields.Where(field => field.List == list.Name).Select(field => field.Path) },
            }),
        },
    });

    public override Task<Code> GetCode(GetCodeRequest request, ServerCallContext context) => request.Name.Split('/') is ["codeLists", var name, "codes", var code]
        && ListOf(Prefix + name) is var list && list.Find(code) is { } entry
            ? Task.FromResult(Write(list.Name, entry))
            : throw Names.NotFound();

    public override Task<ListCodesResponse> ListCodes(ListCodesRequest request, ServerCallContext context)
    {
        var list = ListOf(request.Parent);
        var day = QueryDays.Of(request.Date, "date");
        var query = string.Create(CultureInfo.InvariantCulture, $"{request.Parent}/{request.Prefix}/{request.Text}/{request.Date}");
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

    private static Domain.Codes.CodeList ListOf(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && CodeBook.Shipped.Find(name[Prefix.Length..]) is { } list ? list : throw Names.NotFound();

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
