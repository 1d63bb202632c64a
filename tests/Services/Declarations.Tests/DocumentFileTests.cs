using System.Net;
using System.Security.Cryptography;
using System.Text;
using Clearance.Contracts.Declaration.V1;
using Clearance.Kernel;
using Google.Api;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;

namespace Clearance.Declarations.Tests;

/// <summary>Files on their way in, past the scanner, and on their way out.</summary>
public sealed class DocumentFileTests(DocumentFileTests.ScannedWindow scanned) : IClassFixture<DocumentFileTests.ScannedWindow>
{
    private Window Window => scanned.Window;

    [Fact]
    public async Task A_file_comes_back_as_it_went_in_for_its_firms_and_customs()
    {
        var (slot, bytes) = await UploadAsync("FILE-BACK", "%PDF-the contract");
        var request = new DownloadDocumentRequest { Name = slot };
        DeclarationService.DeclarationServiceClient[] readers =
            [Window.AsAgent, Window.AsTrader, Window.AsOfficer, new(Window.App.Grpc(Roles.Supervisor))];
        foreach (var reader in readers)
        {
            var body = await reader.DownloadDocumentAsync(request);
            Assert.Equal(("application/pdf", bytes), (body.ContentType, body.Data));
        }

        using var answer = await Window.Rest.GetAsync($"/v1/{slot}:download");
        Assert.Equal((HttpStatusCode.OK, "application/pdf"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal(bytes.ToByteArray(), await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(("attachment", "合同.pdf"), (answer.Content.Headers.ContentDisposition?.DispositionType, answer.Content.Headers.ContentDisposition?.FileNameStar));
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
    }

    [Fact]
    public async Task Nobody_else_finds_it()
    {
        var (slot, _) = await UploadAsync("FILE-OTHERS", "%PDF-not yours");
        var stranger = await RefusalAsync(Window.AsStranger, slot);
        var nothing = await RefusalAsync(Window.AsStranger, "declarations/none/documents/contract");

        Assert.Equal((StatusCode.NotFound, "RESOURCE_NOT_FOUND"), (stranger.StatusCode, Errors.ReasonOf(stranger)));
        Assert.Equal(nothing.Status.Detail, stranger.Status.Detail);
        Assert.Equal(StatusCode.PermissionDenied, (await RefusalAsync(new(Window.App.Grpc(Roles.Operator)), slot)).StatusCode);
        Assert.Equal(StatusCode.NotFound, (await RefusalAsync(Window.AsAgent, slot.Replace("contract", "other-approval", StringComparison.Ordinal))).StatusCode);
        Assert.Equal("DOCUMENT_NOT_UPLOADED", Errors.ReasonOf(await RefusalAsync(Window.AsAgent, slot.Replace("contract", "invoice", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_damaged_file_is_never_served_and_the_same_upload_mends_it()
    {
        var (slot, bytes) = await UploadAsync("FILE-DAMAGED", "%PDF-damaged on disk");
        await File.WriteAllTextAsync(PathOf(bytes), "%PDF-damaged on dusk");
        var damaged = await RefusalAsync(Window.AsAgent, slot);
        File.Delete(PathOf(bytes));
        var gone = await RefusalAsync(Window.AsAgent, slot);
        await File.WriteAllTextAsync(PathOf(bytes), "%PDF-");
        using var byRest = await Window.Rest.GetAsync($"/v1/{slot}:download");

        Assert.All([damaged, gone], fault => Assert.Equal((StatusCode.Unavailable, "DOCUMENT_UNREADABLE"), (fault.StatusCode, Errors.ReasonOf(fault))));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, byRest.StatusCode);
        await UploadAsync("FILE-MENDED", "%PDF-damaged on disk");
        Assert.Equal(bytes, (await Window.AsAgent.DownloadDocumentAsync(new DownloadDocumentRequest { Name = slot })).Data);
    }

    [Fact]
    public async Task The_scanner_is_given_the_whole_file()
    {
        var (_, bytes) = await UploadAsync("SCAN-WHOLE", "%PDF-" + new string('x', 200_000));

        Assert.Equal(bytes.ToByteArray(), scanned.Scanner.Last);
    }

    [Fact]
    public async Task An_infected_file_is_refused_with_the_name_of_the_signature()
    {
        var fault = await RefusedUploadAsync("SCAN-FOUND", "stream: Eicar-Test-Signature FOUND");

        Assert.Equal((StatusCode.InvalidArgument, "DOCUMENT_INFECTED"), (fault.StatusCode, Errors.ReasonOf(fault)));
        Assert.Contains("Eicar-Test-Signature", fault.Status.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("stream: OK", false)]
    [InlineData("INSTREAM size limit exceeded. ERROR", true)]
    [InlineData("stream:  FOUND", true)]
    [InlineData("", true)]
    public async Task Without_a_verdict_nothing_is_stored(string? answer, bool finishes) =>
        AssertUnavailable(await RefusedUploadAsync("SCAN-SILENT", answer, finishes));

    [Fact]
    public async Task With_the_scanner_away_nothing_is_stored()
    {
        var address = scanned.Scanner.Address;
        await scanned.Scanner.CloseAsync();
        try
        {
            AssertUnavailable(await RefusedUploadAsync("SCAN-AWAY", Clamd.Clean));
        }
        finally
        {
            scanned.Scanner.Reopen(address);
        }
    }

    private static void AssertUnavailable(RpcException fault)
    {
        Assert.Equal((StatusCode.Unavailable, "SCANNER_UNAVAILABLE"), (fault.StatusCode, Errors.ReasonOf(fault)));
        Assert.Equal(5, fault.GetRpcStatus()!.GetDetail<RetryInfo>()!.RetryDelay.Seconds);
    }

    /// <summary>The refusal of an upload; the file is not on disk and the form has no slot for it.</summary>
    private async Task<RpcException> RefusedUploadAsync(string bill, string? answer, bool finishes = true)
    {
        var name = (await Window.LodgeAsync(Window.Form(bill))).Name;
        var bytes = ByteString.CopyFromUtf8($"%PDF-{bill} {answer} {finishes}");
        (scanned.Scanner.Answer, scanned.Scanner.Finishes) = (answer, finishes);
        try
        {
            var fault = await Assert.ThrowsAsync<RpcException>(() => UploadAsync($"{name}/documents/contract", bytes));
            Assert.False(File.Exists(PathOf(bytes)));
            Assert.DoesNotContain((await Window.AsAgent.ListDocumentsAsync(new ListDocumentsRequest { Parent = name })).Documents, slot => slot.Kind == "CONTRACT");
            return fault;
        }
        finally
        {
            (scanned.Scanner.Answer, scanned.Scanner.Finishes) = (Clamd.Clean, true);
        }
    }

    private async Task<(string Slot, ByteString Bytes)> UploadAsync(string bill, string content)
    {
        var slot = $"{(await Window.LodgeAsync(Window.Form(bill))).Name}/documents/contract";
        var bytes = ByteString.CopyFrom(content, Encoding.UTF8);
        await UploadAsync(slot, bytes);
        return (slot, bytes);
    }

    private Task<Document> UploadAsync(string slot, ByteString bytes) => Window.AsAgent.UploadDocumentAsync(
        new UploadDocumentRequest { Name = slot, FileName = "合同.pdf", File = new HttpBody { ContentType = "image/png", Data = bytes } }).ResponseAsync;

    private static Task<RpcException> RefusalAsync(DeclarationService.DeclarationServiceClient client, string slot) =>
        Assert.ThrowsAsync<RpcException>(() => client.DownloadDocumentAsync(new DownloadDocumentRequest { Name = slot }).ResponseAsync);

    private string PathOf(ByteString bytes)
    {
        var sha = Convert.ToHexStringLower(SHA256.HashData(bytes.Span));
        return Path.Combine(Window.App.Directory, "documents", sha[..2], sha);
    }

    /// <summary>The service with a scanner.</summary>
    public sealed class ScannedWindow : IAsyncLifetime
    {
        internal Clamd Scanner { get; } = new();

        public Window Window { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Window = new Window(new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Documents:Scanner"] = Scanner.Address,
                ["Documents:ScannerTimeoutSeconds"] = "1",
            });
            await Window.InitializeAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await Window.DisposeAsync();
            await Scanner.DisposeAsync();
        }
    }
}
