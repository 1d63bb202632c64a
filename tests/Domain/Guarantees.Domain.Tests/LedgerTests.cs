using Clearance.Kernel;
using CsCheck;

namespace Clearance.Guarantees.Domain.Tests;

/// <summary>Random histories of two guarantees and six declarations, checked against the ledger after every step.</summary>
public sealed class LedgerTests
{
    private static readonly Gen<(int Kind, int Declaration, int Fen)[]> s_history =
        Gen.Select(Gen.Int[0, 13], Gen.Int[1, 6], Gen.Int[1, 50_000], (kind, declaration, fen) => (kind, declaration, fen)).Array[0, 60];

    [Fact]
    public void Any_history_sums_to_zero_keeps_every_limit_and_agrees_with_the_reservations() => s_history.Sample(
        history =>
        {
            var world = World.WithGuarantee(1000m);
            world.Register(World.Terms(300m) with { InstrumentNumber = "POL-2", Scope = GuaranteeScope.Single }, "g2");
            foreach (var step in history)
            {
                Step(world, step);
                Check(world);
            }
        },
        iter: 3000);

    [Fact]
    public void Any_history_ends_with_the_whole_limit_when_every_declaration_is_done_and_no_claim_was_paid() => s_history.Sample(
        history =>
        {
            var world = World.WithGuarantee(1000m);
            foreach (var step in history.Where(step => step.Kind is < 9 and not 5))
            {
                Step(world, step);
            }

            for (var declaration = 1; declaration <= 6; declaration++)
            {
                world.Tell(new SecurityMessage.TaxSettled($"d{declaration}", world.Now));
                world.Tell(new SecurityMessage.DocumentsCompleted($"d{declaration}", world.Now));
            }

            Assert.Equal(world.Guarantee.Terms.Limit, world.Guarantee.Available);
            Assert.Equal(0, world.Guarantee.OpenReservations);
        },
        iter: 1000);

    private static void Step(World world, (int Kind, int Declaration, int Fen) step)
    {
        var (declaration, amount) = ($"d{step.Declaration}", Money.Cny(step.Fen / 100m));
        _ = step.Kind switch
        {
            0 => world.Assess(declaration, amount.Amount, tax: true, documents: step.Fen % 2 == 0),
            1 => world.Assess(declaration, step.Fen % 3 == 0 ? 0m : amount.Amount, tax: false, documents: true),
            2 => world.Assess(declaration, amount.Amount, tax: false, documents: true, guarantee: step.Fen % 2 == 0 ? "guarantees/g1" : "guarantees/g2"),
            3 => world.Tell(new SecurityMessage.TaxSettled(declaration, world.Now)),
            4 => world.Tell(new SecurityMessage.DocumentsCompleted(declaration, world.Now)),
            5 => world.Tell(declaration, new ClaimMessage.ReportPaid(amount)),
            6 => world.Tell(new SecurityMessage.TaxOverdue(declaration, new OverdueBill($"taxBills/{step.Fen % 3}", amount))),
            7 => world.Tell(new SecurityMessage.ReplenishmentOverdue(declaration, world.Now)),
            8 => world.Tell(new SecurityMessage.Withdrawn(declaration, world.Now)),
            9 => world.Tell(declaration, new ClaimMessage.ReportDisputed("Not insured.")),
            10 => world.Tell(World.Key, new GuaranteeMessage.Change(Money.Cny(step.Fen * 3 / 100m), null, null, null)),
            11 => world.Tell(World.Key, step.Fen % 2 == 0 ? new GuaranteeMessage.Suspend() : new GuaranteeMessage.Resume()),
            12 => world.Tell(World.Key, new GuaranteeMessage.Cancel()),
            _ => Later(world, declaration),
        };
    }

    private static Refusal? Later(World world, string declaration)
    {
        world.Now = world.Now.AddDays(40);
        foreach (var guarantee in world.Guarantees.Where(guarantee => guarantee.Due <= world.Now).ToArray())
        {
            world.Tell(guarantee.Key, new GuaranteeMessage.Lapse(), Actor.System);
        }

        return world.Tell(new SecurityMessage.CoverEnded(declaration));
    }

    private static void Check(World world)
    {
        Assert.Equal(0m, world.Postings.Sum(posting => posting.Amount.Amount));
        foreach (var guarantee in world.Guarantees)
        {
            var accounts = new Accounts(guarantee.Key);
            var held = world.Securities.Where(security => security.Cover?.Guarantee == guarantee.Key).Select(Reservation.Of).ToArray();
            Assert.Equal(guarantee.Terms.Limit.Amount, -world.Balance(accounts.Limit));
            Assert.Equal(guarantee.Available.Amount, world.Balance(accounts.Available));
            Assert.True(guarantee.Available >= Money.Zero, "A limit was passed.");
            Assert.Equal(guarantee.Reserved.Amount, world.Balance(accounts.Reserved));
            Assert.Equal(guarantee.Reserved.Amount, held.Sum(position => position.Reserved.Amount));
            Assert.Equal(guarantee.Claimed.Amount, world.Balance(accounts.Claimed));
            Assert.Equal(guarantee.Claimed.Amount, held.Sum(position => position.Claimed.Amount));
            Assert.Equal(guarantee.Paid.Amount, world.Balance(accounts.Paid));
            Assert.Equal(guarantee.Paid.Amount, held.Sum(position => position.Paid.Amount));
            Assert.Equal(guarantee.OpenReservations, world.Securities.Count(security =>
                security.Cover?.Guarantee == guarantee.Key && Reservation.StateOf(security) == ReservationState.Reserved));
        }

        foreach (var security in world.Securities)
        {
            var claim = world.Claim(security.Declaration);
            Assert.Equal(Reservation.Of(security).Claimed, claim?.Open ?? Money.Zero);
            Assert.Equal(security.Paid, claim?.Paid ?? Money.Zero);
        }
    }
}
