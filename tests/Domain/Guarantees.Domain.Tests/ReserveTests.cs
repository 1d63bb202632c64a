using Clearance.Kernel;

namespace Clearance.Guarantees.Domain.Tests;

public sealed class ReserveTests
{
    [Fact]
    public void An_assessed_declaration_takes_the_full_tax_from_the_limit()
    {
        var world = World.WithGuarantee(1000m);

        world.Assess("d1", 400m, tax: true, documents: true);

        var fact = Assert.IsType<DeclarationSecured>(Assert.Single(world.Facts));
        Assert.Equal(("d1", true, true, 400m), (fact.Declaration, fact.SecuresTax, fact.SecuresDocuments, fact.Cover.Amount.Amount));
        Assert.Equal(new DateOnly(2018, 12, 31), fact.Cover.ValidTo);
        Assert.Equal((400m, 600m), (world.Guarantee.Reserved.Amount, world.Guarantee.Available.Amount));
        var accounts = new Accounts(World.Key);
        Assert.Equal((600m, 400m), (world.Balance(accounts.Available), world.Balance(accounts.Reserved)));
        Assert.Equal(ReservationState.Reserved, Reservation.StateOf(world.Security("d1")!));
    }

    [Fact]
    public void A_tax_of_exactly_what_is_free_is_covered()
    {
        var world = World.WithGuarantee(1000m);

        world.Assess("d1", 1000m);

        Assert.IsType<DeclarationSecured>(Assert.Single(world.Facts));
        Assert.True(world.Guarantee.Available.IsZero);
    }

    [Fact]
    public void A_repeated_assessment_takes_nothing_twice()
    {
        var world = World.WithGuarantee(1000m);

        world.Assess("d1", 400m);
        world.Assess("d1", 400m);

        Assert.Single(world.Facts);
        Assert.Equal(400m, world.Guarantee.Reserved.Amount);
    }

    [Fact]
    public void A_tax_above_what_is_free_is_refused_and_the_limit_stays()
    {
        var world = World.WithGuarantee(1000m);
        world.Assess("d1", 700m);

        world.Assess("d2", 300.01m);

        Assert.Equal("LIMIT_EXCEEDED", Refused(world));
        Assert.Equal(700m, world.Guarantee.Reserved.Amount);
        Assert.Null(Reservation.StateOf(world.Security("d2")!));
    }

    [Theory]
    [InlineData("guarantees/nowhere")]
    [InlineData("nowhere")]
    [InlineData("")]
    public void An_unknown_guarantee_is_refused_as_a_fact(string name)
    {
        var world = World.WithGuarantee();

        Assert.Null(world.Assess("d1", 10m, guarantee: name));

        Assert.Equal("GUARANTEE_UNKNOWN", Refused(world));
        Assert.Equal(name, Assert.IsType<SecurityRefused>(world.Facts[^1]).GuaranteeName);
    }

    [Fact]
    public void A_guarantee_of_another_enterprise_is_refused()
    {
        var world = World.WithGuarantee();

        world.Assess("d1", 10m, payer: "91210200MA0000009Z");

        Assert.Equal("GUARANTEE_NOT_YOURS", Refused(world));
    }

    [Fact]
    public void A_cancelled_guarantee_is_refused() => Assert.Equal("GUARANTEE_CANCELLED", After(new GuaranteeMessage.Cancel()));

    [Fact]
    public void A_suspended_guarantee_is_refused() => Assert.Equal("GUARANTEE_SUSPENDED", After(new GuaranteeMessage.Suspend()));

    [Theory]
    [InlineData("2018-12-31", null)]
    [InlineData("2019-01-01", "GUARANTEE_EXPIRED")]
    public void A_guarantee_covers_until_its_last_day_even_when_nobody_woke_it(string day, string? reason)
    {
        var world = World.WithGuarantee();
        world.Now = CustomsTime.EndOf(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));

        world.Assess("d1", 10m);

        Assert.Equal(reason, (world.Facts[^1] as SecurityRefused)?.Reason);
    }

    [Fact]
    public void A_guarantee_that_has_not_begun_is_refused()
    {
        var validity = new Validity(new DateOnly(2018, 10, 24), new DateOnly(2018, 12, 31), new DateOnly(2018, 12, 31));
        var world = World.WithGuarantee(terms: World.Terms() with { Validity = validity });

        world.Assess("d1", 10m);

        Assert.Equal("GUARANTEE_NOT_YET_VALID", Refused(world));
    }

    [Theory]
    [InlineData(true, false, false, true)]
    [InlineData(true, false, true, true)]
    [InlineData(false, true, true, false)]
    public void A_use_that_is_not_covered_is_refused(bool coversTax, bool coversDocuments, bool wantsTax, bool wantsDocuments)
    {
        var world = World.WithGuarantee(terms: World.Terms() with { SecuresTax = coversTax, SecuresDocuments = coversDocuments });

        world.Assess("d1", 10m, wantsTax, wantsDocuments);

        Assert.Equal("USE_NOT_COVERED", Refused(world));
    }

    [Fact]
    public void A_single_guarantee_serves_one_declaration_even_after_its_release()
    {
        var world = World.WithGuarantee(terms: World.Terms() with { Scope = GuaranteeScope.Single });
        world.Assess("d1", 10m);
        world.Tell(new SecurityMessage.TaxSettled("d1", world.Now));

        world.Assess("d2", 10m);

        Assert.Equal("GUARANTEE_USED", Refused(world));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Nothing_is_taken_for_what_is_done_already(bool tax, bool documents)
    {
        var world = World.WithGuarantee();
        world.Tell(new SecurityMessage.TaxSettled("d1", world.Now));
        world.Tell(new SecurityMessage.DocumentsCompleted("d1", world.Now));

        world.Assess("d1", 10m, tax, documents);

        Assert.Empty(world.Facts);
        Assert.True(world.Guarantee.Reserved.IsZero);
    }

    [Fact]
    public void Nothing_is_taken_for_a_declaration_that_was_withdrawn_first()
    {
        var world = World.WithGuarantee();
        world.Tell(new SecurityMessage.Withdrawn("d1", world.Now));

        world.Assess("d1", 10m);

        Assert.Empty(world.Facts);
    }

    [Fact]
    public void A_declaration_that_asks_for_nothing_leaves_one_small_row()
    {
        var world = World.WithGuarantee();
        world.Tell(new SecurityMessage.DocumentsCompleted("d1", world.Now));

        world.Assess("d1", 10m, tax: false, documents: false);
        world.Tell(new SecurityMessage.TaxSettled("d1", world.Now));

        Assert.Empty(world.Facts);
        Assert.Equal(new Security { Declaration = "d1", NotAsked = true }, world.Security("d1"));
    }

    private static string? After(GuaranteeMessage message)
    {
        var world = World.WithGuarantee();
        Assert.Null(world.Tell(World.Key, message));
        world.Assess("d1", 10m);
        return Refused(world);
    }

    private static string? Refused(World world)
    {
        var fact = Assert.IsType<SecurityRefused>(world.Facts[^1]);
        Assert.NotEmpty(fact.Text);
        return fact.Reason;
    }
}
