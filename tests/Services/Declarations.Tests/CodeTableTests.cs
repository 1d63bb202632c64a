using System.Globalization;
using System.Text;
using Clearance.Contracts.Declaration.V1;
using Clearance.Declarations.Domain.Codes;
using Clearance.Hosting;
using Clearance.Kernel;
using Google.Protobuf;
using Grpc.Core;
using CodeList = Clearance.Declarations.Domain.Codes.CodeList;

namespace Clearance.Declarations.Tests;

/// <summary>Whole code lists come in by one call, count from a day on, and are never changed. Each test has a list of its own.</summary>
public sealed class CodeTableTests(Window window) : IClassFixture<Window>
{
    private const string Header = "code,name_en,name_zh,valid_from,valid_to\n";

    [Fact]
    public async Task A_table_counts_from_its_first_day_in_lookup_and_in_forms()
    {
        var shipped = CodeLists.Of("package-kinds");
        var csv = Csv(shipped.Entries.Where(entry => entry.Code != "22")) + "77,Woven bag,编织袋,,\n";
        var form = Window.Form("TABLE-1");
        Assert.Contains("codeLists/package-kinds/codeTables/shipped", (await TableInForceAsync("package-kinds")), StringComparison.Ordinal);

        var answer = await ImportAsync("package-kinds", "official-2018", "2018-10-23", csv);
        var later = await ImportAsync("package-kinds", "official-2019", "2019-01-01", Csv(shipped.Entries));

        Assert.Equal(("codeLists/package-kinds/codeTables/official-2018", shipped.Entries.Length, 64), (answer.CodeTable.Name, answer.CodeTable.CodeCount, answer.CodeTable.ContentHash.Length));
        Assert.Equal(["22:code", "77:code"], answer.Changes.Select(change => $"{change.Code}:{change.Columns[0].Column}"));
        Assert.Equal(2, later.ChangeCount);
        var fault = await Assert.ThrowsAsync<RpcException>(() => window.LodgeAsync(form));
        Assert.Equal("package_kind", fault.GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>()!.FieldViolations.Single().Field.Split('.')[^1]);
        form.PackageKind = "77";
        Assert.Equal(18, (await window.LodgeAsync(form)).DeclarationNumber.Length);
        Assert.Equal(("codeLists/package-kinds/codeTables/official-2018", "编织袋"), (await TableInForceAsync("package-kinds"), await NameAsync("package-kinds", "77", "")));
        Assert.Equal("编织袋", await NameAsync("package-kinds", "77", "2018-12-31"));
        Assert.Equal("", await NameAsync("package-kinds", "77", "2019-01-01"));
        Assert.Equal("", await NameAsync("package-kinds", "77", "2018-10-22"));
    }

    [Fact]
    public async Task A_file_with_mistakes_is_not_taken_and_every_mistake_has_its_line_and_both_languages()
    {
        const string Rows = "# a note\nA1,,,,\n1,One,一,,\n1,Again,又,,\n\"2,,,,\n3,,,2018-02-30,\n4,,,2019-01-01,2018-01-01\n5\n";

        var answer = await ImportAsync("terms", "official-2018", "2018-10-23", Header + Rows);

        Assert.Equal([(3, "code"), (5, "code"), (6, ""), (7, "valid_from"), (8, "valid_to"), (9, "")], answer.Errors.Select(error => (error.Line, error.Column)));
        Assert.All(answer.Errors, error => Assert.True(error.Text.Length > 0 && error.ChineseText.Length > 0));
        Assert.Equal((6, null), (answer.ErrorCount, answer.CodeTable));
        Assert.Equal(["codeLists/terms/codeTables/shipped"], await TablesAsync("terms"));
        Assert.Equal(1, (await ImportAsync("terms", "official-2018", "2018-10-23", "code;name\n1;x\n2;y\n")).ErrorCount);
        Assert.Equal(1, (await ImportAsync("terms", "official-2018", "2018-10-23", Header)).ErrorCount);
    }

