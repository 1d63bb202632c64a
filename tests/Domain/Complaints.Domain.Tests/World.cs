using Clearance.Kernel;

namespace Clearance.Complaints.Domain.Tests;

/// <summary>All aggregates of the service in memory: a message and everything it tells happens wholly or not at all, as in the engine.</summary>
internal sealed class World
{
    internal const string Key = "c1";
    internal const string Declaration = "d1";
    internal const string Firm = "91210200MA0000002B";
    internal const string Agent = "91210200MA0000003C";
    internal const string Complained = "officer-li";

    private Dictionary<(string Table, string Key), object> _states = [];
    private int _messages;

    /// <summary>A Tuesday.</summary>
    internal DateTimeOffset Now { get; set; } = new(2018, 10, 23, 1, 0, 0, TimeSpan.Zero);

    internal List<IFact> Facts { get; } = [];

    internal Complaint Complaint => Find<Complaint>(Keys.ComplaintTable, Key)!;

    internal static Actor Officer { get; } = new("officer-wang", Roles.Officer);

    internal static Actor Supervisor { get; } = new("supervisor-zhao", Roles.Supervisor);

    internal static Actor By(string subject) => new(subject, Roles.Supervisor);

    internal TState? Find<TState>(string table, string key)
        where TState : class => _states.GetValueOrDefault((table, key)) as TState;

    internal Refusal? Accepted() => Send(Keys.CaseReference(Declaration), new CaseReferenceMessage.Accepted(Firm, Agent), Actor.System);

    internal Refusal? Hear(CaseReferenceMessage message) => Send(Keys.CaseReference(Declaration), message, Actor.System);

    internal Refusal? File(string? declaration = null, string? person = Complained, string enterprise = Firm, string key = Key) => Tell(
        new ComplaintMessage.File(
            key,
            new Grievance(ComplaintKind.Delay, "Nothing moves.", declaration, person, "An answer."),
            Clock.From(CustomsTime.DateOf(Now), BusinessCalendar.China)),
        new Actor("clerk", Roles.Declarant, enterprise),
        key);

    internal Refusal? Tell(ComplaintMessage message, Actor actor, string key = Key) => Send(Keys.Complaint(key), message, actor);

    /// <summary>Takes a new complaint to its conclusion.</summary>
    internal Refusal? Conclude(
        string key, Finding finding = Finding.Founded, Measure measure = Measure.Talk, string? officer = null, string? person = Complained)
    {
        Assert.Null(File(person: person, key: key));
        Assert.Null(Tell(new ComplaintMessage.Accept(), Officer, key));
        Assert.Null(Tell(new ComplaintMessage.Assign(Officer.Subject), Supervisor, key));
        Assert.Null(Tell(new ComplaintMessage.GiveAnswer("We are sorry."), Officer, key));
        return Tell(new ComplaintMessage.Conclude(finding, measure, officer, Satisfaction.Satisfied, null), Supervisor, key);
    }

    private Refusal? Send<TMessage>(Address<TMessage> to, TMessage message, Actor actor)
        where TMessage : class
    {
        var occasion = new Occasion(Now, actor, new Guid(++_messages, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));
        var (states, facts) = (new Dictionary<(string, string), object>(_states), new List<IFact>());
        var queue = new Queue<Told>([new Told(to.Aggregate, to.Key, message)]);
        while (queue.TryDequeue(out var told))
        {
            var refusal = told.Message switch
            {
                ComplaintMessage m => Apply<Complaint>(told, state => ComplaintRules.Decide(state, m, occasion)),
                CaseReferenceMessage m => Apply<CaseReference>(told, state => CaseReference.Decide(state, m, occasion)),
                OfficerRecordMessage m => Apply<OfficerRecord>(told, state => OfficerRecord.Decide(state, m, occasion)),
                AccountabilityMessage m => Apply<AccountabilityRecord>(told, state => AccountabilityRecord.Decide(state, m, occasion)),
                _ => throw new InvalidOperationException($"Nobody takes {told.Message}."),
            };
            if (refusal is not null)
            {
                return refusal;
            }
        }

        _states = states;
        Facts.AddRange(facts);
        return null;

        Refusal? Apply<TState>(Told told, Func<TState?, Decision<TState>> decide)
            where TState : class
        {
            var decision = decide(states.GetValueOrDefault((told.Aggregate, told.Key)) as TState);
            if (decision.State is { } state)
            {
                states[(told.Aggregate, told.Key)] = state;
            }

            facts.AddRange(decision.Facts);
            foreach (var next in decision.Tells)
            {
                queue.Enqueue(next);
            }

            return decision.Refusal;
        }
    }
}
