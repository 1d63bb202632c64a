using Clearance.Kernel;

namespace Clearance.Guarantees.Domain.Tests;

public sealed class GuaranteeLifecycleTests
{
    private static readonly GuaranteeMessage.Change s_raise = new(Money.Cny(2000m), null, null, null);

    /// <summary>Every state and every verb: the state afterwards, or the reason of the refusal.</summary>
    public static TheoryData<string, string, string> Cells => new()
    {
        { "none", "change", "RESOURCE_NOT_FOUND" },
        { "none", "suspend", "RESOURCE_NOT_FOUND" },
        { "none", "resume", "RESOURCE_NOT_FOUND" },
        { "none", "cancel", "RESOURCE_NOT_FOUND" },
        { "none", "register", "Active" },
        { "Active", "register", "INSTRUMENT_REGISTERED" },
        { "Active", "change", "Active" },
        { "Active", "suspend", "Suspended" },
        { "Active", "resume", "NOT_SUSPENDED" },
        { "Active", "cancel", "Cancelled" },
        { "Active", "lapse", "Expired" },
        { "Suspended", "register", "INSTRUMENT_REGISTERED" },
        { "Suspended", "change", "Suspended" },
        { "Suspended", "suspend", "Suspended" },
        { "Suspended", "resume", "Active" },
        { "Suspended", "cancel", "Cancelled" },
        { "Suspended", "lapse", "Expired" },
        { "Cancelled", "register", "INSTRUMENT_REGISTERED" },
        { "Cancelled", "change", "GUARANTEE_CANCELLED" },
        { "Cancelled", "suspend", "GUARANTEE_CANCELLED" },
        { "Cancelled", "resume", "GUARANTEE_CANCELLED" },
        { "Cancelled", "cancel", "GUARANTEE_CANCELLED" },
        { "Cancelled", "lapse", "Cancelled" },
        { "Expired", "register", "INSTRUMENT_REGISTERED" },
        { "Expired", "change", "GUARANTEE_EXPIRED" },
        { "Expired", "suspend", "GUARANTEE_EXPIRED" },
        { "Expired", "resume", "GUARANTEE_EXPIRED" },
        { "Expired", "cancel", "Cancelled" },
        { "Expired", "lapse", "Expired" },
    };

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_state_answers_every_verb(string state, string verb, string expected)
    {
        var world = In(state);

        var refusal = world.Tell(World.Key, Message(verb, world));

        Assert.Equal(expected, refusal?.Reason ?? world.Guarantee.State.ToString());
    }

    [Fact]
    public void Registering_puts_the_limit_on_the_ledger()
    {
        var world = World.WithGuarantee(1000m);

        var accounts = new Accounts(World.Key);
        Assert.Equal(1000m, world.Balance(accounts.Available));
        Assert.Equal(-1000m, world.Balance(accounts.Limit));
        Assert.Equal(World.Guarantor, world.Guarantee.Guarantor);
    }

    [Fact]
    public void An_instrument_number_is_registered_once_in_any_letter_case()
    {
        var world = World.WithGuarantee();

        var refusal = world.Register(World.Terms() with { InstrumentNumber = " pol-1 " }, "g2");

        Assert.Equal("INSTRUMENT_REGISTERED", refusal?.Reason);
        Assert.Null(world.Find<Guarantee>(Keys.GuaranteeTable, "g2"));
    }

    [Fact]
    public void Another_guarantor_may_have_the_same_instrument_number()
    {
        var world = World.WithGuarantee();

        var refusal = world.Tell("g2", new GuaranteeMessage.Register("g2", World.Terms()), new Actor("bank", Roles.Guarantor, "91210200MA0000009Z"));

        Assert.Null(refusal);
    }

    [Theory]
    [InlineData("suspend")]
    [InlineData("resume")]
    [InlineData("cancel")]
    [InlineData("change")]
    public void Another_guarantor_finds_nothing(string verb)
    {
        var world = World.WithGuarantee();

        var refusal = world.Tell(World.Key, Message(verb, world), new Actor("bank", Roles.Guarantor, "91210200MA0000009Z"));

        Assert.Equal((RefusalKind.NotFound, "RESOURCE_NOT_FOUND"), (refusal!.Kind, refusal.Reason));
    }

    [Fact]
    public void A_guarantor_without_an_enterprise_registers_nothing()
    {
        var refusal = new World().Tell(World.Key, new GuaranteeMessage.Register(World.Key, World.Terms()), new Actor("insurer", Roles.Guarantor));

        Assert.Equal("ENTERPRISE_MISSING", refusal?.Reason);
    }

    [Theory]
    [InlineData("2018-10-01", "2018-09-30", "2019-03-31", "DATE_BEFORE_START,DATE_PAST")]
    [InlineData("2018-10-01", "2018-10-22", "2019-03-31", "DATE_PAST")]
    [InlineData("2018-10-01", "2018-10-23", "2018-10-23", "")]
    [InlineData("2018-10-01", "2018-12-31", "2018-12-30", "DATE_BEFORE_END")]
    [InlineData("2018-10-01", "2019-10-01", "2019-10-01", "")]
    [InlineData("2018-10-01", "2019-10-02", "2019-10-01", "DATE_BEFORE_END,TERM_TOO_LONG")]
    public void The_days_of_a_policy_must_fit(string from, string to, string claimUntil, string codes)
    {
        var validity = new Validity(Day(from), Day(to), Day(claimUntil));

        var refusal = new World().Register(World.Terms() with { Validity = validity });

        Assert.Equal(codes, string.Join(',', (refusal?.Violations ?? []).Select(violation => violation.Code)));
    }

