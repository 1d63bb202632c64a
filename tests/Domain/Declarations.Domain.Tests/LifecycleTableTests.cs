using System.Runtime.CompilerServices;
using System.Text;
using Clearance.Declarations.Domain.Documents;
using Clearance.Declarations.Domain.Form;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain.Tests;

/// <summary>Every cell of the life cycle, allowed and forbidden, made from its one table; and the picture of it in the README.</summary>
public sealed class LifecycleTableTests
{
    private const string Begin = "<!-- life cycle: generated, see LifecycleTableTests -->";
    private const string End = "<!-- end of life cycle -->";

    public static TheoryData<string, DeclarationAction, string> Cells() => new(
        from action in Enum.GetValues<DeclarationAction>()
        from state in DeclarationLifecycle.States
        from sample in Samples(action)
        select new TheoryDataRow<string, DeclarationAction, string>(state?.ToString() ?? "None", action, sample.GetType().Name));

    [Theory]
    [MemberData(nameof(Cells))]
    public void Cell(string column, DeclarationAction action, string message)
    {
        var state = StateOf(column);
        var (cell, world) = (DeclarationLifecycle.Cell(state, action), In(state, action));
        var sample = Samples(action).First(one => one.GetType().Name == message);
        if (action is DeclarationAction.Approve or DeclarationAction.RefuseAmendment && cell.Refusal is null)
        {
            Assert.Null(world.Tell(Heavy(world), World.AgentActor));
        }

        // Goods are released once: what comes again is the same fact.
        var before = world.Declarations.GetValueOrDefault(World.Key);
        sample = sample is GoodsReleased && before?.Known.Released is { } known ? known : sample;
        var refusal = world.Tell(sample is AmendDeclaration ? Heavy(world) : sample, ActorOf(action));

        Assert.Equal(cell.Refusal, refusal?.Reason);
        if (cell.Refusal is null)
        {
            Assert.Contains(world.Declaration.State, cell.To);
        }
        else
        {
            Assert.Same(before, world.Declarations.GetValueOrDefault(World.Key));
        }
    }

    [Fact]
    public void Every_arrow_of_the_table_is_walked()
    {
        var walked = new HashSet<(DeclarationState?, DeclarationState)>();
        foreach (var (state, action) in from state in DeclarationLifecycle.States from action in Enum.GetValues<DeclarationAction>() select (state, action))
        {
            foreach (var sample in Samples(action))
            {
                var world = In(state, action);
                if (action is DeclarationAction.Approve)
                {
                    world.Tell(Heavy(world), World.AgentActor);
                }

                world.Now = action == DeclarationAction.Wake ? world.Now.AddDays(40) : world.Now;
                if (world.Tell(sample is AmendDeclaration ? Heavy(world) : sample, ActorOf(action)) is null)
                {
                    walked.Add((state, world.Declaration.State));
                }
            }
        }

        var unwalked = Arrows().Where(arrow => !walked.Contains((arrow.From, arrow.To))).Select(arrow => $"{arrow.From} {arrow.Action} {arrow.To}").ToArray();

        // These need more than one message: promised papers (DocumentTests), a rejection on its way (AmendmentTests of the service), a settlement before the release.
        Assert.Equal(
            [
                "Accepted HearRelease Closed", "Returned HearRelease Closed", "Withdrawing HearRelease Closed", "Withdrawing HearBar Rejected",
                "Closed Approve Released",
            ],
            unwalked);
    }

    [Fact]
    public void Every_column_stands_in_its_state() =>
        Assert.All(DeclarationLifecycle.States, state => Assert.Equal(state, Worlds.In(state).Declarations.GetValueOrDefault(World.Key)?.State));

    /// <summary>CLEARANCE_UPDATE=1 writes it anew.</summary>
    [Fact]
    public void The_picture_in_the_readme_is_that_of_the_table()
    {
        var file = Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../services/Declarations/README.md");
        var text = File.ReadAllText(file);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        var now = string.Concat(text.AsSpan(0, begin + Begin.Length), $"\n{Picture()}", text.AsSpan(end));
        if (Environment.GetEnvironmentVariable("CLEARANCE_UPDATE") == "1")
        {
            File.WriteAllText(file, now);
        }
        else
        {
            Assert.Equal(now, text);
        }
    }

    /// <summary>Only a summary can be completed, and none is ever closed.</summary>
    private static World In(DeclarationState? state, DeclarationAction action) =>
        Worlds.In(state, action == DeclarationAction.Complete && state != DeclarationState.Closed ? Forms.Summary : null);

