using Clearance.Declarations.Domain.Documents;
using Clearance.Declarations.Domain.Enterprises;
using Clearance.Properties;
using CsCheck;

namespace Clearance.Declarations.Domain.Tests;

/// <summary>What every aggregate of the service must have: order and duplication do not matter, replay is the same, storage is faithful.</summary>
public sealed class PropertyTests
{
    private static readonly DeclarationMessage[] s_accepted =
    [
        new LodgeDeclaration(World.Key, Forms.AirWithoutInvoice, []),
        new Vouched(VouchRole.Trader, new Voucher(Forms.TraderCode, CreditClass.AdvancedCertified, false, true)),
        new Vouched(VouchRole.Declarant, new Voucher(Forms.AgentCode, CreditClass.General, false, true)),
        new Numbered(SerialKind.Unified, 2018, 7),
        new Numbered(SerialKind.Declaration, 2018, 9),
    ];

    private static readonly Gen<DeclarationMessage[]> s_commands =
        (from index in Gen.Int[0, 14]
         from text in Gen.Int[1, 3]
         select Command(index, text)).Array[0, 6];

    private static readonly Gen<DeclarationMessage[]> s_lives =
        from lodged in Gen.Bool
        from commands in s_commands
        from facts in Facts.Any
        from mixed in Gen.Shuffle(commands.Concat(facts).ToArray())
        select lodged
            ? (DeclarationMessage[])[.. s_accepted, .. mixed]
            : [new CreateDeclaration(World.Key, Forms.SeaImport, []), new Numbered(SerialKind.Unified, 2018, 1), .. mixed];

    private static readonly Gen<EnterpriseMessage[]> s_enterprise =
        (from index in Gen.Int[0, 6]
         from day in Gen.Int[0, 3]
         select EnterpriseCommand(index, day)).Array[0, 10];

    private static readonly AggregateProperties<Declaration, DeclarationMessage> s_declaration =
        new(DeclarationDecisions.Decide, DeclarationsJson.Default.Declaration, DeclarationsJson.Default.DeclarationMessage);

    private static readonly AggregateProperties<Enterprise, EnterpriseMessage> s_enterprises =
        new(EnterpriseDecisions.Decide, DeclarationsJson.Default.Enterprise, DeclarationsJson.Default.EnterpriseMessage);

    private static readonly AggregateProperties<Serial, SerialMessage> s_serials =
        new(Serial.Decide, DeclarationsJson.Default.Serial, DeclarationsJson.Default.SerialMessage);

    [Fact]
    public void Facts_about_a_declaration_join_in_any_order() => s_declaration.OrderAndDuplicationDoNotMatter(Facts.Any, s_accepted);

    [Fact]
    public void A_declaration_replays_byte_for_byte() => s_declaration.ReplayGivesTheSameDecisions(s_lives);

    [Fact]
    public void A_declaration_survives_storage() => s_declaration.StateSurvivesStorage(s_lives);

    [Fact]
    public void An_enterprise_replays_byte_for_byte() => s_enterprises.ReplayGivesTheSameDecisions(s_enterprise);

    [Fact]
    public void An_enterprise_survives_storage() => s_enterprises.StateSurvivesStorage(s_enterprise);

    [Fact]
    public void Suspending_twice_is_suspending_once() => s_enterprises.OrderAndDuplicationDoNotMatter(
        Gen.Const(new EnterpriseMessage[] { new SuspendPrivilege("late") }), EnterpriseCommand(0, 0));

    [Fact]
    public void A_serial_replays_byte_for_byte() => s_serials.ReplayGivesTheSameDecisions(
        Gen.Int[1, 5].Select(n => (SerialMessage)new NextNumber($"{n}", SerialKind.Declaration, 2018, 3)).Array[0, 6]);

    [Fact]
    public void The_opening_of_the_properties_is_an_accepted_form() =>
        Assert.Equal(DeclarationState.Accepted, s_declaration.Fold(s_accepted)!.State);

    private static DeclarationMessage Command(int index, int text) => index switch
    {
        0 => new WithdrawDeclaration($"reason {text}"),
        1 => new AttachDocument((DocumentKind)text, "f.pdf", "application/pdf", 10, $"{text}"),
        2 => new AttachDocument(DocumentKind.Invoice, "f.pdf", "application/pdf", 10, $"{text}"),
        3 => new UpdateDeclaration(Forms.SeaImport with { Remarks = $"{text}" }, ["remarks"], [], ""),
        4 => new UpdateDeclaration(Forms.SeaImport with { Items = [] }, ["items", "containers"], [], ""),
        5 => new SubmitDeclaration(),
        6 => new ReplenishmentDue(),
        7 => new AmendDeclaration(new Form.DeclarationForm { Remarks = $"{text}" }, ["remarks"], "mistake", "") { Judged = text - 1 },
        8 => new AmendDeclaration(new Form.DeclarationForm { GrossWeight = 5000 + text }, ["gross_weight"], "mistake", "") { Judged = text - 1 },
        9 => new ApproveAmendment("seen"),
        10 => new RefuseAmendment("no"),
        11 => new ReturnDeclaration("value"),
        12 => new RejectDeclaration("class"),
        13 => new ReleaseBarred(Facts.Time.AddMinutes(text)),
        _ => new Numbered(SerialKind.Declaration, 2018, text),
    };

    private static EnterpriseMessage EnterpriseCommand(int index, int day) => index switch
    {
        0 => new RegisterEnterprise(Forms.Trader, Forms.TraderCode, "示例", (CreditClass)day),
        1 => new ChangeCreditClass((CreditClass)day, new DateOnly(2018, 10, 23 + day), "review"),
        2 => new GrantMandate(Forms.Agent, new DateOnly(2018, 10, 22 + day)),
        3 => new RevokeMandate(Forms.Agent),
        4 => new SuspendPrivilege($"late {day}"),
        5 => new RestorePrivilege("paid"),
        _ => new Vouch(World.Key, VouchRole.Trader, Forms.Trader, day == 0 ? "" : Forms.Agent),
    };
}
