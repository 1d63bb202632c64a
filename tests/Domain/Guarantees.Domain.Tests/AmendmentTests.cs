using Clearance.Kernel;
using CsCheck;

namespace Clearance.Guarantees.Domain.Tests;

/// <summary>An amendment changes the tax that a guarantee secures.</summary>
public sealed class AmendmentTests
{
    [Fact]
    public void A_higher_tax_takes_the_difference_from_what_is_free()
    {
        var world = Secured(400m);

        world.Assess("d1", 700m, version: 1);

        Assert.Equal(700m, world.Guarantee.Reserved.Amount);
        var fact = Assert.IsType<DeclarationSecured>(world.Facts[^1]);
        Assert.Equal((700m, 1), (fact.Cover.Amount.Amount, fact.Version));
        Assert.Equal(1, world.Guarantee.OpenReservations);
        AssertBooked(world);
    }

    [Fact]
    public void A_higher_tax_above_what_is_free_is_refused_and_what_was_secured_stays()
    {
        var world = Secured(400m);

        world.Assess("d1", 1000.01m, version: 1);

        Assert.Equal("LIMIT_EXCEEDED", Assert.IsType<SecurityRefused>(world.Facts[^1]).Reason);
        Assert.Equal(400m, world.Guarantee.Reserved.Amount);
        Assert.Equal(ReservationState.Reserved, Reservation.StateOf(world.Security("d1")!));
        AssertBooked(world);
    }

    [Fact]
    public void A_lower_tax_gives_the_difference_back_and_a_later_higher_one_asks_again()
    {
        var world = Secured(400m);

        world.Assess("d1", 150m, version: 1);

        Assert.Equal(150m, world.Guarantee.Reserved.Amount);
        Assert.Equal((150m, 1), (Assert.IsType<DeclarationSecured>(world.Facts[^1]) is var less ? less.Cover.Amount.Amount : 0, less.Version));
        world.Assess("d2", 700m);
        world.Assess("d1", 350m, version: 2);
        Assert.Equal("LIMIT_EXCEEDED", Assert.IsType<SecurityRefused>(world.Facts[^1]).Reason);
        world.Assess("d1", 300m, version: 3);
        Assert.Equal(1000m, world.Guarantee.Reserved.Amount);
        AssertBooked(world);
    }

    [Fact]
    public void A_lower_tax_fits_where_the_form_as_accepted_did_not()
    {
        var world = World.WithGuarantee(1000m);
        world.Assess("d1", 1200m);

        world.Assess("d1", 900m, version: 1);

        Assert.IsType<DeclarationSecured>(world.Facts[^1]);
        Assert.Equal(900m, world.Guarantee.Reserved.Amount);
        AssertBooked(world);
    }

    [Fact]
    public void An_older_version_that_comes_late_changes_nothing()
    {
        var world = World.WithGuarantee(1000m);
        world.Assess("d1", 700m, version: 1);

        world.Assess("d1", 400m);

        Assert.Single(world.Facts);
        Assert.Equal(700m, world.Guarantee.Reserved.Amount);
        AssertBooked(world);
    }

    [Fact]
    public void What_was_paid_stays_paid_and_is_not_secured_again()
    {
        var world = Secured(400m);
        world.Tell(new SecurityMessage.TaxSettled("d1", world.Now));

        world.Assess("d1", 700m, version: 1);

        Assert.Equal(ReservationState.Released, Reservation.StateOf(world.Security("d1")!));
        Assert.True(world.Guarantee.Reserved.IsZero);
        AssertBooked(world);
    }

    [Fact]
    public void A_single_guarantee_takes_the_higher_tax_of_its_own_declaration()
    {
        var world = World.WithGuarantee(terms: World.Terms() with { Scope = GuaranteeScope.Single });
        world.Assess("d1", 400m);

        world.Assess("d1", 500m, version: 1);

        Assert.Equal(500m, world.Guarantee.Reserved.Amount);
    }

    [Fact]
    public void A_claim_falls_with_the_tax()
    {
        var world = Secured(400m);
        world.Tell(new SecurityMessage.TaxOverdue("d1", new OverdueBill("taxBills/1", Money.Cny(400m))));

        world.Assess("d1", 150m, version: 1);

        Assert.Equal(150m, world.Guarantee.Claimed.Amount);
        Assert.Equal(150m, world.Guarantee.Used.Amount);
        AssertBooked(world);
    }

    [Fact]
    public void However_taxes_change_the_guarantee_holds_what_its_securities_hold_and_never_more_than_its_limit()
    {
        var steps = Gen.Select(Gen.Int[1, 3], Gen.Int[1, 80_000], Gen.Int[0, 9]).Array[1, 30];
        steps.Sample(
            chosen =>
            {
                var world = World.WithGuarantee(1000m);
                var versions = new Dictionary<string, int>();
                foreach (var (number, fen, step) in chosen)
                {
                    var declaration = $"d{number}";
                    if (step == 0)
                    {
                        world.Tell(new SecurityMessage.TaxSettled(declaration, world.Now));
                    }
                    else if (step == 1)
                    {
                        world.Tell(new SecurityMessage.TaxOverdue(declaration, new OverdueBill($"taxBills/{fen % 3}", Money.Cny(fen / 100m))));
                    }
                    else
                    {
                        var version = versions[declaration] = versions.GetValueOrDefault(declaration, -1) + 1;
                        world.Assess(declaration, fen / 100m, version: version == 0 ? null : version);
                    }

                    AssertBooked(world);
                }
            },
            iter: 500);
    }

    private static World Secured(decimal amount)
    {
        var world = World.WithGuarantee(1000m);
        world.Assess("d1", amount);
        return world;
    }

    private static void AssertBooked(World world)
    {
        var guarantee = world.Guarantee;
        var accounts = new Accounts(World.Key);
        Assert.Equal(guarantee.Reserved.Amount, world.Balance(accounts.Reserved));
        Assert.Equal(guarantee.Claimed.Amount, world.Balance(accounts.Claimed));
        Assert.Equal(guarantee.Available.Amount, world.Balance(accounts.Available));
        Assert.True(guarantee.Available >= Money.Zero);
        Assert.Equal(guarantee.Reserved.Amount, world.Securities.Sum(security => Reservation.Of(security).Reserved.Amount));
        Assert.Equal(0, world.Postings.Sum(posting => posting.Amount.Amount));
    }
}
