using Clearance.Kernel;

namespace Clearance.Guarantees.Domain.Tests;

public sealed class ResolutionTests
{
    private const string D = "d1";

    private enum Way
    {
        Settle,
        Void,
        Pay,
        Expire,
    }

    [Fact]
    public void A_settled_tax_gives_the_limit_back()
    {
        var world = Secured(tax: true, documents: false);

        world.Tell(new SecurityMessage.TaxSettled(D, world.Now));

        AssertEnd(world, ReservationState.Released, paid: 0m);
        Assert.Equal(400m, Assert.IsType<SecurityReleased>(world.Facts[^1]).Amount.Amount);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Both_purposes_must_be_done_before_the_limit_comes_back(bool taxFirst)
    {
        var world = Secured(tax: true, documents: true);
        SecurityMessage[] facts = [new SecurityMessage.TaxSettled(D, world.Now), new SecurityMessage.DocumentsCompleted(D, world.Now)];

        world.Tell(facts[taxFirst ? 0 : 1]);
        Assert.Equal(ReservationState.Reserved, Reservation.StateOf(world.Security(D)!));
        Assert.Equal(400m, world.Guarantee.Reserved.Amount);

        world.Tell(facts[taxFirst ? 1 : 0]);
        AssertEnd(world, ReservationState.Released, paid: 0m);
    }

    [Fact]
    public void A_purpose_that_is_not_secured_is_not_waited_for()
    {
        var world = Secured(tax: false, documents: true);

        world.Tell(new SecurityMessage.DocumentsCompleted(D, world.Now));

        AssertEnd(world, ReservationState.Released, paid: 0m);
    }

    [Fact]
    public void A_form_that_owes_nothing_has_its_documents_secured_with_nothing()
    {
        var world = World.WithGuarantee(1000m);
        world.Assess(D, 0m, tax: false, documents: true);
        world.Tell(new SecurityMessage.TaxSettled(D, world.Now));
        Assert.IsType<DeclarationSecured>(Assert.Single(world.Facts));
        Assert.Equal(ReservationState.Reserved, Reservation.StateOf(world.Security(D)!));
        Assert.Equal("RESERVATIONS_OPEN", world.Tell(World.Key, new GuaranteeMessage.Cancel())?.Reason);

        world.Tell(new SecurityMessage.ReplenishmentOverdue(D, world.Now));
        Assert.Null(world.Claim(D));
        world.Tell(new SecurityMessage.DocumentsCompleted(D, world.Now));

        AssertEnd(world, ReservationState.Released, paid: 0m);
        Assert.True(Assert.IsType<SecurityReleased>(world.Facts[^1]).Amount.IsZero);
        Assert.Null(world.Tell(World.Key, new GuaranteeMessage.Cancel()));
        Assert.DoesNotContain(world.Postings, posting => posting.Amount.IsZero);
    }

    [Fact]
    public void A_demand_that_fell_after_the_last_day_for_claims_never_rises_again()
    {
        var world = Secured(tax: true, documents: true);
        world.Tell(new SecurityMessage.ReplenishmentOverdue(D, world.Now));
        EndCover(world);
        world.Tell(new SecurityMessage.DocumentsCompleted(D, world.Now));
        AssertEnd(world, ReservationState.Expired, paid: 0m);
        var facts = world.Facts.Count;

        world.Tell(new SecurityMessage.TaxOverdue(D, new OverdueBill("taxBills/b1", Money.Cny(150m))));

        AssertEnd(world, ReservationState.Expired, paid: 0m);
        Assert.Equal(facts, world.Facts.Count);
    }

    [Fact]
    public void A_withdrawn_declaration_voids_its_reservation()
    {
        var world = Secured();

        world.Tell(new SecurityMessage.Withdrawn(D, world.Now));

        AssertEnd(world, ReservationState.Voided, paid: 0m);
    }

    [Fact]
    public void An_overdue_bill_is_claimed_with_what_is_open_on_it()
    {
        var world = Secured();

        world.Tell(new SecurityMessage.TaxOverdue(D, new OverdueBill("taxBills/b1", Money.Cny(150m))));

        var claim = world.Claim(D)!;
        Assert.Equal((150m, ClaimState.Open), (claim.Amount.Amount, claim.State));
        Assert.Equal([ClaimGround.TaxOverdue], claim.Grounds);
        Assert.Equal(new DateOnly(2018, 10, 30), claim.PayDueDate);
        Assert.Equal((250m, 150m), (world.Guarantee.Reserved.Amount, world.Guarantee.Claimed.Amount));
        Assert.Equal(ClaimGround.TaxOverdue, Assert.IsType<GuaranteeClaimed>(world.Facts[^1]).Ground);
    }

    [Fact]
    public void A_second_overdue_bill_makes_the_claim_grow_never_above_the_cover()
    {
        var world = Secured();
        world.Tell(new SecurityMessage.TaxOverdue(D, new OverdueBill("taxBills/b1", Money.Cny(150m))));

        world.Tell(new SecurityMessage.TaxOverdue(D, new OverdueBill("taxBills/b2", Money.Cny(900m))));

        Assert.Equal(400m, world.Claim(D)!.Amount.Amount);
        Assert.Equal([150m, 400m], world.Facts.OfType<GuaranteeClaimed>().Select(fact => fact.Amount.Amount));
    }

    [Fact]
    public void Late_documents_are_claimed_with_the_full_tax()
    {
        var world = Secured(tax: false, documents: true);

        world.Tell(new SecurityMessage.ReplenishmentOverdue(D, world.Now));

        Assert.Equal(400m, world.Claim(D)!.Amount.Amount);
        Assert.Equal(ClaimGround.ReplenishmentOverdue, Assert.IsType<GuaranteeClaimed>(world.Facts[^1]).Ground);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void What_is_overdue_but_not_secured_is_not_claimed(bool tax, bool documents)
    {
        var world = Secured(tax, documents);

        world.Tell(tax ? new SecurityMessage.ReplenishmentOverdue(D, world.Now) : new SecurityMessage.TaxOverdue(D, new OverdueBill("taxBills/b1", Money.Cny(1m))));

        Assert.Null(world.Claim(D));
        Assert.Equal(400m, world.Guarantee.Reserved.Amount);
    }

    [Fact]
    public void A_duty_done_late_withdraws_the_claim()
    {
        var world = Secured();
        world.Tell(new SecurityMessage.TaxOverdue(D, new OverdueBill("taxBills/b1", Money.Cny(150m))));

        world.Tell(new SecurityMessage.TaxSettled(D, world.Now));

        Assert.Equal(ClaimState.Withdrawn, world.Claim(D)!.State);
        AssertEnd(world, ReservationState.Released, paid: 0m);
    }

    [Fact]
    public void A_claim_that_is_paid_in_full_uses_the_limit_up()
    {
        var world = Secured(tax: false, documents: true);
        world.Tell(new SecurityMessage.ReplenishmentOverdue(D, world.Now));

        Assert.Null(world.Tell(D, new ClaimMessage.ReportPaid(Money.Cny(400m))));

        AssertEnd(world, ReservationState.Settled, paid: 400m);
        Assert.Equal(600m, world.Guarantee.Available.Amount);
        Assert.DoesNotContain(world.Facts, fact => fact is SecurityReleased);
    }

    [Fact]
    public void A_claim_that_is_paid_in_part_gives_the_rest_back_when_the_duty_is_done()
    {
        var world = Secured();
        world.Tell(new SecurityMessage.TaxOverdue(D, new OverdueBill("taxBills/b1", Money.Cny(150m))));
        world.Tell(D, new ClaimMessage.ReportPaid(Money.Cny(100m)));
        Assert.Equal((ClaimState.Open, 50m), (world.Claim(D)!.State, world.Claim(D)!.Open.Amount));

        world.Tell(new SecurityMessage.TaxSettled(D, world.Now));

        AssertEnd(world, ReservationState.Settled, paid: 100m);
        Assert.Equal(300m, Assert.IsType<SecurityReleased>(world.Facts[^1]).Amount.Amount);
        Assert.Equal((ClaimState.Paid, 100m), (world.Claim(D)!.State, world.Claim(D)!.Amount.Amount));
    }

    [Fact]
    public void A_reservation_expires_after_the_last_day_for_claims()
    {
        var world = Secured();

        EndCover(world);

        AssertEnd(world, ReservationState.Expired, paid: 0m);
        Assert.Null(world.Security(D)!.Due);
    }

    [Fact]
    public void A_claim_made_in_time_survives_the_last_day_and_no_new_one_comes()
    {
        var world = Secured();
        world.Tell(new SecurityMessage.TaxOverdue(D, new OverdueBill("taxBills/b1", Money.Cny(150m))));
        EndCover(world);

        world.Tell(new SecurityMessage.TaxOverdue(D, new OverdueBill("taxBills/b2", Money.Cny(150m))));

        Assert.Equal((0m, 150m), (world.Guarantee.Reserved.Amount, world.Guarantee.Claimed.Amount));
        world.Tell(D, new ClaimMessage.ReportPaid(Money.Cny(150m)));
        AssertEnd(world, ReservationState.Settled, paid: 150m);
    }

    [Fact]
    public void A_reservation_is_not_woken_before_the_last_day_for_claims_has_passed()
    {
        var world = Secured();
        var before = world.Security(D);

        world.Now = world.Security(D)!.Due!.Value.AddMicroseconds(-1);
        world.Tell(new SecurityMessage.CoverEnded(D));

        Assert.Same(before, world.Security(D));
    }

    /// <summary>However a reservation ends, whatever comes after moves no money and publishes nothing.</summary>
    [Theory]
    [CombinatorialWays]
    public void A_reservation_is_resolved_once(int first, int second)
    {
        var world = Secured();
        world.Tell(new SecurityMessage.TaxOverdue(D, new OverdueBill("taxBills/b1", Money.Cny(400m))));
        Resolve(world, (Way)first);
        Assert.True(Reservation.Of(world.Security(D)!).Held.IsZero);
        var (facts, available, paid) = (world.Facts.Count, world.Guarantee.Available, world.Guarantee.Paid);

        Resolve(world, (Way)second);

        Assert.Equal((facts, available, paid), (world.Facts.Count, world.Guarantee.Available, world.Guarantee.Paid));
        Assert.True(world.Guarantee.Reserved.IsZero && world.Guarantee.Claimed.IsZero);
    }

    private static void Resolve(World world, Way way)
    {
        switch (way)
        {
            case Way.Settle:
                world.Tell(new SecurityMessage.TaxSettled(D, world.Now));
                break;
            case Way.Void:
                world.Tell(new SecurityMessage.Withdrawn(D, world.Now));
                break;
            case Way.Pay:
                world.Tell(D, new ClaimMessage.ReportPaid(Money.Cny(400m)));
                break;
            default:
                // A claim keeps its reservation open, so that only an end of the duty can come before this one.
                EndCover(world);
                if (Reservation.Of(world.Security(D)!).Held.IsPositive)
                {
                    world.Tell(D, new ClaimMessage.ReportPaid(Money.Cny(400m)));
                }

                break;
        }
    }

    private static World Secured(bool tax = true, bool documents = false)
    {
        var world = World.WithGuarantee(1000m);
        world.Assess(D, 400m, tax, documents);
        Assert.IsType<DeclarationSecured>(Assert.Single(world.Facts));
        return world;
    }

    private static void EndCover(World world)
    {
        world.Now = CustomsTime.StartOf(new DateOnly(2019, 4, 1));
        world.Tell(new SecurityMessage.CoverEnded(D));
    }

    private static void AssertEnd(World world, ReservationState state, decimal paid)
    {
        Assert.Equal(state, Reservation.StateOf(world.Security(D)!));
        Assert.Equal((0m, 0m, paid), (world.Guarantee.Reserved.Amount, world.Guarantee.Claimed.Amount, world.Guarantee.Paid.Amount));
    }

    private sealed class CombinatorialWaysAttribute : Xunit.v3.DataAttribute
    {
        public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(System.Reflection.MethodInfo testMethod, Xunit.Sdk.DisposalTracker disposalTracker) =>
            ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(
            [
                .. from first in Enumerable.Range(0, 4) from second in Enumerable.Range(0, 4) select new TheoryDataRow<int, int>(first, second),
            ]);

        public override bool SupportsDiscoveryEnumeration() => true;
    }
}
