using Clearance.Kernel;
using CsCheck;

namespace Clearance.Declarations.Domain.Tests;

/// <summary>Facts of other services, one of each and any number of them.</summary>
internal static class Facts
{
    public static DateTimeOffset Time { get; } = new(2018, 10, 23, 2, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<HeardFact> OneOfEach { get; } =
    [
        new TaxAssessed(Time, Money.Cny(100), new DateOnly(2018, 11, 7), ["taxBills/1"]),
        new TaxSettled(Time, Money.Zero),
        new TaxPaymentFailed(Time, "taxBills/1", "BALANCE"),
        new TaxPaymentReversed(Time, "taxBills/1", Money.Cny(100), "TREASURY_REJECTED"),
        new RefundDecided(Time, "refunds/1", Money.Cny(100), true, ""),
        new RefundConcluded(Time, "refunds/1", Money.Cny(100), true, ""),
        new TaxOverdue(Time, "taxBills/1", Money.Cny(100)),
        new DeclarationSecured(Time, "guarantees/1/reservations/1", Money.Cny(100)),
        new SecurityRefused(Time, "guarantees/1", "LIMIT_EXCEEDED", "Too small."),
        new SecurityReleased(Time, "guarantees/1/reservations/1", Money.Cny(100)),
        new GuaranteeClaimed(Time, "claims/1", Money.Cny(100), "TAX_OVERDUE"),
        new ControlDecided(Time, ControlLane.Green, ["riskRules/green v1"]),
        new ControlCompleted(Time, true, "REVIEW_PASSED", "reviews/1"),
        new GoodsArrived(Time, "EXMPL2018100001"),
        Released(provisional: false),
        new ComplaintFiled(Time, "complaints/1"),
        new ComplaintConcluded(Time, "complaints/1", "FOUNDED"),
    ];

    /// <summary>Any facts: of any kind, at few instants so that some collide, with few contents so that some are equal.</summary>
    public static Gen<DeclarationMessage[]> Any { get; } =
        (from kind in Gen.Int[0, OneOfEach.Count - 1]
         from minute in Gen.Int[0, 3]
         from content in Gen.Int[0, 2]
         select Fact(kind, Time.AddMinutes(minute), content)).Array[0, 12];

    public static GoodsReleased Released(bool provisional) =>
        new(Time, "releaseCases/1", provisional, TimeSpan.FromMinutes(3), "EARLY_DECLARATION", ["Declared.", "Arrived."]);

    private static DeclarationMessage Fact(int kind, DateTimeOffset time, int content) => OneOfEach[kind] with { Time = time } switch
    {
        TaxAssessed f => f with { Total = Money.Cny(content), Bills = [$"taxBills/{content}"], Version = content == 2 ? 1 : null },
        TaxSettled f => f with { Total = Money.Cny(content), Version = content == 2 ? 1 : null },
        TaxPaymentFailed f => f with { Bill = $"taxBills/{content}" },
        TaxPaymentReversed f => f with { Bill = $"taxBills/{content}" },
        RefundDecided f => f with { Approved = content == 1 },
        RefundConcluded f => f with { Paid = content == 1 },
        TaxOverdue f => f with { Bill = $"taxBills/{content}" },
        DeclarationSecured f => f with { Amount = Money.Cny(content) },
        SecurityRefused f => f with { Guarantee = $"guarantees/{content}" },
        SecurityReleased f => f with { Amount = Money.Cny(content) },
        GuaranteeClaimed f => f with { Claim = $"claims/{content}" },
        ControlDecided f => f with { Lane = (ControlLane)content },
        ControlCompleted f => f with { Passed = content > 0 },
        GoodsReleased f => f with { Provisional = content == 1, Trail = [$"{content}"] },
        ComplaintFiled f => f with { Complaint = $"complaints/{content}" },
        var f => f,
    };
}