    [Fact]
    public async Task A_table_is_never_changed_and_a_rehearsal_stores_nothing()
    {
        var rehearsal = Request("licences", "official-2030", "2030-01-01", Encoding.UTF8.GetBytes(Header + "7,Seven,七,,\n"));
        rehearsal.ValidateOnly = true;
        Assert.Equal(1, (await Officer.ImportCodeTableAsync(rehearsal)).CodeTable.CodeCount);
        Assert.Equal(["codeLists/licences/codeTables/shipped"], await TablesAsync("licences"));

        var request = Request("licences", "official-2030", "2030-01-01", Encoding.UTF8.GetBytes(Header + "7,Seven,七,,\n"));
        request.RequestId = "0194fdc2-fa2f-4cc0-81d3-ff12045b73c8";
        var first = await Officer.ImportCodeTableAsync(request);
        Assert.Equal(first.CodeTable, (await Officer.ImportCodeTableAsync(request)).CodeTable);
        var fault = await Assert.ThrowsAsync<RpcException>(() => ImportAsync("licences", "official-2030", "2030-01-01", Header + "8,Eight,八,,\n"));

        Assert.Equal(StatusCode.AlreadyExists, fault.StatusCode);
        var kept = await Officer.GetCodeTableAsync(new GetCodeTableRequest { Name = "codeLists/licences/codeTables/official-2030" });
        Assert.Equal((first.CodeTable, "tester"), (kept, kept.Importer));
        Assert.Equal(["codeLists/licences/codeTables/official-2030", "codeLists/licences/codeTables/shipped"], await TablesAsync("licences"));
    }

    [Fact]
    public async Task Two_tables_are_compared_code_by_code()
    {
        await ImportAsync("purposes", "first-2030", "2030-01-01", Header + "11,Seed,种用,,\n12,Food,食用,,\n");
        await ImportAsync("purposes", "second-2030", "2030-02-01", Header + "11,Seeds,种用,2030-02-01,\n13,Play,观赏,,\n");

        async Task<CompareCodeTablesResponse> PageAsync(string token) => await Officer.CompareCodeTablesAsync(new CompareCodeTablesRequest
        {
            Name = "codeLists/purposes/codeTables/second-2030", Base = "codeLists/purposes/codeTables/first-2030", PageSize = 2, PageToken = token,
        });
        var (one, two) = (await PageAsync(""), await PageAsync((await PageAsync("")).NextPageToken));

        Assert.Equal(["name_en:Seed>Seeds", "valid_from:>2030-02-01"], one.Changes[0].Columns.Select(column => $"{column.Column}:{column.Before}>{column.After}"));
        Assert.Equal(["11", "12", "13"], one.Changes.Concat(two.Changes).Select(change => change.Code));
        Assert.Equal("code:12>", $"{one.Changes[1].Columns[0].Column}:{one.Changes[1].Columns[0].Before}>{one.Changes[1].Columns[0].After}");
        Assert.Empty(two.NextPageToken);
        var fault = await Assert.ThrowsAsync<RpcException>(() => Officer.CompareCodeTablesAsync(
            new CompareCodeTablesRequest { Name = "codeLists/purposes/codeTables/first-2030", Base = "codeLists/units/codeTables/shipped" }).ResponseAsync);
        Assert.Equal(StatusCode.NotFound, fault.StatusCode);
    }

    [Fact]
    public async Task Another_process_and_a_running_one_find_the_table()
    {
        await ImportAsync("packing-classes", "official-2030", "2030-01-01", Header + "1,One,一,,\n");
        var other = new DeclarationsDefinition();
        var reader = (Engine.IReader<DeclarationsDefinition>)window.App.Services.GetService(typeof(Engine.IReader<DeclarationsDefinition>))!;

        await other.PrepareAsync(reader, TestContext.Current.CancellationToken);

        Assert.Equal(["1"], other.Codes.On(new DateOnly(2030, 1, 1)).Find("packing-classes")!.Codes);
        Assert.Equal(CodeList.ShippedTable, other.Codes.On(new DateOnly(2029, 12, 31)).Find("packing-classes")!.Table);
    }

