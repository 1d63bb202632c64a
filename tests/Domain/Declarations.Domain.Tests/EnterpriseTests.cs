using Clearance.Declarations.Domain.Form;
using Clearance.Declarations.Domain.Enterprises;
using Clearance.Declarations.Domain.Notifications;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain.Tests;

/// <summary>Registration, credit class by day, mandates, and what enterprises mean for a form.</summary>
public sealed class EnterpriseTests
{
    private static readonly Address<EnterpriseMessage> s_trader = Aggregates.Enterprise(Forms.Trader);

    [Fact]
    public void An_unknown_trader_and_an_unknown_agent_are_named_at_once()
    {
        var refusal = new World().Lodge(Forms.SeaImport with { Terms = "9" });

        Assert.Equal(
            [("declaration.terms", "TERMS_UNKNOWN"), ("declaration.trader.uscc", "ENTERPRISE_NOT_REGISTERED"), ("declaration.declarant.uscc", "ENTERPRISE_NOT_REGISTERED")],
            refusal!.Violations.Select(violation => (violation.Field, violation.Code)));
    }

    [Fact]
    public void An_agent_needs_a_mandate()
    {
        var world = World.WithFirms();
        world.Must(s_trader, new RevokeMandate(Forms.Agent), World.TraderActor);

        Assert.Equal("MANDATE_MISSING", Assert.Single(world.Lodge(Forms.SeaImport)!.Violations).Code);
        Assert.Null(world.Lodge(Forms.SeaExport));
    }

    [Fact]
    public void What_changes_in_what_a_firm_may_do_is_told_to_it_and_a_mandate_to_its_agent()
    {
        var world = World.WithFirms();
        world.Must(s_trader, new ChangeCreditClass(CreditClass.Discredited, new DateOnly(2018, 12, 1), "Smuggling."), Actor.System);
        world.Must(s_trader, new ChangeCreditClass(CreditClass.Discredited, new DateOnly(2018, 12, 1), "Smuggling."), Actor.System);
        world.Must(s_trader, new GrantMandate(Forms.Agent, new DateOnly(2019, 10, 23)), World.TraderActor);
        world.Must(s_trader, new RevokeMandate(Forms.Agent), World.TraderActor);
        world.Must(s_trader, new SuspendPrivilege("Papers did not come."), Actor.System);
        world.Must(s_trader, new RestorePrivilege("They came."), Actor.System);

        Assert.Equal(
            [NotificationKind.CreditClassChanged, NotificationKind.MandateGranted, NotificationKind.MandateRevoked, NotificationKind.PrivilegeSuspended, NotificationKind.PrivilegeRestored],
            Told(Forms.Trader).Select(told => told.Kind));
        Assert.Equal([NotificationKind.MandateGranted, NotificationKind.MandateRevoked], Told(Forms.Agent).Select(told => told.Kind));
        Assert.Contains("discredited from 2018-12-01", Told(Forms.Trader).First().Text, StringComparison.Ordinal);
        Assert.All(Told(Forms.Trader), told => Assert.True(told is { IsOfEnterprise: true, TextZh.Length: > 0 }));

        IEnumerable<Notification> Told(string uscc) => world.Notes.Where(note => note.Log == Notification.LogOf(uscc)).Select(note => Notification.Of(note.Json.Span));
    }

    [Fact]
    public void A_mandate_ends_with_its_last_day()
    {
        var world = World.WithFirms();
        world.Must(s_trader, new GrantMandate(Forms.Agent, new DateOnly(2018, 10, 23)), World.TraderActor);
        Assert.Null(world.Lodge(Forms.SeaImport, "01"));

        world.Now = world.Now.AddDays(1);

        Assert.Equal("MANDATE_MISSING", Assert.Single(world.Lodge(Forms.SeaImport, "02")!.Violations).Code);
    }

    [Theory]
    [InlineData(Direction.Import, null, null)]
    [InlineData(Direction.Export, null, "MANDATE_OUT_OF_SCOPE")]
    [InlineData(null, "0906", null)]
    [InlineData(null, "0902", "MANDATE_OUT_OF_SCOPE")]
    [InlineData(Direction.Import, "0906", null)]
    [InlineData(Direction.Import, "0901", "MANDATE_OUT_OF_SCOPE")]
    public void A_mandate_covers_what_its_scope_says(Direction? direction, string? office, string? code)
    {
        var world = World.WithFirms();
        world.Must(s_trader, new GrantMandate(Forms.Agent, null) { Direction = direction, Offices = office is null ? null : [office] }, World.TraderActor);

        var refusal = world.Lodge(Forms.SeaImport);

        Assert.Equal(code, refusal?.Violations.Single().Code);
    }

    [Fact]
    public void Better_classes_may_more_and_are_inspected_less()
    {
        var terms = CreditTerms.On(new DateOnly(2018, 10, 23)).ToArray();

        Assert.Equal(Enum.GetValues<CreditClass>(), terms.Select(row => row.Class));
        Assert.Equal([20, 50, 100, null], terms.Select(row => row.InspectionPercent));
        Assert.All(terms.Zip(terms.Skip(1)), pair => Assert.True((pair.First.Security || !pair.Second.Security) && (pair.First.Replenishment || !pair.Second.Replenishment)));
        Assert.Equal(CreditTerms.Of(CreditClass.General, new DateOnly(2018, 5, 1)), CreditTerms.Of(CreditClass.General, new DateOnly(2010, 1, 1)));
    }

