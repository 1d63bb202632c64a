using Clearance.Kernel;

namespace Clearance.Guarantees.Domain.Tests;

/// <summary>All aggregates of the service in memory: a message and everything it tells happens wholly or not at all, as in the engine.</summary>
internal sealed class World
{
    internal const string Guarantor = "91210200MA0000001A";
    internal const string Firm = "91210200MA0000002B";
    internal const string Key = "g1";

    private Dictionary<(string Table, string Key), object> _states = [];
    private int _messages;

    internal DateTimeOffset Now { get; set; } = new(2018, 10, 23, 1, 0, 0, TimeSpan.Zero);

    internal List<Posting> Postings { get; } = [];

    internal List<IFact> Facts { get; } = [];

    internal Guarantee Guarantee => Find<Guarantee>(Keys.GuaranteeTable, Key)!;

    internal IEnumerable<Security> Securities => _states.Values.OfType<Security>();

    internal IEnumerable<Guarantee> Guarantees => _states.Values.OfType<Guarantee>();

    internal static Actor Insurer { get; } = new("insurer", Roles.Guarantor, Guarantor);

    internal static GuaranteeTerms Terms(decimal limit = 1000m) => new(
        "POL-1", GuaranteeKind.InsurancePolicy, GuaranteeScope.General, true, true, Firm, "0900", Money.Cny(limit),
        new Validity(new DateOnly(2018, 10, 1), new DateOnly(2018, 12, 31), new DateOnly(2019, 3, 31)));

    internal static World WithGuarantee(decimal limit = 1000m, GuaranteeTerms? terms = null)
    {
        var world = new World();
        Assert.Null(world.Register(terms ?? Terms(limit)));
        return world;
    }

    internal TState? Find<TState>(string table, string key)
        where TState : class => _states.GetValueOrDefault((table, key)) as TState;

    internal Security? Security(string declaration) => Find<Security>(Keys.SecurityTable, declaration);

    internal Claim? Claim(string declaration) => Find<Claim>(Keys.ClaimTable, declaration);

    internal Refusal? Register(GuaranteeTerms terms, string key = Key) => Tell(key, new GuaranteeMessage.Register(key, terms));

    internal Refusal? Tell(string key, GuaranteeMessage message, Actor? actor = null) => Send(Keys.Guarantee(key), message, actor ?? Insurer);

    internal Refusal? Tell(SecurityMessage message) => Send(Keys.Security(message.Declaration), message, Actor.System);

    internal Refusal? Tell(string declaration, ClaimMessage message, Actor? actor = null) => Send(Keys.Claim(declaration), message, actor ?? Insurer);

    internal Refusal? Assess(string declaration, decimal amount, bool tax = true, bool documents = false, string guarantee = "guarantees/" + Key, string payer = Firm, int? version = null) =>
        Tell(new SecurityMessage.TaxAssessed(declaration, new SecurityRequest(guarantee, payer, Money.Cny(amount), tax, documents) { Version = version }));

    internal decimal Balance(string account) => Postings.Where(posting => posting.Account == account).Sum(posting => posting.Amount.Amount);

    internal Occasion Occasion(Actor actor) => new(Now, actor, new Guid(++_messages, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));

    private Refusal? Send<TMessage>(Address<TMessage> to, TMessage message, Actor actor)
        where TMessage : class
    {
        var occasion = Occasion(actor);
        var (states, facts, postings) = (new Dictionary<(string, string), object>(_states), new List<IFact>(), new List<Posting>());
        var queue = new Queue<Told>([new Told(to.Aggregate, to.Key, message)]);
        while (queue.TryDequeue(out var told))
        {
            var refusal = told.Message switch
            {
                GuaranteeMessage m => Apply<Guarantee>(told, state => GuaranteeRules.Decide(state, m, occasion)),
                SecurityMessage m => Apply<Security>(told, state => SecurityRules.Decide(state, m, occasion)),
                ClaimMessage m => Apply<Claim>(told, state => ClaimRules.Decide(state, m, occasion)),
                InstrumentMessage m => Apply<Instrument>(told, state => Instrument.Decide(state, m, occasion)),
                _ => throw new InvalidOperationException($"Nobody takes {told.Message}."),
            };
            if (refusal is not null)
            {
                return refusal;
            }
        }

        _states = states;
        Facts.AddRange(facts);
        Postings.AddRange(postings);
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
            postings.AddRange(decision.Postings);
            foreach (var next in decision.Tells)
            {
                queue.Enqueue(next);
            }

            return decision.Refusal;
        }
    }
}