    [Fact]
    public async Task What_is_no_table_is_refused()
    {
        foreach (var content in new byte[][] { [], [0x1f, 0x8b, 1, 2, 3], [0xff, 0xfe, 0xc0] })
        {
            var fault = await Assert.ThrowsAsync<RpcException>(() => Officer.ImportCodeTableAsync(Request("units", "official-2030", "2030-01-01", content)).ResponseAsync);
            Assert.Equal("CODE_TABLE_UNREADABLE", fault.GetRpcStatus()!.GetDetail<Google.Rpc.ErrorInfo>()!.Reason);
        }

        var fields = await Assert.ThrowsAsync<RpcException>(() => Officer.ImportCodeTableAsync(new ImportCodeTableRequest { Parent = "codeLists/units", CodeTableId = "shipped" }).ResponseAsync);
        Assert.Equal(["code_table_id", "effective_date"], fields.GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>()!.FieldViolations.Select(violation => violation.Field));
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => ImportAsync("colours", "official-2030", "2030-01-01", Header))).StatusCode);
        var firm = new CodeListService.CodeListServiceClient(window.App.Grpc(Roles.Declarant, Window.Agent));
        var refused = await Assert.ThrowsAsync<RpcException>(() => firm.ImportCodeTableAsync(Request("units", "official-2030", "2030-01-01", Encoding.UTF8.GetBytes(Header))).ResponseAsync);
        Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
    }

    [Fact]
    public async Task A_mandate_is_limited_to_offices_that_exist_on_its_day()
    {
        var trader = new EnterpriseService.EnterpriseServiceClient(window.App.Grpc(Roles.Declarant, Window.Trader));
        var fault = await Assert.ThrowsAsync<RpcException>(() => trader.GrantMandateAsync(
            new GrantMandateRequest { Name = $"enterprises/{Window.Trader}", Agent = Window.Unmandated, CustomsOffices = { "0906", "9x" } }).ResponseAsync);

        Assert.Equal("customs_offices", fault.GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>()!.FieldViolations.Single().Field);
    }

    [Fact]
    public void Every_list_that_the_suite_ships_is_written_and_read_again_unchanged() => Assert.All(CodeLists.All.Values, list =>
    {
        var reading = CodeTableFile.Read(list.Name, "again", new StringReader(Csv(list.Entries)));

        Assert.Empty(reading.Errors);
        Assert.Equal(list.Entries.AsEnumerable(), reading.List!.Entries);
    });

    private CodeListService.CodeListServiceClient Officer => new(window.App.Grpc(Roles.Officer));

    private async Task<ImportCodeTableResponse> ImportAsync(string list, string id, string day, string csv) =>
        await Officer.ImportCodeTableAsync(Request(list, id, day, Encoding.UTF8.GetBytes(csv)));

    private async Task<string[]> TablesAsync(string list) =>
        [.. (await Officer.ListCodeTablesAsync(new ListCodeTablesRequest { Parent = $"codeLists/{list}" })).CodeTables.Select(table => table.Name)];

    private async Task<string> TableInForceAsync(string list) =>
        (await Officer.ListCodeListsAsync(new ListCodeListsRequest())).CodeLists.Single(found => found.Name == $"codeLists/{list}").CodeTable;

    private async Task<string> NameAsync(string list, string code, string day) =>
        (await Officer.ListCodesAsync(new ListCodesRequest { Parent = $"codeLists/{list}", Prefix = code, Date = day })).Codes.SingleOrDefault()?.ChineseName ?? "";

    private static ImportCodeTableRequest Request(string list, string id, string day, byte[] content) => new()
    {
        Parent = $"codeLists/{list}",
        CodeTableId = id,
        EffectiveDate = DateOnly.Parse(day, CultureInfo.InvariantCulture).ToWire(),
        Content = ByteString.CopyFrom(content),
    };

    private static string Csv(IEnumerable<CodeEntry> entries) => Header + string.Concat(
        entries.Select(entry => string.Join(',', CodeTableFile.Write(entry).Select(value => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\n"));
}
