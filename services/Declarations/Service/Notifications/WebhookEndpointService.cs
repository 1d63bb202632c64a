using System.Globalization;
using Clearance.Contracts.Declaration.V1;
using Clearance.Declarations.Domain.Notifications;
using Clearance.Declarations.Grpc;
using Clearance.Engine;
using Clearance.Engine.Query;
using Clearance.Hosting;
using Clearance.Kernel;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using State = Clearance.Declarations.Domain.Notifications.WebhookEndpoint;
using Told = Clearance.Declarations.Domain.Notifications.Notification;
using Wire = Clearance.Contracts.Declaration.V1;

namespace Clearance.Declarations.Notifications;

/// <summary>Webhook endpoints by gRPC and REST.</summary>
internal sealed class WebhookEndpointService(
    IEngine<DeclarationsDefinition> engine,
    IReader<DeclarationsDefinition> reader,
    WebhookAddresses addresses,
    WebhookSecrets secrets,
    WebhookSender sender,
    TimeProvider time)
    : WebhookService.WebhookServiceBase
{
    private const int MostEndpoints = 10;
    private static readonly string[] s_paths = ["url", "description", "kinds", "disabled"];

    public override async Task<Wire.WebhookEndpoint> CreateWebhookEndpoint(CreateWebhookEndpointRequest request, ServerCallContext context)
    {
        var (uscc, wire) = (OwnOf(request.Parent, context), request.WebhookEndpoint ?? new Wire.WebhookEndpoint());
        var (url, kinds) = (addresses.Checked(wire.Url), WebhookWriter.KindsOf(wire.Kinds));
        if ((await AllAsync(uscc, context)).Count >= MostEndpoints)
        {
            throw new RefusedException(Refusal.Precondition("TOO_MANY_WEBHOOK_ENDPOINTS", $"An enterprise has at most {MostEndpoints} endpoints; delete one first.") with { MessageZh = $"每家企业最多{MostEndpoints}个接收端。" });
        }

        var end = await reader.NoteBeforeAsync(Told.LogOf(uscc), DateTimeOffset.MaxValue, context.CancellationToken);
        var command = context.Command(request);
        var key = command.NewKey();
        var create = new CreateEndpoint(key, uscc, url, wire.Description.Trim(), kinds, await secrets.NewAsync(), new LogPlace(end.Batch, end.Sequence));
        return await SendAndShowSecretAsync(key, create, command, context);
    }

    public override async Task<Wire.WebhookEndpoint> GetWebhookEndpoint(GetWebhookEndpointRequest request, ServerCallContext context) =>
        WebhookWriter.Write(await FindAsync(request.Name, context));

    public override async Task<ListWebhookEndpointsResponse> ListWebhookEndpoints(ListWebhookEndpointsRequest request, ServerCallContext context) =>
        new() { WebhookEndpoints = { (await AllAsync(OwnOf(request.Parent, context), context)).Select(WebhookWriter.Write) } };

    public override Task<Wire.WebhookEndpoint> UpdateWebhookEndpoint(UpdateWebhookEndpointRequest request, ServerCallContext context)
    {
        var wire = request.WebhookEndpoint ?? new Wire.WebhookEndpoint();
        var paths = PathsOf(wire, request.UpdateMask);
        var change = new ChangeEndpoint(
            paths.Contains("url") ? addresses.Checked(wire.Url) : null,
            paths.Contains("description") ? wire.Description.Trim() : null,
            paths.Contains("kinds") ? WebhookWriter.KindsOf(wire.Kinds) : null,
            paths.Contains("disabled") ? wire.Disabled : null);
        return SendAsync(KeyOf(wire.Name, context), change, context.Command(request), WebhookWriter.Write, context);
    }

    public override Task<Empty> DeleteWebhookEndpoint(DeleteWebhookEndpointRequest request, ServerCallContext context) => engine.SendAsync(
        DeclarationsTables.Webhooks, KeyOf(request.Name, context), new DeleteEndpoint(), context.Command(request), _ => new Empty(), context.CancellationToken);

    public override async Task<Wire.WebhookEndpoint> RotateWebhookSecret(RotateWebhookSecretRequest request, ServerCallContext context) =>
        await SendAndShowSecretAsync(KeyOf(request.Name, context), new RotateSecret(await secrets.NewAsync()), context.Command(request), context);

    public override async Task<DeliveryAttempt> TestWebhookEndpoint(TestWebhookEndpointRequest request, ServerCallContext context)
    {
        var (endpoint, command) = (await FindAsync(request.Name, context), context.Command(request));
        var id = $"{request.Name}/tests/{command.NewKey()}";
        var result = await sender.SendAsync(endpoint, id, CloudEvent.OfPing(id, request.Name, time.GetUtcNow()), context.CancellationToken);
        var tested = new Tested(result.Status, result.Error, result.Duration);
        var attempt = WebhookDecisions.AttemptOf(tested);
        return await engine.SendAsync(
            DeclarationsTables.Webhooks,
            endpoint.Key,
            tested,
            command,
            _ => WebhookWriter.Write(endpoint.Enterprise, attempt, command.Time),
            context.CancellationToken);
    }

    public override async Task<Wire.WebhookEndpoint> RedeliverWebhookMessages(RedeliverWebhookMessagesRequest request, ServerCallContext context)
    {
        var endpoint = await FindAsync(request.Name, context);
        var log = Told.LogOf(endpoint.Enterprise);
        WebhookMessage message;
        switch (request.Notification, request.StartTime.ToKernel())
        {
            case ({ Length: > 0 } name, null):
                var position = NotificationNames.Cursor("notification", name, endpoint.Enterprise);
                message = await reader.NotesAsync(log, position with { Sequence = position.Sequence - 1 }, 1, context.CancellationToken) is [var note] && note.Position == position
                    ? new Redeliver(new TakenNote(new LogPlace(position.Batch, position.Sequence), note.Key))
                    : throw Names.NotFound();
                break;
            case ("", { } start):
                var before = await reader.NoteBeforeAsync(log, start, context.CancellationToken);
                message = new Rewind(new LogPlace(before.Batch, before.Sequence));
                break;
            default:
                throw new RefusedException(Refusal.Invalid(
                    "FIELDS_INVALID",
                    "One notification or an instant is needed.",
                    new Violation("notification", "NOTIFICATION_OR_START_TIME_REQUIRED", "Neither, or both.", "Send one of the two.") { TextZh = "必须且只能填写 notification 或 start_time 之一。" }));
        }

        return await SendAsync(endpoint.Key, message, context.Command(request), WebhookWriter.Write, context);
    }

    public override async Task<ListDeliveryAttemptsResponse> ListDeliveryAttempts(ListDeliveryAttemptsRequest request, ServerCallContext context)
    {
        var endpoint = await FindAsync(request.Parent, context);
        var (size, log) = (PageToken.SizeOf(request.PageSize), WebhookAttempt.LogOf(endpoint.Key));
        var after = PageToken.Read(request.PageToken, log) is { } page
            ? new NotePosition(long.Parse(page.Key, CultureInfo.InvariantCulture), page.Position)
            : default;
        var notes = await reader.NotesAsync(log, after, size + 1, context.CancellationToken);
        var shown = notes.Take(size).ToArray();
        return new ListDeliveryAttemptsResponse
        {
            Attempts = { shown.Select(note => WebhookWriter.Write(endpoint.Enterprise, WebhookAttempt.Of(note.Json.Span), note.Time)) },
            NextPageToken = notes.Count > size
                ? new PageToken(shown[^1].Position.Sequence, shown[^1].Position.Batch.ToString(CultureInfo.InvariantCulture)).Write(log)
                : string.Empty,
        };
    }

    /// <summary>The USCC of a parent, which is the caller's own; an operator may look at any.</summary>
    private static string OwnOf(string parent, ServerCallContext context)
    {
        var (uscc, actor) = (Names.EnterpriseKey(parent), context.Actor());
        return actor.Role != Roles.Declarant || actor.Enterprise == uscc ? uscc : throw Names.NotFound();
    }

    private static string KeyOf(string name, ServerCallContext context) =>
        name.Split('/') is ["enterprises", var uscc, "webhookEndpoints", { Length: > 0 } key] && OwnOf($"enterprises/{uscc}", context).Length > 0
            ? key
            : throw Names.NotFound();

    private static HashSet<string> PathsOf(Wire.WebhookEndpoint wire, FieldMask? mask) => mask switch
    {
        null or { Paths.Count: 0 } => [.. s_paths.Where(path => path == "disabled" ? wire.Disabled : path switch
        {
            "url" => wire.Url.Length > 0,
            "description" => wire.Description.Length > 0,
            _ => wire.Kinds.Count > 0,
        })],
        { Paths: ["*"] } => [.. s_paths],
        _ when mask.Paths.FirstOrDefault(path => !s_paths.Contains(path)) is { } unknown => throw new RefusedException(Refusal.Invalid(
            "UPDATE_MASK_INVALID",
            "The update mask names a field that cannot be changed.",
            new Violation("update_mask", "PATH_UNKNOWN", $"'{unknown}' cannot be changed.", $"Use {string.Join(", ", s_paths)}, or *.") { TextZh = "更新字段不存在。" })),
        _ => [.. mask.Paths],
    };

    private async Task<State> FindAsync(string name, ServerCallContext context) =>
        await reader.FindAsync(DeclarationsTables.Webhooks, KeyOf(name, context), context.CancellationToken) is { State: { State: not WebhookState.Deleted } endpoint }
        && name == WebhookWriter.NameOf(endpoint)
            ? endpoint
            : throw Names.NotFound();

    private async Task<List<State>> AllAsync(string uscc, ServerCallContext context)
    {
        var query = new ListQuery(200, string.Empty) { Filters = [Filter.Is("enterprise", uscc)] };
        var page = await reader.ListAsync(DeclarationsTables.Webhooks, query, context.CancellationToken);
        return [.. page.Rows.Select(row => row.State)];
    }

    // The answer is stored for repeats, so it is opened behind the store.
    private async Task<Wire.WebhookEndpoint> SendAndShowSecretAsync(string key, WebhookMessage message, Command command, ServerCallContext context)
    {
        var wire = await SendAsync(key, message, command, WebhookWriter.WriteWithSecret, context);
        wire.Secret = await secrets.OpenAsync(wire.Secret);
        return wire;
    }

    private Task<Wire.WebhookEndpoint> SendAsync(
        string key, WebhookMessage message, Command command, Func<State, Wire.WebhookEndpoint> reply, ServerCallContext context) =>
        engine.SendAsync(DeclarationsTables.Webhooks, key, message, command, reply, context.CancellationToken);
}
