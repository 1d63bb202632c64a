using System.Collections.Immutable;
using Clearance.Declarations.Domain.Notifications;
using Clearance.Kernel;
using Clearance.Properties;
using CsCheck;

namespace Clearance.Declarations.Domain.Tests;

/// <summary>What is sent when, whatever the receiver does: decided without a clock and without a connection.</summary>
public sealed class WebhookTests
{
    private const string Holder = "one";
    private static readonly DateTimeOffset s_start = new(2018, 10, 23, 1, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_asked = TimeSpan.FromHours(3);
    private static readonly TimeSpan[] s_schedule =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), .. new[] { 2, 5, 10, 14, 20, 24 }.Select(hours => TimeSpan.FromHours(hours)),
    ];

    private static readonly int[] s_statuses = [200, 204, 410, 500, 0];
    private static readonly Actor s_owner = new("t", Roles.Declarant, Forms.Trader);

    private static readonly Gen<WebhookMessage[]> s_lives =
        (from index in Gen.Int[0, 9]
         from number in Gen.Int[1, 6]
         from status in Gen.Int[0, 4]
         select Message(index, number, s_statuses[status])).Array[0, 20].Select(messages => (WebhookMessage[])[Created, .. messages]);

    private static readonly AggregateProperties<WebhookEndpoint, WebhookMessage> s_endpoints =
        new(WebhookDecisions.Decide, DeclarationsJson.Default.WebhookEndpoint, DeclarationsJson.Default.WebhookMessage);

    private static CreateEndpoint Created => new("e1", Forms.Trader, "https://receiver.example/", "", [], "whsec_AAAA", new LogPlace(0, 0));

    [Fact]
    public void An_endpoint_replays_byte_for_byte() => s_endpoints.ReplayGivesTheSameDecisions(s_lives);

    [Fact]
    public void An_endpoint_survives_storage() => s_endpoints.StateSurvivesStorage(s_lives);

    [Fact]
    public void Whatever_a_receiver_answers_each_declaration_is_delivered_in_order_and_nothing_is_lost() =>
        (from declarations in Gen.Int[1, 4]
         from answers in Gen.Int[0, 3].Array[1, 200]
         select (declarations, answers)).Sample(
            c =>
            {
                var notes = Enumerable.Range(1, 30).Select(i => new TakenNote(new LogPlace(0, i), $"d{i % c.declarations}")).ToImmutableArray();
                var (state, now) = (Must(null, Created, s_start), s_start);
                state = Must(state, new TakeUp(Holder, notes, notes[^1].Place), now);
                var delivered = new List<TakenNote>();
                for (var i = 0; state.Pending.Length > 0; i++)
                {
                    // One answer in four is good; after the given ones all are.
                    var isTaken = i >= c.answers.Length || c.answers[i] == 0;
                    now = state.Heads.Min(head => head.NextTime) is var next && next > now ? next : now;
                    var head = state.Heads.First(message => message.NextTime <= now);
                    state = Must(state, new TakeUp(Holder, [], state.Cursor), now);
                    state = Must(state, new Report(Holder, [new Outcome(head.Place, isTaken ? 200 : 503, "", TimeSpan.Zero, null)]), now);
                    if (isTaken)
                    {
                        delivered.Add(new TakenNote(head.Place, head.Declaration));
                    }

                    if (state.State == WebhookState.Disabled)
                    {
                        state = Must(state, new ChangeEndpoint(null, null, null, false), now);
                    }
                }

                var missing = notes.Except(delivered).Count();
                Assert.True(missing == 0 || now - s_start >= RetrySchedule.End, $"{missing} were given up after {now - s_start}.");
                Assert.All(delivered.GroupBy(note => note.Declaration), group => Assert.Equal(group.OrderBy(note => note.Place.Sequence), group));
                Assert.Equal(delivered.Count, delivered.Distinct().Count());
            },
            iter: 300);

    [Fact]
    public void Pauses_are_those_of_Standard_Webhooks_and_up_to_a_fifth_and_keep_what_the_receiver_asks() => Gen.Select(Gen.Int[1, 100], Gen.Long[1, 100_000]).Sample((attempt, sequence) =>
    {
        var (pause, next) = (RetrySchedule.After(attempt, new LogPlace(0, sequence), null), RetrySchedule.After(attempt + 1, new LogPlace(0, sequence), null));
        Assert.InRange(pause, s_schedule[Math.Min(attempt, s_schedule.Length) - 1], s_schedule[Math.Min(attempt, s_schedule.Length) - 1] * 1.2);
        Assert.True(next > pause || attempt >= s_schedule.Length - 1);
        Assert.Equal(pause > s_asked ? pause : s_asked, RetrySchedule.After(attempt, new LogPlace(0, sequence), s_asked));
        Assert.Equal(pause > RetrySchedule.LongestPause ? pause : RetrySchedule.LongestPause, RetrySchedule.After(attempt, new LogPlace(0, sequence), TimeSpan.FromDays(900)));
    });

    [Fact]
    public void A_receiver_that_takes_nothing_for_three_days_is_disabled_and_what_waits_is_kept()
    {
        var (state, now) = (Taken(3), s_start);
        while (state.State == WebhookState.Active)
        {
            now = state.Heads.Min(head => head.NextTime) is var next && next > now ? next : now;
            var head = state.Heads.First(message => message.NextTime <= now);
            state = Must(Must(state, new TakeUp(Holder, [], state.Cursor), now), new Report(Holder, [new Outcome(head.Place, 500, "", TimeSpan.Zero, null)]), now);
        }

        Assert.InRange(now - s_start, RetrySchedule.End, RetrySchedule.End + (TimeSpan.FromHours(24) * 1.2));
        Assert.Equal(10, state.Heads.Max(head => head.Attempts));
        Assert.Equal("The receiver took nothing for 3 days.", state.DisableReason);
        Assert.Equal(3, state.Pending.Length);
        var again = Must(state, new ChangeEndpoint(null, null, null, false), now);
        Assert.All(again.Heads, head => Assert.Equal((0, now), (head.Attempts, head.NextTime)));
    }

    [Fact]
    public void A_message_that_alone_is_never_taken_is_given_up_and_those_behind_it_go_on()
    {
        var notes = ImmutableArray.Create(new TakenNote(new LogPlace(0, 1), "bad"), new TakenNote(new LogPlace(0, 2), "bad"), new TakenNote(new LogPlace(0, 3), "good"));
        var state = Must(Must(null, Created, s_start), new TakeUp(Holder, notes, notes[^1].Place), s_start);
        state = Report(state, 3, 200, s_start.AddMinutes(1));
        state = Report(state, 1, 500, s_start.AddMinutes(2));
        Assert.Equal(2, state.Pending.Length);

        state = Report(state, 1, 500, s_start + RetrySchedule.End + TimeSpan.FromMinutes(1));

        Assert.Equal((WebhookState.Active, new LogPlace(0, 2)), (state.State, Assert.Single(state.Pending).Place));
    }

    [Fact]
    public void One_process_delivers_at_a_time_and_the_word_of_one_that_was_replaced_does_not_count()
    {
        var state = Taken(2);
        Assert.Same(state, Must(state, new TakeUp("two", [], state.Cursor), s_start.AddSeconds(59)));

        var replaced = Must(state, new TakeUp("two", [], state.Cursor), s_start.AddSeconds(60));
        Assert.Equal("two", replaced.Lease!.Holder);
        Assert.Same(replaced, Report(replaced, 1, 200, s_start.AddSeconds(61)));
    }

    [Fact]
    public void What_finds_no_room_stays_in_the_log()
    {
        var state = Taken(WebhookEndpoint.MostPending - 1);
        var more = Enumerable.Range(1000, 5).Select(i => new TakenNote(new LogPlace(0, i), $"d{i}")).ToImmutableArray();

        state = Must(state, new TakeUp(Holder, more, more[^1].Place), s_start);

        Assert.Equal((WebhookEndpoint.MostPending, new LogPlace(0, 1000)), (state.Pending.Length, state.Cursor));
    }

    [Fact]
    public void A_receiver_that_says_gone_is_disabled_at_once() => Assert.Equal(WebhookState.Disabled, Report(Taken(1), 1, 410, s_start).State);

    [Fact]
    public void What_the_log_kept_no_longer_is_no_delivery_and_those_behind_it_go_on()
    {
        var notes = ImmutableArray.Create(new TakenNote(new LogPlace(0, 1), "d"), new TakenNote(new LogPlace(0, 2), "d"));
        var state = Must(Must(null, Created, s_start), new TakeUp(Holder, notes, notes[^1].Place), s_start);

        var decision = WebhookDecisions.Decide(
            state,
            new Report(Holder, [new Outcome(notes[0].Place, 0, "gone", TimeSpan.Zero, null, Expired: true)]),
            new Occasion(s_start.AddDays(40), Actor.System, Guid.Empty));

        var attempt = WebhookAttempt.Of(Assert.Single(decision.Notes).Json.Span);
        Assert.Equal((AttemptResult.Expired, 0), (attempt.Result, attempt.Status));
        Assert.Equal((notes[1].Place, null), (Assert.Single(decision.State!.Pending).Place, decision.State.LastSuccessTime));
    }

    [Fact]
    public void Both_secrets_sign_for_a_day_after_a_rotation()
    {
        var state = Must(Must(null, Created, s_start), new RotateSecret("whsec_BBBB"), s_start);

        Assert.Equal(["whsec_BBBB", "whsec_AAAA"], state.SecretsAt(s_start.AddHours(23)));
        Assert.Equal(["whsec_BBBB"], state.SecretsAt(s_start.AddHours(24)));
    }

    [Fact]
    public void Another_enterprise_cannot_touch_an_endpoint() => Assert.Equal(
        "RESOURCE_NOT_FOUND",
        WebhookDecisions.Decide(Must(null, Created, s_start), new DeleteEndpoint(), new Occasion(s_start, World.AgentActor, Guid.Empty)).Refusal?.Reason);

    private static WebhookEndpoint Taken(int count)
    {
        var notes = Enumerable.Range(1, count).Select(i => new TakenNote(new LogPlace(0, i), $"d{i}")).ToImmutableArray();
        return Must(Must(null, Created, s_start), new TakeUp(Holder, notes, notes[^1].Place), s_start);
    }

    private static WebhookEndpoint Report(WebhookEndpoint state, long sequence, int status, DateTimeOffset now) =>
        Must(state, new Report(Holder, [new Outcome(new LogPlace(0, sequence), status, "", TimeSpan.Zero, null)]), now);

    private static WebhookEndpoint Must(WebhookEndpoint? state, WebhookMessage message, DateTimeOffset now)
    {
        var decision = WebhookDecisions.Decide(state, message, new Occasion(now, message is TakeUp or Notifications.Report ? Actor.System : s_owner, Guid.Empty));
        Assert.Null(decision.Refusal);
        return decision.State!;
    }

    private static WebhookMessage Message(int index, int number, int status) => index switch
    {
        0 => new ChangeEndpoint(null, $"{number}", null, number % 2 == 0),
        1 => new RotateSecret($"whsec_{number}"),
        2 => new Redeliver(new TakenNote(new LogPlace(0, number), "d1")),
        3 => new Rewind(new LogPlace(0, number)),
        4 => new Tested(status, "", TimeSpan.FromMilliseconds(3)),
        5 when number == 1 => new DeleteEndpoint(),
        < 8 => new TakeUp(Holder, [new TakenNote(new LogPlace(0, number), $"d{number % 2}")], new LogPlace(0, number)),
        _ => new Report(Holder, [new Outcome(new LogPlace(0, number), status, "", TimeSpan.Zero, null)]),
    };
}
