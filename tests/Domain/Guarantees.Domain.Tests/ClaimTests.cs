using Clearance.Kernel;

namespace Clearance.Guarantees.Domain.Tests;

public sealed class ClaimTests
{
    private const string D = "d1";

    /// <summary>Every state and every message: the state afterwards, or the reason of the refusal.</summary>
    public static TheoryData<string, string, string> Cells => new()
    {
        { "none", "demand", "Open" },
        { "none", "paid", "RESOURCE_NOT_FOUND" },
        { "none", "part", "RESOURCE_NOT_FOUND" },
        { "none", "disputed", "RESOURCE_NOT_FOUND" },
        { "none", "withdraw", "none" },
        { "Open", "demand", "Open" },
        { "Open", "paid", "Paid" },
        { "Open", "part", "Open" },
        { "Open", "disputed", "Disputed" },
        { "Open", "withdraw", "Withdrawn" },
        { "Disputed", "demand", "Open" },
        { "Disputed", "paid", "Paid" },
        { "Disputed", "part", "Open" },
        { "Disputed", "disputed", "CLAIM_DISPUTED" },
        { "Disputed", "withdraw", "Withdrawn" },
        { "Paid", "demand", "Open" },
        { "Paid", "paid", "CLAIM_CLOSED" },
        { "Paid", "part", "CLAIM_CLOSED" },
        { "Paid", "disputed", "CLAIM_CLOSED" },
        { "Paid", "withdraw", "Paid" },
        { "Withdrawn", "demand", "Open" },
        { "Withdrawn", "paid", "CLAIM_CLOSED" },
        { "Withdrawn", "part", "CLAIM_CLOSED" },
        { "Withdrawn", "disputed", "CLAIM_CLOSED" },
        { "Withdrawn", "withdraw", "Withdrawn" },
    };

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_state_answers_every_message(string state, string message, string expected)
    {
        Claim? claim = null;
        foreach (var step in state switch
        {
            "none" => Array.Empty<string>(),
            "Open" => ["demand"],
            "Disputed" => ["demand", "disputed"],
            "Paid" => ["demand", "paid"],
            _ => ["demand", "withdraw"],
        })
        {
            claim = Decide(claim, step).State;
        }

        var decision = Decide(claim, message);

        Assert.Equal(expected, decision.Refusal?.Reason ?? decision.State?.State.ToString() ?? "none");
    }

    [Fact]
    public void More_than_is_open_cannot_be_paid()
    {
        var claim = Decide(null, "demand").State;

        var decision = ClaimRules.Decide(claim, new ClaimMessage.ReportPaid(Money.Cny(100.01m)), By(World.Guarantor));

        Assert.Equal("PAID_TOO_MUCH", decision.Refusal?.Reason);
    }

    [Fact]
    public void Another_guarantor_finds_no_claim()
    {
        var claim = Decide(null, "demand").State;

        var decision = ClaimRules.Decide(claim, new ClaimMessage.ReportPaid(Money.Cny(1m)), By(World.Firm));

        Assert.Equal("RESOURCE_NOT_FOUND", decision.Refusal?.Reason);
    }

    [Fact]
    public void A_demand_that_shrinks_keeps_its_dispute_and_its_day()
    {
        var claim = Decide(Decide(null, "demand").State, "disputed").State!;

        var decision = ClaimRules.Decide(claim, Demand(60m), By(null) with { Time = claim.DemandTime.AddDays(9) });

        Assert.Equal((ClaimState.Disputed, claim.PayDueDate, 60m), (decision.State!.State, decision.State.PayDueDate, decision.State.Open.Amount));
    }

    private static Decision<Claim> Decide(Claim? claim, string message) => message switch
    {
        "demand" => ClaimRules.Decide(claim, Demand(claim is null ? 100m : claim.Amount.Amount + 100m), By(null)),
        "withdraw" => ClaimRules.Decide(claim, Demand(0m), By(null)),
        "paid" => ClaimRules.Decide(claim, new ClaimMessage.ReportPaid(Money.Cny(100m)), By(World.Guarantor)),
        "part" => ClaimRules.Decide(claim, new ClaimMessage.ReportPaid(Money.Cny(1m)), By(World.Guarantor)),
        _ => ClaimRules.Decide(claim, new ClaimMessage.ReportDisputed("Not insured."), By(World.Guarantor)),
    };

    private static ClaimMessage.Demand Demand(decimal total) =>
        new(D, World.Key, World.Guarantor, World.Firm, Money.Cny(total), [ClaimGround.TaxOverdue]);

    private static Occasion By(string? enterprise) =>
        new(new DateTimeOffset(2018, 10, 23, 1, 0, 0, TimeSpan.Zero), new Actor("a", Roles.Guarantor, enterprise), Guid.Empty);
}
