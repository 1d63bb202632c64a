using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Clearance.Contracts.Declaration.V1;
using Clearance.Kernel;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Decimal = Google.Type.Decimal;
using Money = Google.Type.Money;

namespace Clearance.Declarations.Tests;

/// <summary>Drafts, lodging, refusals, tenants, idempotency, lists and documents by gRPC and REST.</summary>
public sealed class FormTests(Window window) : IClassFixture<Window>
{
    [Fact]
    public async Task Every_sample_is_accepted()
    {
        var folders = (string[])["early-sea", "replenish-air", "self-payment", "traditional", "decmessage"];
        foreach (var file in folders.SelectMany(folder => Directory.GetFiles(Path.Combine(Window.Root, "tests/Samples", folder))).Order())
        {
            var xml = file.EndsWith(".xml", StringComparison.Ordinal);
            var text = await File.ReadAllTextAsync(file);
            var declarant = xml ? Window.Agent : JsonNode.Parse(text)!["declaration"]!["declarant"]!["uscc"]!.GetValue<string>();
            declarant = xml && text.Contains("<AgentCodeScc>", StringComparison.Ordinal) ? text.Split("<AgentCodeScc>")[1][..18] : declarant;
            using var response = await window.App.Http(Roles.Declarant, declarant).PostAsync(
                xml ? "/v1/declarations:importDecMessage?validateOnly=true" : "/v1/declarations:lodge",
                Window.Raw(xml ? text : Rehearsed(text), xml ? "application/xml" : "application/json"));
            Assert.True(response.IsSuccessStatusCode, $"{file}: {await response.Content.ReadAsStringAsync()}");
        }
    }

