using Clearance.Kernel;

namespace Clearance.Declarations.Domain.Notifications;

/// <summary>What a webhook endpoint decides: its settings, and what is sent when. Sending is for the edge.</summary>
public static class WebhookDecisions
{
    /// <summary>For how long a process may deliver without saying a word; longer than any attempt takes.</summary>
    public static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(1);

    private const int Gone = 410;
    private const int LongestText = 255;
    private static readonly TimeSpan s_overlap = TimeSpan.FromDays(1);

    /// <summary>Decides one message.</summary>
    public static Decision<WebhookEndpoint> Decide(WebhookEndpoint? state, WebhookMessage message, Occasion occasion) => (state, message) switch
    {
        (null, CreateEndpoint create) => Create(create, occasion),
        ({ State: WebhookState.Deleted }, TakeUp or Report) => state,
        (null or { State: WebhookState.Deleted }, _) => NotFound(),
        (_, TakeUp take) => Take(state, take, occasion.Time),
        (_, Report report) => Hear(state, report, occasion.Time),
        _ when occasion.Actor.Enterprise != state.Enterprise => NotFound(),
        (_, ChangeEndpoint change) => Change(state, change, occasion.Time),
        (_, RotateSecret rotate) => state with { Secret = rotate.Secret, PreviousSecret = state.Secret, PreviousSecretEnd = occasion.Time + s_overlap },
        (_, DeleteEndpoint) => state with { State = WebhookState.Deleted, Pending = [], Secret = "", PreviousSecret = "", PreviousSecretEnd = null },
        (_, Redeliver redeliver) => Again(state, redeliver.Note, occasion.Time),
        (_, Rewind rewind) => state with { Cursor = rewind.To, Pending = [.. state.Pending.Where(pending => !pending.Place.IsAfter(rewind.To))] },
        (_, Tested tested) => Note(state, tested),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A ping as an attempt.</summary>
    public static WebhookAttempt AttemptOf(Tested tested) =>
        new(null, "", 1, tested.Status, tested.Error, tested.Duration, IsSuccess(tested.Status) ? AttemptResult.Delivered : AttemptResult.WillRetry);

    private static Refusal NotFound() => Refusal.NotFound("RESOURCE_NOT_FOUND", "No such webhook endpoint, or it belongs to another enterprise.");

    private static Decision<WebhookEndpoint> Create(CreateEndpoint create, Occasion occasion) =>
        create.Enterprise != occasion.Actor.Enterprise ? NotFound()
        : TooLong(create.Description) is { } refusal ? refusal
        : new WebhookEndpoint
        {
            Key = create.Key,
            Enterprise = create.Enterprise,
            Url = create.Url,
            Description = create.Description,
            Kinds = create.Kinds,
            Secret = create.Secret,
            Cursor = create.From,
            CreateTime = occasion.Time,
        };

    private static Decision<WebhookEndpoint> Change(WebhookEndpoint state, ChangeEndpoint change, DateTimeOffset now)
    {
        if (TooLong(change.Description ?? string.Empty) is { } refusal)
        {
            return refusal;
        }

        state = state with { Url = change.Url ?? state.Url, Description = change.Description ?? state.Description, Kinds = change.Kinds ?? state.Kinds };
        return change.Disabled switch
        {
            true => state with { State = WebhookState.Disabled, DisableReason = "The enterprise disabled it." },

            // What waited gets its days anew, and is tried at once.
            false when state.State == WebhookState.Disabled => state with
            {
                State = WebhookState.Active,
                DisableReason = "",
                Pending = [.. state.Pending.Select(pending => pending with { Attempts = 0, FirstTime = now, NextTime = now })],
            },
            _ => state,
        };
    }

    private static Refusal? TooLong(string description) => description.Length <= LongestText
        ? null
        : Refusal.Invalid("FIELDS_INVALID", "The description is too long.", new Violation("webhook_endpoint.description", "DESCRIPTION_TOO_LONG", $"More than {LongestText} signs.", "Shorten it.") { TextZh = $"说明不得超过{LongestText}个字符。" });

    private static Decision<WebhookEndpoint> Again(WebhookEndpoint state, TakenNote note, DateTimeOffset now) =>
        state.Pending.Any(pending => pending.Place == note.Place) ? state with { Pending = [.. state.Pending.Select(pending => pending.Place == note.Place ? pending with { NextTime = now } : pending)] }
        : state.Pending.Length < WebhookEndpoint.MostPending ? state with { Pending = state.Pending.Add(New(note, now)) }
        : Refusal.Precondition("TOO_MUCH_PENDING", $"The endpoint has {WebhookEndpoint.MostPending} messages waiting already; repair the receiver first.") with { MessageZh = "待投递消息过多，请先修复接收端。" };

    private static PendingMessage New(TakenNote note, DateTimeOffset now) => new(note.Place, note.Declaration, 0, now, now, now);

    private static Decision<WebhookEndpoint> Note(WebhookEndpoint state, Tested tested) =>
        Decision.Accept(state).Write(new Note(WebhookAttempt.LogOf(state.Key), AttemptOf(tested).ToJson()));

    private static Decision<WebhookEndpoint> Take(WebhookEndpoint state, TakeUp take, DateTimeOffset now)
    {
        if (state.State != WebhookState.Active || state.IsLeasedToOther(take.Holder, now))
        {
            return state;
        }

        var room = WebhookEndpoint.MostPending - state.Pending.Length;
        var fresh = take.Notes.Where(note => note.Place.IsAfter(state.Cursor)).ToArray();
        var taken = fresh.Take(room).Select(note => New(note, now)).ToArray();

        // What finds no room stays in the log, with all that is behind it.
        var through = taken.Length == fresh.Length ? take.Through : taken is [.., var last] ? last.Place : state.Cursor;
        return state with
        {
            Lease = new DeliveryLease(take.Holder, now + LeaseTime),
            Cursor = through.IsAfter(state.Cursor) ? through : state.Cursor,
            Pending = state.Pending.AddRange(taken),
        };
    }

    private static Decision<WebhookEndpoint> Hear(WebhookEndpoint state, Report report, DateTimeOffset now)
    {
        // One whose lease was taken over must not count: the other sends the same again.
        if (state.Lease?.Holder != report.Holder)
        {
            return state;
        }

        var notes = new List<Note>();
        foreach (var outcome in report.Outcomes)
        {
            if (state.Pending.FirstOrDefault(pending => pending.Place == outcome.Place) is { } pending)
            {
                (state, var result) = After(state, pending, outcome, now);
                var attempt = new WebhookAttempt(pending.Place, pending.Declaration, pending.Attempts + 1, outcome.Status, outcome.Error, outcome.Duration, result);
                notes.Add(new Note(WebhookAttempt.LogOf(state.Key), attempt.ToJson()));
            }
        }

        var decision = Decision.Accept(state with { Lease = new DeliveryLease(report.Holder, now + LeaseTime) });
        notes.ForEach(note => decision.Write(note));
        return decision;
    }

    private static (WebhookEndpoint State, AttemptResult Result) After(WebhookEndpoint state, PendingMessage pending, Outcome outcome, DateTimeOffset now)
    {
        var tried = pending with { Attempts = pending.Attempts + 1, LastTime = now };
        if (outcome.Expired)
        {
            // Those behind it go on; that the receiver took anything nobody may say.
            return (state with { Pending = state.Pending.Remove(pending) }, AttemptResult.Expired);
        }

        if (IsSuccess(outcome.Status))
        {
            return (Recovered(state with { Pending = state.Pending.Remove(pending), LastSuccessTime = now }), AttemptResult.Delivered);
        }

        if (outcome.Status == Gone)
        {
            return (Disabled(state, pending, tried, "The receiver answered 410: it is gone."), AttemptResult.Disabled);
        }

        if (now - pending.FirstTime < RetrySchedule.End)
        {
            tried = tried with { NextTime = now + RetrySchedule.After(tried.Attempts, pending.Place, outcome.RetryAfter) };
            return (state with { Pending = state.Pending.Replace(pending, tried) }, AttemptResult.WillRetry);
        }

        // A receiver that takes others has something against this one; a receiver that takes nothing is not there.
        return state.LastSuccessTime > pending.FirstTime
            ? (state with { Pending = state.Pending.Remove(pending) }, AttemptResult.GivenUp)
            : (Disabled(state, pending, tried, $"The receiver took nothing for {RetrySchedule.End.TotalDays} days."), AttemptResult.Disabled);
    }

    private static WebhookEndpoint Disabled(WebhookEndpoint state, PendingMessage pending, PendingMessage tried, string reason) =>
        state with { State = WebhookState.Disabled, DisableReason = reason, Pending = state.Pending.Replace(pending, tried) };

    /// <summary>The receiver is there: what it did not take a while ago need not wait for its turn.</summary>
    private static WebhookEndpoint Recovered(WebhookEndpoint state) => state with
    {
        Pending = [.. state.Pending.Select(pending => pending.Attempts > 0 && pending.LastTime + RetrySchedule.LeastPause < pending.NextTime
            ? pending with { NextTime = pending.LastTime + RetrySchedule.LeastPause }
            : pending)],
    };

    private static bool IsSuccess(int status) => status is >= 200 and < 300;
}
