using CsCheck;

namespace Clearance.Kernel.Tests;

public sealed class DecisionTests
{
    private static readonly Gen<(string Debit, string Credit, Money Amount)> s_transfers =
        Gen.Select(Gen.String["abc"], Gen.String["xy"], Gen.Long[-1_000_000, 1_000_000], Gen.Bool)
            .Select((debit, credit, fen, yuan) => (debit, credit, new Money(fen / 100m, yuan ? "CNY" : "EUR")));

    [Fact]
    public void Transfers_sum_to_zero_in_every_currency() => s_transfers.Array[0, 20].Sample(transfers =>
    {
        var decision = transfers.Aggregate(
            Decision.Accept("state"), (sum, transfer) => sum.Transfer(transfer.Debit, transfer.Credit, transfer.Amount));

        Assert.All(decision.Postings.GroupBy(posting => posting.Amount.Currency), group => Assert.Equal(0m, group.Sum(posting => posting.Amount.Amount)));
    });

    [Fact]
    public void A_refusal_carries_no_state_and_a_state_no_refusal()
    {
        Decision<string> refused = Refusal.Precondition("NOT_NOW", "Not now.");
        Decision<string> accepted = "state";

        Assert.Equal((null, "NOT_NOW"), (refused.State, refused.Refusal?.Reason));
        Assert.Equal(("state", null), (accepted.State, accepted.Refusal?.Reason));
        Assert.Equal((null, null), (Decision.Nothing<string>().State, Decision.Nothing<string>().Refusal));
    }

    [Fact]
    public void What_follows_keeps_its_order()
    {
        var decision = Decision.Accept("state")
            .Publish(new Happened(1)).Publish(new Happened(2))
            .Tell(new Address<string>("other", "k1"), "first").Tell(new Address<string>("other", "k2"), "second");

        Assert.Equal([new Happened(1), new Happened(2)], decision.Facts);
        Assert.Equal([new Told("other", "k1", "first"), new Told("other", "k2", "second")], decision.Tells);
    }

    private sealed record Happened(int Number) : IFact;
}