    [Fact]
    public void A_bank_letter_may_run_for_years()
    {
        var terms = World.Terms() with { Kind = GuaranteeKind.BankLetter, Validity = new Validity(Day("2018-10-01"), Day("2023-10-01"), Day("2024-10-01")) };

        Assert.Null(new World().Register(terms));
    }

    [Theory]
    [InlineData(1500, 1500)]
    [InlineData(600, 600)]
    [InlineData(1000, 1000)]
    public void A_change_of_the_limit_moves_the_free_part(decimal limit, decimal expected)
    {
        var world = World.WithGuarantee(1000m);
        world.Assess("d1", 600m);

        Assert.Null(world.Tell(World.Key, new GuaranteeMessage.Change(Money.Cny(limit), null, null, null)));

        var accounts = new Accounts(World.Key);
        Assert.Equal(expected - 600m, world.Balance(accounts.Available));
        Assert.Equal(-expected, world.Balance(accounts.Limit));
        Assert.Equal(expected - 600m, world.Guarantee.Available.Amount);
    }

    [Fact]
    public void The_limit_never_falls_below_what_is_in_use()
    {
        var world = World.WithGuarantee(1000m);
        world.Assess("d1", 600m);

        var refusal = world.Tell(World.Key, new GuaranteeMessage.Change(Money.Cny(599.99m), null, null, null));

        Assert.Equal("LIMIT_BELOW_USE", refusal?.Reason);
        Assert.Equal(1000m, world.Guarantee.Terms.Limit.Amount);
    }

    [Theory]
    [InlineData("2018-10-22", null)]
    [InlineData("2019-10-02", "2019-12-31")]
    [InlineData("2019-04-30", null)]
    public void A_change_to_days_that_do_not_fit_is_refused(string to, string? claimUntil)
    {
        var world = World.WithGuarantee();

        var refusal = world.Tell(World.Key, new GuaranteeMessage.Change(null, Day(to), claimUntil is null ? null : Day(claimUntil), null));

        Assert.Equal("VALIDITY_INVALID", refusal?.Reason);
    }

    [Fact]
    public void A_change_of_days_moves_the_lapse()
    {
        var world = World.WithGuarantee();

        world.Tell(World.Key, new GuaranteeMessage.Change(null, Day("2019-02-28"), null, null));

        Assert.Equal(CustomsTime.StartOf(Day("2019-03-01")), world.Guarantee.Due);
    }

    [Fact]
    public void A_stale_etag_is_a_conflict_and_the_present_one_passes()
    {
        var world = World.WithGuarantee();
        var etag = GuaranteeRules.EtagOf(world.Guarantee);

        Assert.Null(world.Tell(World.Key, s_raise with { Etag = etag }));
        var refusal = world.Tell(World.Key, s_raise with { Etag = etag });

        Assert.Equal((RefusalKind.Conflict, "ETAG_STALE"), (refusal!.Kind, refusal.Reason));
    }

    [Fact]
    public void A_change_to_what_is_already_so_changes_nothing()
    {
        var world = World.WithGuarantee();
        var before = world.Guarantee;

        Assert.Null(world.Tell(World.Key, new GuaranteeMessage.Change(before.Terms.Limit, null, null, null)));

        Assert.Same(before, world.Guarantee);
    }

    [Fact]
    public void Cancelling_while_something_is_reserved_is_refused()
    {
        var world = World.WithGuarantee();
        world.Assess("d1", 10m);

        Assert.Equal("RESERVATIONS_OPEN", world.Tell(World.Key, new GuaranteeMessage.Cancel())?.Reason);
        world.Tell(new SecurityMessage.TaxSettled("d1", world.Now));
        Assert.Null(world.Tell(World.Key, new GuaranteeMessage.Cancel()));
    }

    [Fact]
    public void A_guarantee_lapses_after_its_last_day_and_not_before()
    {
        var world = World.WithGuarantee();

        world.Now = CustomsTime.EndOf(world.Guarantee.Terms.Validity.To);
        world.Tell(World.Key, new GuaranteeMessage.Lapse(), Actor.System);
        Assert.Equal(GuaranteeState.Active, world.Guarantee.State);

        world.Now = world.Guarantee.Due!.Value;
        world.Tell(World.Key, new GuaranteeMessage.Lapse(), Actor.System);
        Assert.Equal(GuaranteeState.Expired, world.Guarantee.State);
        Assert.Null(world.Guarantee.Due);
    }

    private static World In(string state)
    {
        if (state == "none")
        {
            return new World();
        }

        var world = World.WithGuarantee();
        GuaranteeMessage? message = state switch
        {
            "Suspended" => new GuaranteeMessage.Suspend(),
            "Cancelled" => new GuaranteeMessage.Cancel(),
            "Expired" => new GuaranteeMessage.Lapse(),
            _ => null,
        };
        if (message is GuaranteeMessage.Lapse)
        {
            world.Now = world.Guarantee.Due!.Value;
        }

        if (message is not null)
        {
            Assert.Null(world.Tell(World.Key, message));
        }

        Assert.Equal(state, world.Guarantee.State.ToString());
        return world;
    }

    private static GuaranteeMessage Message(string verb, World world)
    {
        switch (verb)
        {
            case "register": return new GuaranteeMessage.Register(World.Key, World.Terms());
            case "change": return s_raise;
            case "suspend": return new GuaranteeMessage.Suspend();
            case "resume": return new GuaranteeMessage.Resume();
            case "cancel": return new GuaranteeMessage.Cancel();
            default:
                world.Now = CustomsTime.StartOf(new DateOnly(2019, 1, 1));
                return new GuaranteeMessage.Lapse();
        }
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