    private static string Picture()
    {
        var text = new StringBuilder("```mermaid\nstateDiagram-v2\n");
        foreach (var arrows in Arrows().GroupBy(arrow => (arrow.From, arrow.To)))
        {
            text.Append($"  {NameOf(arrows.Key.From)} --> {NameOf(arrows.Key.To)}: {string.Join(", ", arrows.Select(arrow => Words(arrow.Action)))}\n");
        }

        return text.Append("  Closed --> [*]\n  Withdrawn --> [*]\n  Rejected --> [*]\n```\n").ToString();
    }

    private static IEnumerable<(DeclarationState? From, DeclarationState To, DeclarationAction Action)> Arrows() =>
        from state in DeclarationLifecycle.States
        from action in Enum.GetValues<DeclarationAction>()
        from to in DeclarationLifecycle.Cell(state, action).To
        where to != state
        select (state, to, action);

    private static string Words(DeclarationAction action) => action switch
    {
        DeclarationAction.HearRelease => "goods released",
        DeclarationAction.HearBar => "release barred",
        DeclarationAction.HearSettlement => "tax settled",
        DeclarationAction.Wake => "goods did not arrive",
        DeclarationAction.Approve => "amendment approved",
        DeclarationAction.Upload => "last document",
        _ => action.ToString().ToLowerInvariant(),
    };

    private static string NameOf(DeclarationState? state) => state?.ToString() ?? "[*]";

    private static DeclarationState? StateOf(string column) => column == "None" ? null : Enum.Parse<DeclarationState>(column);

    private static Actor ActorOf(DeclarationAction action) => action switch
    {
        DeclarationAction.RequestDocument or DeclarationAction.ConfirmDocument or DeclarationAction.Approve or DeclarationAction.RefuseAmendment or DeclarationAction.Return or DeclarationAction.Reject => Worlds.Officer,
        DeclarationAction.Wake or DeclarationAction.HearRelease or DeclarationAction.HearBar or DeclarationAction.HearSettlement or DeclarationAction.HearOther => Actor.System,
        _ => World.AgentActor,
    };

    /// <summary>An amendment on which tax hangs.</summary>
    private static AmendDeclaration Heavy(World world)
    {
        var items = Forms.SeaImport.Items;
        var form = Forms.SeaImport with { Items = items.SetItem(0, items[0] with { GoodsName = "other goods" }) };
        return new AmendDeclaration(form, ["items"], "typing mistake", "") { Judged = world.Declarations.GetValueOrDefault(World.Key)?.Version ?? 0 };
    }

    private static IEnumerable<DeclarationMessage> Samples(DeclarationAction action) => action switch
    {
        DeclarationAction.Save => [new CreateDeclaration(World.Key, Forms.SeaImport, [])],
        DeclarationAction.Lodge => [new LodgeDeclaration(World.Key, Forms.SeaImport, [])],
        DeclarationAction.Update => [new UpdateDeclaration(Forms.SeaImport with { Remarks = "new" }, ["remarks"], [], "")],
        DeclarationAction.Submit => [new SubmitDeclaration()],
        DeclarationAction.Upload => [new AttachDocument(DocumentKind.Contract, "c.pdf", "application/pdf", 1, "cd")],
        DeclarationAction.RequestDocument => [new RequestDocument(DocumentKind.Contract, "terms", new DateOnly(2018, 10, 30))],
        DeclarationAction.ConfirmDocument => [new ConfirmDocument(DocumentKind.Invoice)],
        DeclarationAction.Withdraw => [new WithdrawDeclaration("mistake")],
        DeclarationAction.Amend => [new AmendDeclaration(new DeclarationForm(), [], "x", "")],
        DeclarationAction.Complete => [new CompleteDeclaration(Forms.Whole, TwoStepTests.SecondStep, "")],
        DeclarationAction.Approve => [new ApproveAmendment("")],
        DeclarationAction.RefuseAmendment => [new RefuseAmendment("no proof")],
        DeclarationAction.Return => [new ReturnDeclaration("value")],
        DeclarationAction.Reject => [new RejectDeclaration("class")],
        DeclarationAction.Wake => [new ReplenishmentDue(), new ArrivalDue(), new CompletionDue(), new DocumentRequestDue()],
        DeclarationAction.HearRelease => [Facts.Released(provisional: false), Facts.Released(provisional: true)],
        DeclarationAction.HearBar => [new ReleaseBarred(Facts.Time)],
        DeclarationAction.HearSettlement => [new TaxSettled(Facts.Time, Money.Cny(5))],
        _ => Facts.OneOfEach.Where(fact => fact is not (GoodsReleased or TaxSettled)),
    };

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
