using System.Collections.Immutable;
using Clearance.Declarations.Domain.Notifications;
using Clearance.Engine;
using Clearance.Kernel;
using Google.Protobuf.WellKnownTypes;

namespace Clearance.Declarations.Notifications;

/// <summary>
/// Delivers to one endpoint for as long as it is active: takes up what is new in the log, sends the first message of each declaration that is due, and
/// reports what came of it. What is to be sent, and when, the endpoint decides; here is only the sending.
/// </summary>
internal sealed class WebhookPump(
    string key, string holder, IEngine<DeclarationsDefinition> engine, IReader<DeclarationsDefinition> reader, WebhookSender sender, TimeProvider time)
{
    // A slow receiver holds that many declarations at once, and no other endpoint.
    private const int MostUnderWay = 16;
    private const int NotesAtOnce = 100;
    private readonly Dictionary<PendingMessage, Task<SendResult>> _underWay = [];

    /// <summary>Delivers until the endpoint is disabled or gone, or the process stops.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (await FindAsync(stopping) is { State: WebhookState.Active } endpoint)
        {
            var next = reader.NextNoteAsync(Notification.LogOf(endpoint.Enterprise), stopping);
            if (await TakeUpAsync(endpoint, stopping) is { } taken && !taken.IsLeasedToOther(holder, time.GetUtcNow()))
            {
                Start(taken, stopping);
                await WaitAsync(taken, next, stopping);
                await ReportAsync(stopping);
            }
            else
            {
                await next;
            }
        }
    }

    private async Task<WebhookEndpoint?> FindAsync(CancellationToken stopping) =>
        (await reader.FindAsync(DeclarationsTables.Webhooks, key, stopping))?.State;

    /// <summary>The endpoint with what is new in the log; itself when there is neither news nor anything due.</summary>
    private async Task<WebhookEndpoint?> TakeUpAsync(WebhookEndpoint endpoint, CancellationToken stopping)
    {
        var room = Math.Min(WebhookEndpoint.MostPending - endpoint.Pending.Length, NotesAtOnce);
        var notes = room == 0
            ? []
            : await reader.NotesAsync(Notification.LogOf(endpoint.Enterprise), PlaceOf(endpoint.Cursor), room, stopping);
        if (notes.Count == 0 && !Due(endpoint).Any())
        {
            return endpoint;
        }

        var wanted = notes.Where(note => endpoint.Wants(Notification.Of(note.Json.Span).Kind)).Select(note => new TakenNote(PlaceOf(note.Position), note.Key));
        await SendAsync(new TakeUp(holder, [.. wanted], notes.Count == 0 ? endpoint.Cursor : PlaceOf(notes[^1].Position)), stopping);
        return await FindAsync(stopping);
    }

    private IEnumerable<PendingMessage> Due(WebhookEndpoint endpoint)
    {
        var now = time.GetUtcNow();
        return endpoint.Heads.Where(head => head.NextTime <= now && _underWay.Keys.All(other => other.Declaration != head.Declaration));
    }

    private void Start(WebhookEndpoint endpoint, CancellationToken stopping)
    {
        foreach (var message in Due(endpoint).Take(MostUnderWay - _underWay.Count).ToArray())
        {
            _underWay.Add(message, AttemptAsync(endpoint, message, stopping));
        }
    }

    private async Task<SendResult> AttemptAsync(WebhookEndpoint endpoint, PendingMessage message, CancellationToken stopping)
    {
        var notes = await reader.NotesAsync(
            Notification.LogOf(endpoint.Enterprise), new NotePosition(message.Place.Batch, message.Place.Sequence - 1), 1, stopping);

        if (notes is not [var note] || PlaceOf(note.Position) != message.Place)
        {
            return SendResult.NothingToSend;
        }

        var notification = NotificationWriter.Write(endpoint.Enterprise, note, Notification.Of(note.Json.Span));
        return await sender.SendAsync(endpoint, notification.Name, CloudEvent.Of(notification), stopping);
    }

    /// <summary>Until an attempt has ended, there is news, or the next message is due.</summary>
    private async Task WaitAsync(WebhookEndpoint endpoint, Task next, CancellationToken stopping)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var pause = endpoint.Heads.Where(head => _underWay.Keys.All(other => other.Declaration != head.Declaration))
            .Select(head => head.NextTime - time.GetUtcNow()).DefaultIfEmpty(TimeSpan.FromDays(1)).Min();
        var due = _underWay.Count == MostUnderWay ? Task.Delay(Timeout.Infinite, waiting.Token) : Task.Delay(pause > TimeSpan.Zero ? pause : TimeSpan.Zero, time, waiting.Token);
        await Task.WhenAny([next, due, .. _underWay.Values]);
        await waiting.CancelAsync();
        stopping.ThrowIfCancellationRequested();
    }

    private async Task ReportAsync(CancellationToken stopping)
    {
        var ended = _underWay.Where(attempt => attempt.Value.IsCompleted).ToArray();
        if (ended.Length == 0)
        {
            return;
        }

        var outcomes = ImmutableArray.CreateBuilder<Outcome>();
        foreach (var (message, attempt) in ended)
        {
            var result = await attempt;
            outcomes.Add(new Outcome(message.Place, result.Status, result.Error, result.Duration, result.RetryAfter, result.Expired));
        }

        await SendAsync(new Report(holder, outcomes.ToImmutable()), stopping);
        foreach (var (message, _) in ended)
        {
            _underWay.Remove(message);
        }
    }

    private Task SendAsync(WebhookMessage message, CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        var command = new Command(Guid.CreateVersion7(now), Actor.System, null, default, now);
        return engine.SendAsync(DeclarationsTables.Webhooks, key, message, command, _ => new Empty(), stopping);
    }

    private static LogPlace PlaceOf(NotePosition position) => new(position.Batch, position.Sequence);

    private static NotePosition PlaceOf(LogPlace place) => new(place.Batch, place.Sequence);
}
