using Clearance.Declarations.Domain.Codes;
using Clearance.Declarations.Domain.Documents;
using Clearance.Declarations.Domain.Enterprises;
using Clearance.Declarations.Domain.Form;
using Clearance.Declarations.Domain.Rules;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain.Tests;

/// <summary>All aggregates of the service in memory: a message and all that it tells is one transaction, as in the engine.</summary>
internal sealed class World
{
    public const string Key = "01decl";
    private int _messages;

    public DateTimeOffset Now { get; set; } = new(2018, 10, 23, 1, 0, 0, TimeSpan.Zero);
    public Dictionary<string, Declaration> Declarations { get; private set; } = [];
    public Dictionary<string, Enterprise> Enterprises { get; private set; } = [];
    public Dictionary<string, Serial> Serials { get; private set; } = [];
    public List<IFact> Facts { get; } = [];
    public List<Note> Notes { get; } = [];
    public Declaration Declaration => Declarations[Key];
    public static Actor AgentActor { get; } = new("a", Roles.Declarant, Forms.Agent);
    public static Actor TraderActor { get; } = new("t", Roles.Declarant, Forms.Trader);
    public static Actor Officer { get; } = new("o", Roles.Officer);

    /// <summary>Both firms registered, the mandate granted.</summary>
    public static World WithFirms(CreditClass traderClass = CreditClass.GeneralCertified, IReadOnlyDictionary<string, TariffTerms?>? tariff = null)
    {
        var world = new World { Tariff = tariff ?? new Dictionary<string, TariffTerms?>() };
        world.Must(Aggregates.Enterprise(Forms.Trader), new RegisterEnterprise(Forms.Trader, Forms.TraderCode, "示例进口有限公司", traderClass), Officer);
        world.Must(Aggregates.Enterprise(Forms.Agent), new RegisterEnterprise(Forms.Agent, Forms.AgentCode, "示例报关有限公司", CreditClass.General), Officer);
        world.Must(Aggregates.Enterprise(Forms.Trader), new GrantMandate(Forms.Agent, null), TraderActor);

        // What they were told while they were set up is nobody's concern.
        world.Notes.Clear();
        return world;
    }

    /// <summary>A world with one accepted declaration.</summary>
    public static World WithAccepted(DeclarationForm? form = null)
    {
        var world = WithFirms();
        Assert.Null(world.Lodge(form ?? Forms.SeaImport));
        return world;
    }

    /// <summary>Tariff terms that forms are checked against; a code without entry is one that nobody answered for.</summary>
    public IReadOnlyDictionary<string, TariffTerms?> Tariff { get; init; } = new Dictionary<string, TariffTerms?>();

    /// <summary>Checked as at the edge, then sent.</summary>
    public Refusal? Lodge(DeclarationForm form, string key = Key, Actor? actor = null) =>
        Send(Aggregates.Declaration(key), Lodging(form, key), actor ?? DeclarantOf(form));

    public LodgeDeclaration Lodging(DeclarationForm form, string key = Key)
    {
        var findings = ReferenceRules.ForDeclaring(form, [], CodeBook.Shipped, Tariff, CustomsTime.DateOf(Now));
        return new LodgeDeclaration(key, form, findings.Violations) { Warnings = findings.Warnings.IsEmpty ? null : findings.Warnings };
    }

    public Refusal? Save(DeclarationForm form) => Send(
        Aggregates.Declaration(Key), new CreateDeclaration(Key, form, ReferenceRules.ForSaving(form, [], CodeBook.Shipped, CustomsTime.DateOf(Now))), DeclarantOf(form));

    public Refusal? Tell(DeclarationMessage message, Actor? actor = null) => Send(Aggregates.Declaration(Key), message, actor ?? AgentActor);

    public Refusal? Upload(DocumentKind kind, string sha256 = "ab") => Tell(new AttachDocument(kind, "file.pdf", "application/pdf", 1000, sha256));

    public void Must<TMessage>(Address<TMessage> to, TMessage message, Actor actor)
        where TMessage : class => Assert.Null(Send(to, message, actor));

    public Refusal? Send<TMessage>(Address<TMessage> to, TMessage message, Actor actor)
        where TMessage : class
    {
        var before = (new Dictionary<string, Declaration>(Declarations), new Dictionary<string, Enterprise>(Enterprises), new Dictionary<string, Serial>(Serials), Facts.Count, Notes.Count);
        var waiting = new Queue<Told>([new Told(to.Aggregate, to.Key, message)]);
        while (waiting.TryDequeue(out var told))
        {
            var occasion = new Occasion(Now, actor, new Guid(++_messages, 0, 0, new byte[8]));
            var refusal = told.Message switch
            {
                DeclarationMessage m => Apply(Declarations, told.Key, DeclarationDecisions.Decide(Declarations.GetValueOrDefault(told.Key), m, occasion), waiting),
                EnterpriseMessage m => Apply(Enterprises, told.Key, EnterpriseDecisions.Decide(Enterprises.GetValueOrDefault(told.Key), m, occasion), waiting),
                SerialMessage m => Apply(Serials, told.Key, Serial.Decide(Serials.GetValueOrDefault(told.Key), m, occasion), waiting),
                _ => throw new InvalidOperationException(told.Aggregate),
            };
            if (refusal is not null)
            {
                (Declarations, Enterprises, Serials) = (before.Item1, before.Item2, before.Item3);
                Facts.RemoveRange(before.Item4, Facts.Count - before.Item4);
                Notes.RemoveRange(before.Item5, Notes.Count - before.Item5);
                return refusal;
            }
        }

        return null;
    }

    private static Actor DeclarantOf(DeclarationForm form) => new("d", Roles.Declarant, form.Declarant.Uscc.Length > 0 ? form.Declarant.Uscc : Forms.Agent);

    private Refusal? Apply<TState>(Dictionary<string, TState> states, string key, Decision<TState> decision, Queue<Told> waiting)
        where TState : class
    {
        if (decision.Refusal is null)
        {
            Facts.AddRange(decision.Facts);
            Notes.AddRange(decision.Notes);
            foreach (var told in decision.Tells)
            {
                waiting.Enqueue(told);
            }

            if (decision.State is not null)
            {
                states[key] = decision.State;
            }
        }

        return decision.Refusal;
    }
}
