using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Clearance.Contracts.Declaration.V1;
using Clearance.Kernel;
using Google.Type;
using Grpc.Core;
using SlotState = Clearance.Contracts.Declaration.V1.Document.Types.State;

namespace Clearance.Declarations.Tests;

/// <summary>An officer asks for a document, the firm is told and uploads it, the officer confirms it; through both faces.</summary>
public sealed class DocumentRequestTests(Window window) : IClassFixture<Window>
{
    private static readonly Date s_due = new() { Year = 2018, Month = 11, Day = 5 };

    [Fact]
    public async Task A_document_is_asked_for_by_rest_uploaded_and_confirmed()
    {
        var name = $"{(await window.LodgeAsync(Window.Form("ASK-1"))).Name}/documents/contract";

        using var asked = await window.App.Http(Roles.Officer).PostAsJsonAsync($"/v1/{name}:request", new JsonObject
        {
            ["reason"] = "Who bears the insurance?", ["dueDate"] = new JsonObject { ["year"] = 2018, ["month"] = 11, ["day"] = 5 },
        });
        var slot = Document.Parser.ParseJson(await asked.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.OK, SlotState.Awaited, "Who bears the insurance?", s_due), (asked.StatusCode, slot.State, slot.Reason, slot.DueDate));
        Assert.NotNull(slot.RequestTime);
        var notes = await new NotificationService.NotificationServiceClient(window.App.Grpc(Roles.Declarant, Window.Trader)).ListNotificationsAsync(
            new ListNotificationsRequest { Parent = $"enterprises/{Window.Trader}", PageSize = 200 });
        Assert.Single(notes.Notifications, note => note.Kind == Notification.Types.Kind.DocumentRequested && name.StartsWith(note.Declaration, StringComparison.Ordinal));

        Assert.Equal("DOCUMENT_AWAITED", Errors.ReasonOf(await Assert.ThrowsAsync<RpcException>(() => ConfirmAsync(name))));
        using var uploaded = await window.Rest.PostAsync($"/v1/{name}:upload?fileName=contract.xml", Window.Raw("<contract>1</contract>"));
        Assert.Equal(SlotState.Uploaded, Document.Parser.ParseJson(await uploaded.Content.ReadAsStringAsync()).State);
        var confirmed = await ConfirmAsync(name);

        Assert.Equal((SlotState.Confirmed, null, window.App.Clock.GetUtcNow()), (confirmed.State, confirmed.RequestTime, confirmed.ConfirmTime.ToDateTimeOffset()));
    }

    [Fact]
    public async Task A_file_that_does_not_do_is_refused_with_the_reason()
    {
        var name = $"{(await window.LodgeAsync(Window.Form("ASK-2"))).Name}/documents/invoice";

        var refused = await window.AsOfficer.RequestDocumentAsync(new RequestDocumentRequest { Name = name, Reason = "It cannot be read.", DueDate = s_due });

        Assert.Equal((SlotState.Refused, "It cannot be read.", "A-INVOICE.pdf"), (refused.State, refused.Reason, refused.Reference));
        using var uploaded = await window.Rest.PostAsync($"/v1/{name}:upload?fileName=invoice.xml", Window.Raw("<invoice>1</invoice>"));
        Assert.Equal((HttpStatusCode.OK, SlotState.Uploaded), (uploaded.StatusCode, Document.Parser.ParseJson(await uploaded.Content.ReadAsStringAsync()).State));
    }

    [Fact]
    public async Task Only_customs_asks_and_only_in_its_offices()
    {
        var name = $"{(await window.LodgeAsync(Window.Form("ASK-3"))).Name}/documents/contract";
        var request = new RequestDocumentRequest { Name = name, Reason = "Why?", DueDate = s_due };

        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => window.AsAgent.RequestDocumentAsync(request).ResponseAsync)).StatusCode);
        Assert.Equal("DUE_DATE_OUT_OF_RANGE", (await Assert.ThrowsAsync<RpcException>(
            () => window.AsOfficer.RequestDocumentAsync(new RequestDocumentRequest { Name = name, Reason = "Why?" }).ResponseAsync))
            .GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>()!.FieldViolations.Single().Reason);
    }

    private Task<Document> ConfirmAsync(string name) => window.AsOfficer.ConfirmDocumentAsync(new ConfirmDocumentRequest { Name = name }).ResponseAsync;
}