    [Fact]
    public async Task The_form_of_the_README_is_accepted()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Window.Root, "services/Declarations/README.md"));
        var json = readme.Split("```json")[1].Split("```")[0];
        using var response = await window.Rest.PostAsync("/v1/declarations:lodge", Window.Raw(json, "application/json"));

        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_draft_is_saved_changed_completed_and_submitted()
    {
        var draft = Window.Form("BL-DRAFT");
        draft.Terms = "";
        draft.Attachments.Clear();
        using var created = await window.Rest.PostAsJsonAsync("/v1/declarations", Window.Json(draft));
        var saved = Declaration.Parser.ParseJson(await created.Content.ReadAsStringAsync());
        var refused = await Assert.ThrowsAsync<RpcException>(() => window.AsAgent.SubmitDeclarationAsync(new SubmitDeclarationRequest { Name = saved.Name }).ResponseAsync);

        using var patched = await window.Rest.PatchAsync(
            $"/v1/{saved.Name}?updateMask=terms,remarks,tradeCountry", Window.Raw($$"""{"terms":"3","remarks":"new","marks":"left alone","tradeCountry":"KOR","etag":"{{saved.Etag}}"}""", "application/json"));
        var changed = Declaration.Parser.ParseJson(await patched.Content.ReadAsStringAsync());
        foreach (var slot in (string[])["invoice", "bill-of-lading", "contract"])
        {
            using var upload = await window.Rest.PostAsync($"/v1/{saved.Name}/documents/{slot}:upload", Window.Raw([0xFF, 0xD8, 0xFF, 0xE0], "image/jpeg"));
            Assert.True(upload.IsSuccessStatusCode, await upload.Content.ReadAsStringAsync());
        }

        var submitted = await window.AsAgent.SubmitDeclarationAsync(new SubmitDeclarationRequest { Name = saved.Name });

        Assert.Equal(Declaration.Types.State.Draft, saved.State);
        Assert.Equal(["TERMS_REQUIRED", "DOCUMENT_MISSING", "DOCUMENT_MISSING"], Errors.CodesOf(refused));
        Assert.Equal(("3", "new", "", "KOR"), (changed.Terms, changed.Remarks, changed.Marks, changed.TradeCountry));
        Assert.NotEqual(saved.Etag, changed.Etag);
        Assert.Equal(Declaration.Types.State.Accepted, submitted.State);
        Assert.Equal(saved.UnifiedNumber, submitted.UnifiedNumber);
        Assert.Matches("^090620181[0-9]{9}$", submitted.DeclarationNumber);
        Assert.Equal(
            [(true, "image/jpeg"), (true, "image/jpeg"), (false, "image/jpeg")],
            (await window.AsTrader.ListDocumentsAsync(new ListDocumentsRequest { Parent = saved.Name })).Documents.Select(slot => (slot.Required, slot.MediaType)));
    }

    [Fact]
    public async Task An_update_with_a_stale_etag_or_an_unknown_field_is_refused()
    {
        var draft = await window.AsAgent.CreateDeclarationAsync(new CreateDeclarationRequest { Declaration = Window.Form("BL-ETAG") });
        var change = new Declaration { Name = draft.Name, Remarks = "1", Etag = draft.Etag };
        await window.AsAgent.UpdateDeclarationAsync(new UpdateDeclarationRequest { Declaration = change });
        var stale = await Assert.ThrowsAsync<RpcException>(() => window.AsAgent.UpdateDeclarationAsync(new UpdateDeclarationRequest { Declaration = change }).ResponseAsync);
        var unknown = await Assert.ThrowsAsync<RpcException>(() => window.AsAgent.UpdateDeclarationAsync(new UpdateDeclarationRequest
        {
            Declaration = new Declaration { Name = draft.Name }, UpdateMask = new FieldMask { Paths = { "state" } },
        }).ResponseAsync);

        Assert.Equal((StatusCode.Aborted, "ETAG_STALE"), (stale.StatusCode, Errors.ReasonOf(stale)));
        Assert.Equal((StatusCode.InvalidArgument, "UPDATE_MASK_INVALID"), (unknown.StatusCode, Errors.ReasonOf(unknown)));
    }

    [Fact]
    public async Task Validate_only_gives_the_same_answer_and_stores_nothing()
    {
        var before = await CountAsync();
        var wrong = Window.Form("BL-VALIDATE");
        wrong.CustomsOffice = "0999";
        var right = await window.AsAgent.LodgeDeclarationAsync(new LodgeDeclarationRequest { Declaration = Window.Form("BL-VALIDATE"), ValidateOnly = true });
        var rehearsed = await Assert.ThrowsAsync<RpcException>(() => window.AsAgent.LodgeDeclarationAsync(new LodgeDeclarationRequest { Declaration = wrong, ValidateOnly = true }).ResponseAsync);
        var lodged = await Assert.ThrowsAsync<RpcException>(() => window.LodgeAsync(wrong));

        Assert.Equal((Declaration.Types.State.Accepted, "", ""), (right.State, right.Name, right.DeclarationNumber));
        Assert.Equal(Errors.CodesOf(lodged), Errors.CodesOf(rehearsed));
        Assert.Equal(before, await CountAsync());

        var draft = await window.AsAgent.CreateDeclarationAsync(new CreateDeclarationRequest { Declaration = Window.Form("BL-VALIDATE") });
        var checkedDraft = await window.AsAgent.SubmitDeclarationAsync(new SubmitDeclarationRequest { Name = draft.Name, ValidateOnly = true });
        Assert.Equal((Declaration.Types.State.Accepted, ""), (checkedDraft.State, checkedDraft.DeclarationNumber));
        Assert.Equal(Declaration.Types.State.Draft, (await window.AsAgent.GetDeclarationAsync(new GetDeclarationRequest { Name = draft.Name })).State);
    }

    [Fact]
    public async Task A_repeated_request_id_gives_the_first_answer_and_with_other_content_a_refusal()
    {
        var id = Guid.CreateVersion7(DateTimeOffset.UnixEpoch).ToString();
        var request = new LodgeDeclarationRequest { Declaration = Window.Form("BL-REPEAT"), RequestId = id };
        var before = await CountAsync();
        var first = await window.AsAgent.LodgeDeclarationAsync(request);
        var again = await window.AsAgent.LodgeDeclarationAsync(request);
        request.Declaration.Remarks = "other";
        var other = await Assert.ThrowsAsync<RpcException>(() => window.AsAgent.LodgeDeclarationAsync(request).ResponseAsync);
        var malformed = await Assert.ThrowsAsync<RpcException>(
            () => window.AsAgent.LodgeDeclarationAsync(new LodgeDeclarationRequest { Declaration = Window.Form(), RequestId = "7" }).ResponseAsync);

        Assert.Equal(first, again);
        Assert.Equal((StatusCode.AlreadyExists, "REQUEST_ID_REUSED"), (other.StatusCode, Errors.ReasonOf(other)));
        Assert.Equal("REQUEST_ID_MALFORMED", Errors.ReasonOf(malformed));
        Assert.Equal(before + 1, await CountAsync());
    }

    public static TheoryData<string, string, string> Absurd() => new()
    {
        { "51 lines", "declaration.items", "ITEMS_TOO_MANY" },
        { "negative amount", "declaration.items[0].total_price", "TOTAL_PRICE_NOT_POSITIVE" },
        { "absurd amount", "declaration.items[0].total_price", "TOTAL_PRICE_OUT_OF_RANGE" },
        { "wrong signs", "declaration.items[0].total_price", "MONEY_MALFORMED" },
        { "no number", "declaration.gross_weight", "NUMBER_MALFORMED" },
        { "endless number", "declaration.gross_weight", "NUMBER_MALFORMED" },
        { "exponent", "declaration.gross_weight", "NUMBER_MALFORMED" },
        { "no day", "declaration.entry_date", "DATE_MALFORMED" },
        { "unknown enum", "declaration.direction", "VALUE_UNKNOWN" },
        { "unknown code", "declaration.items[0].origin_country", "ORIGIN_COUNTRY_UNKNOWN" },
        { "wrong check digit", "declaration.owner.uscc", "USCC_CHECK_DIGIT_WRONG" },
        { "unknown firm", "declaration.trader.uscc", "ENTERPRISE_NOT_REGISTERED" },
        { "no mandate", "declaration.declarant.uscc", "MANDATE_MISSING" },
    };

    [Theory]
    [MemberData(nameof(Absurd))]
    public async Task An_absurd_form_is_refused_with_its_own_code_and_nothing_is_stored(string kind, string field, string code)
    {
        var before = await CountAsync();
        var form = Window.Form();
        Spoil(form, kind);

        var fault = await Assert.ThrowsAsync<RpcException>(() => window.LodgeAsync(form));

        Assert.Equal((StatusCode.InvalidArgument, "FORM_INVALID"), (fault.StatusCode, Errors.ReasonOf(fault)));
        Assert.Contains((field, code), Errors.FieldsOf(fault).Zip(Errors.CodesOf(fault)));
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task By_REST_a_refusal_is_a_problem_with_every_violation()
    {
        var form = Window.Form();
        form.CustomsOffice = "0999";
        form.Items[0].CommodityCode = "1";
        form.Attachments.Clear();
        using var response = await window.Rest.PostAsJsonAsync("/v1/declarations:lodge", new JsonObject { ["declaration"] = Window.Json(form) });
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(4, problem["errors"]!.AsArray().Count);
        Assert.Contains("/declaration/items/0/commodityCode", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"declaration\": {\"direction\": ")]
    [InlineData("[]")]
    [InlineData("{\"declaration\": {\"items\": 5}}")]
    [InlineData("{\"declaration\": {\"direction\": \"SIDEWAYS\"}}")]
    public async Task Malformed_JSON_is_refused(string json)
    {
        using var response = await window.Rest.PostAsync("/v1/declarations:lodge", Window.Raw(json, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Another_firm_finds_nothing_of_a_form()
    {
        var name = (await window.LodgeAsync(Window.Form("BL-TENANT"))).Name;
        var stranger = window.AsStranger;
        Func<Task>[] calls =
        [
            () => stranger.GetDeclarationAsync(new GetDeclarationRequest { Name = name }).ResponseAsync,
            () => stranger.ListTimelineAsync(new ListTimelineRequest { Parent = name }).ResponseAsync,
            () => stranger.ListDocumentsAsync(new ListDocumentsRequest { Parent = name }).ResponseAsync,
            () => stranger.SubmitDeclarationAsync(new SubmitDeclarationRequest { Name = name }).ResponseAsync,
            () => stranger.SubmitDeclarationAsync(new SubmitDeclarationRequest { Name = name, ValidateOnly = true }).ResponseAsync,
            () => stranger.WithdrawDeclarationAsync(new WithdrawDeclarationRequest { Name = name, Reason = "x" }).ResponseAsync,
            () => stranger.UpdateDeclarationAsync(new UpdateDeclarationRequest { Declaration = new Declaration { Name = name, Remarks = "x" } }).ResponseAsync,
            () => stranger.UploadDocumentAsync(new UploadDocumentRequest { Name = $"{name}/documents/contract", File = Pdf("secret") }).ResponseAsync,
            () => stranger.GetDeclarationAsync(new GetDeclarationRequest { Name = "declarations/none" }).ResponseAsync,
            () => stranger.GetDeclarationAsync(new GetDeclarationRequest { Name = "taxBills/1" }).ResponseAsync,
        ];
        foreach (var call in calls)
        {
            Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(call)).StatusCode);
        }

        Assert.Empty((await stranger.ListDeclarationsAsync(new ListDeclarationsRequest())).Declarations);
        Assert.Empty((await stranger.ListDeclarationsAsync(new ListDeclarationsRequest { Enterprise = Window.Trader })).Declarations);
        Assert.Equal(name, (await window.AsTrader.GetDeclarationAsync(new GetDeclarationRequest { Name = name })).Name);
        Assert.Equal(name, (await window.AsOfficer.GetDeclarationAsync(new GetDeclarationRequest { Name = name })).Name);
    }

    [Fact]
    public async Task A_firm_declares_in_its_own_name_only()
    {
        var fault = await Assert.ThrowsAsync<RpcException>(
            () => window.AsStranger.LodgeDeclarationAsync(new LodgeDeclarationRequest { Declaration = Window.Form() }).ResponseAsync);
        var officer = await Assert.ThrowsAsync<RpcException>(
            () => window.AsOfficer.LodgeDeclarationAsync(new LodgeDeclarationRequest { Declaration = Window.Form() }).ResponseAsync);

        Assert.Equal((StatusCode.PermissionDenied, "DECLARANT_IS_NOT_CALLER"), (fault.StatusCode, Errors.ReasonOf(fault)));
        Assert.Equal(StatusCode.PermissionDenied, officer.StatusCode);
    }

    [Fact]
    public async Task Lists_filter_and_page()
    {
        var draft = await window.AsAgent.CreateDeclarationAsync(new CreateDeclarationRequest { Declaration = Window.Form("BL-LIST") });
        var lodged = await window.LodgeAsync(Window.Form("BL-LIST"));

        async Task<IEnumerable<string>> ListAsync(ListDeclarationsRequest request) => (await window.AsOfficer.ListDeclarationsAsync(request)).Declarations.Select(d => d.Name);

        string[] both = [.. ((string[])[lodged.Name, draft.Name]).Order(StringComparer.Ordinal)];
        Assert.Equal(both, (await ListAsync(new ListDeclarationsRequest { BillOfLading = "BL-LIST" })).Order(StringComparer.Ordinal));
        Assert.Equal([draft.Name], await ListAsync(new ListDeclarationsRequest { BillOfLading = "BL-LIST", State = Declaration.Types.State.Draft }));
        Assert.Equal([lodged.Name], await ListAsync(new ListDeclarationsRequest { DeclarationNumber = lodged.DeclarationNumber }));
        Assert.Equal([draft.Name], await ListAsync(new ListDeclarationsRequest { UnifiedNumber = draft.UnifiedNumber }));
        Assert.Empty(await ListAsync(new ListDeclarationsRequest { BillOfLading = "BL-LIST", Direction = Direction.Export }));
        Assert.Equal(2, (await ListAsync(new ListDeclarationsRequest { BillOfLading = "BL-LIST", Enterprise = Window.Agent, CustomsOffice = "0906" })).Count());

        var first = await window.AsAgent.ListDeclarationsAsync(new ListDeclarationsRequest { BillOfLading = "BL-LIST", PageSize = 1 });
        var second = await window.AsAgent.ListDeclarationsAsync(new ListDeclarationsRequest { BillOfLading = "BL-LIST", PageSize = 1, PageToken = first.NextPageToken });
        Assert.Equal(both, first.Declarations.Concat(second.Declarations).Select(d => d.Name).Order(StringComparer.Ordinal));
        Assert.Empty(second.NextPageToken);
    }

    [Theory]
    [InlineData("MZ exe", "FILE_TYPE_UNSUPPORTED")]
    [InlineData("", "FILE_TYPE_UNSUPPORTED")]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>", "FILE_TYPE_UNSUPPORTED")]
    [InlineData("large", "FILE_TOO_LARGE")]
    [InlineData("<invoice>1</invoice>", null)]
    [InlineData("%PDF-1.4", null)]
    public async Task A_file_is_known_by_its_content(string content, string? reason)
    {
        var name = (await window.LodgeAsync(Window.Form("BL-FILE"))).Name;
        var bytes = content == "large" ? ByteString.CopyFrom([.. "%PDF-"u8, .. new byte[4 * 1024 * 1024]]) : ByteString.CopyFromUtf8(content);
        var request = new UploadDocumentRequest { Name = $"{name}/documents/packing-list", File = new HttpBody { ContentType = "application/pdf", Data = bytes } };
        if (reason is null)
        {
            Assert.Equal(Document.Types.State.Uploaded, (await window.AsAgent.UploadDocumentAsync(request)).State);
            return;
        }

        var fault = await Assert.ThrowsAsync<RpcException>(() => window.AsAgent.UploadDocumentAsync(request).ResponseAsync);

        Assert.Equal((StatusCode.InvalidArgument, reason), (fault.StatusCode, Errors.ReasonOf(fault)));
        Assert.DoesNotContain((await window.AsAgent.ListDocumentsAsync(new ListDocumentsRequest { Parent = name })).Documents, slot => slot.Kind == "PACKING_LIST");
    }

    [Fact]
    public async Task A_repeated_upload_gets_the_first_answer_even_after_a_withdrawal()
    {
        var name = (await window.AsAgent.CreateDeclarationAsync(new CreateDeclarationRequest { Declaration = Window.Form("BL-AGAIN") })).Name;
        var request = new UploadDocumentRequest { Name = $"{name}/documents/contract", File = Pdf("contract"), RequestId = Guid.CreateVersion7(DateTimeOffset.UnixEpoch).ToString() };
        var first = await window.AsAgent.UploadDocumentAsync(request);
        await window.AsAgent.WithdrawDeclarationAsync(new WithdrawDeclarationRequest { Name = name, Reason = "x" });

        Assert.Equal(first, await window.AsAgent.UploadDocumentAsync(request));
        request.RequestId = "";
        var fault = await Assert.ThrowsAsync<RpcException>(() => window.AsAgent.UploadDocumentAsync(request).ResponseAsync);
        Assert.Equal("DECLARATION_WITHDRAWN", Errors.ReasonOf(fault));
    }

    [Fact]
    public async Task A_refused_file_is_not_kept()
    {
        var name = (await window.LodgeAsync(Window.Form("BL-KEPT"))).Name;
        var fault = await Assert.ThrowsAsync<RpcException>(() => window.AsAgent.UploadDocumentAsync(
            new UploadDocumentRequest { Name = $"{name}/documents/invoice", File = Pdf("never kept") }).ResponseAsync);

        Assert.Equal((StatusCode.FailedPrecondition, "DOCUMENT_ALREADY_UPLOADED"), (fault.StatusCode, Errors.ReasonOf(fault)));
        var sha = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("%PDF-never kept"u8));
        Assert.False(File.Exists(Path.Combine(window.App.Directory, "documents", sha[..2], sha)));
    }

    /// <summary>A sample as a client sends it to be checked: a self-paying firm states the tax that it took from the preview.</summary>
    private static string Rehearsed(string text)
    {
        var request = JsonNode.Parse(text)!;
        request["validateOnly"] = true;
        if (request["declaration"]!["selfPayment"]?.GetValue<bool>() == true)
        {
            request["declaration"]!["statedTax"] ??= new JsonObject { ["currencyCode"] = "CNY", ["units"] = "1000" };
        }

        return request.ToJsonString();
    }

    private static HttpBody Pdf(string text) => new() { Data = ByteString.CopyFromUtf8($"%PDF-{text}") };

    private static void Spoil(Declaration form, string kind)
    {
        var item = form.Items[0];
        switch (kind)
        {
            case "51 lines": form.Items.Add(Enumerable.Range(2, 50).Select(Window.Line)); break;
            case "negative amount": item.TotalPrice = new Money { CurrencyCode = "USD", Units = -250 }; break;
            case "absurd amount": item.TotalPrice = new Money { CurrencyCode = "USD", Units = long.MaxValue }; break;
            case "wrong signs": item.TotalPrice = new Money { CurrencyCode = "USD", Units = 1, Nanos = -1 }; break;
            case "no number": form.GrossWeight = new Decimal { Value = "much" }; break;
            case "endless number": form.GrossWeight = new Decimal { Value = new string('9', 5000) }; break;
            case "exponent": form.GrossWeight = new Decimal { Value = "5e3" }; break;
            case "no day": form.EntryDate = new Google.Type.Date { Year = 2018, Month = 2, Day = 30 }; break;
            case "unknown enum": form.Direction = (Direction)7; break;
            case "unknown code": item.OriginCountry = "QQQ"; break;
            case "wrong check digit": form.Owner = new Party { Uscc = "91210242MA0UAAAA1X", Name = "x" }; break;
            case "unknown firm": form.Trader = new Party { Uscc = "913302043169258512", CustomsCode = "3302960001", Name = "x" }; break;
            case "no mandate": form.Trader = new Party { Uscc = Window.Unmandated, CustomsCode = Window.UnmandatedCode, Name = "x" }; break;
            default: throw new ArgumentOutOfRangeException(nameof(kind));
        }
    }

    private async Task<int> CountAsync() =>
        (await window.AsOfficer.ListDeclarationsAsync(new ListDeclarationsRequest { PageSize = 200 })).Declarations.Count;
}