    [Fact]
    public void Another_firms_customs_code_is_found()
    {
        var form = Forms.SeaImport with { Trader = Forms.SeaImport.Trader with { CustomsCode = Forms.AgentCode } };

        Assert.Equal("CUSTOMS_CODE_MISMATCH", Assert.Single(World.WithFirms().Lodge(form)!.Violations).Code);
    }

    [Fact]
    public void A_class_counts_from_its_day()
    {
        var world = World.WithFirms(CreditClass.General);
        world.Must(s_trader, new ChangeCreditClass(CreditClass.AdvancedCertified, new DateOnly(2018, 11, 1), "Certified."), World.Officer);
        var enterprise = world.Enterprises[Forms.Trader];

        Assert.Equal(CreditClass.General, enterprise.ClassOn(new DateOnly(2018, 10, 31)));
        Assert.Equal(CreditClass.AdvancedCertified, enterprise.ClassOn(new DateOnly(2018, 11, 1)));
        Assert.Equal(CreditClass.General, enterprise.ClassOn(new DateOnly(2017, 1, 1)));
    }

    [Fact]
    public void A_class_of_the_same_day_is_replaced()
    {
        var world = World.WithFirms(CreditClass.General);
        world.Must(s_trader, new ChangeCreditClass(CreditClass.Discredited, null, "Smuggling."), World.Officer);

        Assert.Equal(CreditClass.Discredited, Assert.Single(world.Enterprises[Forms.Trader].CreditHistory).Class);
    }

    public static TheoryData<string, string> Refused() => new()
    {
        { "register twice", "ENTERPRISE_ALREADY_REGISTERED" },
        { "class in the past", "EFFECTIVE_DATE_IN_PAST" },
        { "class without reason", "REASON_REQUIRED" },
        { "mandate to itself", "USCC_CHECK_DIGIT_WRONG" },
        { "mandate in the past", "EXPIRE_DATE_IN_PAST" },
        { "revoke nothing", "MANDATE_NOT_FOUND" },
        { "restore nothing", "PRIVILEGE_NOT_SUSPENDED" },
        { "foreign mandate", "RESOURCE_NOT_FOUND" },
        { "foreign revocation", "RESOURCE_NOT_FOUND" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_an_enterprise_refuses(string what, string code)
    {
        var world = World.WithFirms();
        var refusal = what switch
        {
            "register twice" => world.Send(s_trader, new RegisterEnterprise(Forms.Trader, Forms.TraderCode, "x", CreditClass.General), World.Officer),
            "class in the past" => world.Send(s_trader, new ChangeCreditClass(CreditClass.General, new DateOnly(2018, 10, 22), "x"), World.Officer),
            "class without reason" => world.Send(s_trader, new ChangeCreditClass(CreditClass.General, null, ""), World.Officer),
            "mandate to itself" => world.Send(s_trader, new GrantMandate(Forms.Trader, null), World.TraderActor),
            "mandate in the past" => world.Send(s_trader, new GrantMandate(Forms.Agent, new DateOnly(2018, 10, 22)), World.TraderActor),
            "revoke nothing" => world.Send(Aggregates.Enterprise(Forms.Agent), new RevokeMandate(Forms.Trader), World.AgentActor),
            "restore nothing" => world.Send(s_trader, new RestorePrivilege("x"), World.Officer),
            "foreign mandate" => world.Send(s_trader, new GrantMandate(Forms.Agent, null), World.AgentActor),
            _ => world.Send(s_trader, new RevokeMandate(Forms.Agent), World.AgentActor),
        };

        Assert.Equal(code, refusal!.Violations.IsEmpty ? refusal.Reason : refusal.Violations[0].Code);
    }

    [Fact]
    public void A_registration_says_everything_that_is_wrong()
    {
        var refusal = new World().Send(Aggregates.Enterprise("x"), new RegisterEnterprise("x", "y", "", CreditClass.General), World.Officer);

        Assert.Equal(["USCC_CHECK_DIGIT_WRONG", "CUSTOMS_CODE_MALFORMED", "DISPLAY_NAME_REQUIRED"], refusal!.Violations.Select(violation => violation.Code));
    }

    [Fact]
    public void An_unknown_enterprise_takes_nothing_and_stays_unknown()
    {
        var world = new World();

        Assert.Equal("RESOURCE_NOT_FOUND", world.Send(s_trader, new GrantMandate(Forms.Agent, null), World.TraderActor)!.Reason);
        Assert.Null(world.Send(s_trader, new SuspendPrivilege("late"), Actor.System));
        Assert.Empty(world.Enterprises);
    }

    [Fact]
    public void A_restored_privilege_counts_again()
    {
        var world = World.WithFirms();
        world.Must(s_trader, new SuspendPrivilege("late"), Actor.System);
        world.Must(s_trader, new RestorePrivilege("papers came"), World.Officer);

        Assert.Null(world.Lodge(Forms.AirWithoutInvoice));
    }

    [Fact]
    public void Numbers_end_with_the_highest()
    {
        var next = new NextNumber(World.Key, SerialKind.Declaration, 2018, 5);
        var occasion = new Occasion(Facts.Time, Actor.System, Guid.Empty);

        Assert.Equal(5, Serial.Decide(new Serial(4), next, occasion).State!.Last);
        Assert.Equal("NUMBERS_EXHAUSTED", Serial.Decide(new Serial(5), next, occasion).Refusal!.Reason);
    }
}
