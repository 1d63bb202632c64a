using Clearance.Contracts.Declaration.V1;
using Clearance.Declarations.Domain.Enterprises;
using Clearance.Declarations.Grpc;
using Clearance.Engine;
using Clearance.Engine.Query;
using Clearance.Hosting;
using Clearance.Kernel;
using Grpc.Core;
using Told = Clearance.Declarations.Domain.Notifications.Notification;
using Wire = Clearance.Contracts.Declaration.V1;

namespace Clearance.Declarations.Notifications;

/// <summary>The notification log of an enterprise by gRPC and REST.</summary>
internal sealed class NotificationEndpoint(IReader<DeclarationsDefinition> reader, TimeProvider time) : NotificationService.NotificationServiceBase
{
    public override async Task<ListNotificationsResponse> ListNotifications(ListNotificationsRequest request, ServerCallContext context)
    {
        var uscc = await ReadableAsync(request.Parent, context);
        var (size, list) = (PageToken.SizeOf(request.PageSize), $"{uscc}|{request.After}|{request.StartTime}");
        var position = PageToken.Read(request.PageToken, list) is { } page
            ? NotificationNames.Cursor("page_token", page.Key, uscc)
            : await BeginningAsync(request, uscc, context);
        var notes = await reader.NotesAsync(Told.LogOf(uscc), position, size + 1, context.CancellationToken);
        var shown = notes.Take(size).ToArray();
        return new ListNotificationsResponse
        {
            Notifications = { shown.Select(note => Shown(uscc, note, context.Actor())).OfType<Wire.Notification>() },
            NextPageToken = notes.Count > size ? new PageToken(0, NotificationNames.Of(uscc, shown[^1].Position)).Write(list) : string.Empty,
        };
    }

    public override async Task WatchNotifications(WatchNotificationsRequest request, IServerStreamWriter<Wire.Notification> responseStream, ServerCallContext context)
    {
        var uscc = await ReadableAsync(request.Parent, context);
        var after = NotificationNames.Cursor("after", request.After, uscc);
        await foreach (var note in reader.WatchNotesAsync(Told.LogOf(uscc), after, context.CancellationToken))
        {
            if (Shown(uscc, note, context.Actor()) is { } notification)
            {
                // A mandate may be taken back while its agent listens; a firm's own log stays its own.
                if (context.Actor() is { Role: Roles.Declarant } actor && actor.Enterprise != uscc)
                {
                    await ReadableAsync(request.Parent, context);
                }

                await responseStream.WriteAsync(notification, context.CancellationToken);
            }
        }
    }

    private async Task<NotePosition> BeginningAsync(ListNotificationsRequest request, string uscc, ServerCallContext context)
    {
        return (request.StartTime, request.StartTime.ToKernel(), request.After) switch
        {
            (null, _, var after) => NotificationNames.Cursor("after", after, uscc),
            (_, { } start, "") => await reader.NoteBeforeAsync(Told.LogOf(uscc), start, context.CancellationToken),
            (_, null, _) => throw Invalid("START_TIME_MALFORMED", "Not an instant.", "时间无效。", "Write it like 2018-10-23T01:00:00Z."),
            _ => throw Invalid("START_TIME_NOT_ALLOWED", "Not together with after.", "after 与 start_time 不能同时使用。", "Send one of the two."),
        };
    }

    private static RefusedException Invalid(string code, string text, string textZh, string suggestion) => new(Refusal.Invalid(
        "FIELDS_INVALID", "The list cannot begin there.", new Violation("start_time", code, text, suggestion) { TextZh = textZh }));

    /// <summary>The USCC of an enterprise whose log the caller may open: its own, one that has mandated it, for customs any.</summary>
    private async Task<string> ReadableAsync(string parent, ServerCallContext context)
    {
        var (key, actor) = (Names.EnterpriseKey(parent), context.Actor());
        return await reader.FindAsync(DeclarationsTables.Enterprises, key, context.CancellationToken) is { State: var enterprise }
            && (EnterpriseDecisions.IsOwn(enterprise, actor) || enterprise.HasMandated(actor.Enterprise ?? string.Empty, CustomsTime.DateOf(time.GetUtcNow())))
            ? key
            : throw Names.NotFound();
    }

    /// <summary>A note as the caller sees it: of the log of another enterprise an agent sees what it declared itself.</summary>
    private static Wire.Notification? Shown(string uscc, NoteEntry note, Actor actor)
    {
        var notification = Told.Of(note.Json.Span);
        return actor.Role != Roles.Declarant || actor.Enterprise == uscc || actor.Enterprise == notification.Declarant
            ? NotificationWriter.Write(uscc, note, notification)
            : null;
    }
}
