using System.Text.Json;
using Clearance.Properties;
using CsCheck;

namespace Clearance.Releases.Domain.Tests;

public sealed class ReleaseCaseTests
{
    private static readonly AggregateProperties<ReleaseCase, ReleaseCaseMessage> s_properties =
        new(ReleaseCaseDecider.Decide, ReleasesJson.Default.ReleaseCase, ReleasesJson.Default.ReleaseCaseMessage);

    private static readonly Gen<ReleaseCaseMessage[]> s_anything =
        from facts in Given.Facts
        from extras in Gen.OneOf<ReleaseCaseMessage>(
            Given.Withdrawn, Given.Withdrawn with { UnlessArrived = true }, Given.Returned(0), Given.Amended(1), Given.SettledOf(1), Given.AssessedOf(1, 5m), new LeaveGate(Given.Key,
            new GateExit(Given.Now, "gatePasses/p1", "B1", ""))).Array[0, 5]
        from all in Gen.Shuffle(facts.Concat(extras).ToArray())
        select all;

    /// <summary>As the bus and the journal give them: the trace names the types of lists, which JSON decides.</summary>
    private static readonly Gen<ReleaseCaseMessage[]> s_stored = s_anything.Select(messages => messages
        .Select(message => JsonSerializer.Deserialize(JsonSerializer.Serialize(message,
            ReleasesJson.Default.ReleaseCaseMessage), ReleasesJson.Default.ReleaseCaseMessage)!).ToArray());

    [Fact]
    public void Facts_in_any_order_and_number_give_the_same_case() => s_properties.OrderAndDuplicationDoNotMatter(Given.Facts);

    [Fact]
    public void Journal_replays_byte_for_byte() => s_properties.ReplayGivesTheSameDecisions(s_stored);

    [Fact]
    public void Case_survives_storage() => s_properties.StateSurvivesStorage(s_anything);

    [Fact]
    public void Goods_are_released_once_when_every_condition_holds_and_never_otherwise() => Gen.Select(Given.Facts, Gen.Int[0, 3]).Sample(
        (facts, repeats) =>
        {
            var (@case, published, _) = facts.Length == 0 ? (new ReleaseCase(Given.Key), [],
                []) : Given.Case([.. facts, .. facts.Take(repeats)]);

            Assert.Equal(Conditions.Allow(@case, Given.Now) ? 1 : 0, published.OfType<GoodsReleased>().Count());
            Assert.Equal(@case.ReleaseTime is not null, published.OfType<GoodsReleased>().Any());
        },
        iter: 2000);

    [Fact]
    public void Of_withdrawal_and_release_the_one_that_comes_first_stands() => Gen.Select(Given.Facts, Gen.Int[0, 20]).Sample(
        (facts, position) =>
        {
            var at = Math.Min(position, facts.Length);
            var (@case, published, _) = Given.Case([.. facts.Take(at), Given.Withdrawn, .. facts.Skip(at)]);

            var before = facts.Take(at).ToArray();
            var releasedBefore = before.Length > 0 && Given.Case(before).Case.ReleaseTime is not null;
            Assert.Equal(!releasedBefore, @case.State == CaseState.Withdrawn);
            Assert.Equal(releasedBefore ? 1 : 0, published.OfType<GoodsReleased>().Count());
            Assert.Equal(releasedBefore ? 0 : 1, published.OfType<ReleaseBarred>().Count());
        },
        iter: 2000);

    [Theory]
    [InlineData(true, CaseState.Open)]
    [InlineData(false, CaseState.Withdrawn)]
    public void Goods_that_were_given_up_and_are_there_are_not_barred(bool arrived, CaseState state)
    {
        var (@case, _, _) = Given.Case([Given.Accepted, .. arrived ? [Given.Arrived] : Array.Empty<ReleaseCaseMessage>(), Given.Withdrawn with { UnlessArrived = true }]);

        Assert.Equal(state, @case.State);
    }

    [Fact]
    public void A_payment_taken_back_before_the_release_holds_the_goods_until_it_is_paid_again_in_any_order()
    {
        ReleaseCaseMessage[] taxes = [Given.Settled, Given.Reversed, Given.SettledAgain];
        Gen.Shuffle(taxes).Sample(
            order =>
            {
                var @case = Given.Case([Given.Accepted, Given.Assessed, Given.Lane(Lane.Green), .. order]).Case;
                Assert.Equal((Given.Settled.Paid, Given.SettledAgain.Paid, Given.Reversed.Reversal), (@case.Settled, @case.Resettled, @case.Reversal));
            },
            iter: 50);

        var (held, news, _) = Given.Case(Given.Accepted, Given.Assessed, Given.Lane(Lane.Green), Given.Settled, Given.Reversed, Given.Arrived);
        Assert.Equal(CaseState.Open, held.State);
        Assert.Empty(news.OfType<GoodsReleased>());
        var again = ReleaseCaseDecider.Decide(held, Given.SettledAgain, Given.At());
        Assert.Equal(CaseState.Released, again.State!.State);
        Assert.Single(again.Facts.OfType<GoodsReleased>());
    }

    [Fact]
    public void A_payment_taken_back_after_the_release_leaves_it_final()
    {
        var released = Given.Case(Given.Accepted, Given.Assessed, Given.Lane(Lane.Green), Given.Settled, Given.Arrived).Case;
        var late = Given.Reversed with { Reversal = Given.Reversed.Reversal with { Time = Given.Now.AddDays(1) } };

        Assert.Equal(CaseState.Released, ReleaseCaseDecider.Decide(released, late, Given.At(Given.Now.AddDays(1))).State!.State);
    }

    [Fact]
    public void A_returned_form_is_not_released_until_a_later_version_is_in_force()
    {
        ReleaseCaseMessage[] facts = [Given.Accepted, Given.Returned(0), Given.Lane(Lane.Green), Given.Settled, Given.Arrived];
        Assert.Equal("Customs sent the form back: Value.", Conditions.Of(Given.Case(facts).Case, Given.Now)[0].Text);

        Assert.Equal(CaseState.Open, Given.Case([.. facts, Given.Amended(1)]).Case.State);
        Assert.Equal(CaseState.Released, Given.Case([.. facts, Given.Amended(1), Given.SettledOf(1)]).Case.State);
    }

    [Fact]
    public void What_secured_the_form_as_accepted_must_do_for_its_amended_tax()
    {
        ReleaseCaseMessage[] facts = [Given.Accepted, Given.Lane(Lane.Green), Given.Assessed, Given.Secured(), Given.Amended(1), Given.Arrived];

        Assert.Equal(CaseState.Open, Given.Case(facts).Case.State);
        Assert.Equal(CaseState.Open, Given.Case([.. facts, Given.AssessedOf(1, 2000.01m)]).Case.State);
        Assert.Equal(CaseState.ReleasedProvisionally, Given.Case([.. facts, Given.AssessedOf(1, 2000m)]).Case.State);
    }

    [Fact]
    public void Amendments_settled_in_the_end_are_released_in_every_order() =>
        Gen.Shuffle((ReleaseCaseMessage[])
        [
            Given.Accepted, Given.Lane(Lane.Green), Given.Assessed, Given.Settled, Given.Arrived, Given.Returned(0), Given.Amended(1), Given.Amended(2),
            Given.AssessedOf(1, 5m), Given.SettledOf(1), Given.SettledOf(2), Given.SettledOf(2), Given.Amended(1),
        ]).Sample(facts =>
        {
            var (@case, published, tells) = Given.Case(facts);
            Assert.Equal(CaseState.Released, @case.State);
            Assert.Single(published.OfType<GoodsReleased>());
            Assert.Contains(tells, told => told is { Key: "MSKU6011672", Message: Carry });
        });

    [Fact]
    public void Early_declaration_is_released_by_the_arrival()
    {
        var (_, earlier, _) = Given.Case(Given.Accepted, Given.Lane(Lane.Green), Given.Assessed, Given.Settled);
        var (@case, published, _) = Given.Case(Given.Accepted, Given.Lane(Lane.Green), Given.Assessed, Given.Settled, Given.Arrived);

        Assert.Empty(earlier.OfType<GoodsReleased>());
        var released = Assert.Single(published.OfType<GoodsReleased>());
        Assert.Equal(TimeSpan.FromHours(1), released.ClearanceTime);
        Assert.False(released.Provisional);
        Assert.Equal(Road.EarlyDeclaration, released.Road);
        Assert.Equal("releaseCases/01k9case", released.ReleaseCase);
        Assert.Equal(5, released.Trail.Count);
        Assert.Contains("arrived", released.Trail[^1], StringComparison.Ordinal);
        Assert.Equal(CaseState.Released, @case.State);
    }

    [Fact]
    public void Clearance_time_is_never_below_zero()
    {
        var late = new ArrivalReported(Given.Key, new GoodsArrival(Given.Now.AddMinutes(10), "arrivals/a1", "0902", "t"));

        var (_, published, _) = Given.Case(Given.Accepted, Given.Lane(Lane.Green), Given.Settled, late);

        Assert.Equal(TimeSpan.Zero, Assert.Single(published.OfType<GoodsReleased>()).ClearanceTime);
    }

    [Fact]
    public void Provisional_release_becomes_final_when_the_rest_settles()
    {
        var missing = new DeclarationAccepted(Given.Key, Given.Profile with { MissingDocuments = ["4"] }, "seed");

        var (provisional, published, _) = Given.Case(missing, Given.Lane(Lane.Green), Given.Secured(true, true), Given.Arrived);
        var (half, _, _) = Given.Case(missing, Given.Lane(Lane.Green), Given.Secured(true, true), Given.Arrived, Given.Settled);
        var (final, publishedInAll, _) = Given.Case(missing, Given.Lane(Lane.Green), Given.Secured(true, true), Given.Arrived,
            Given.Settled, Given.Documents);

        Assert.True(Assert.Single(published.OfType<GoodsReleased>()).Provisional);
        Assert.Equal(CaseState.ReleasedProvisionally, provisional.State);
        Assert.Equal(CaseState.ReleasedProvisionally, half.State);
        Assert.Equal(CaseState.Released, final.State);
        Assert.Single(publishedInAll.OfType<GoodsReleased>());
    }

    [Fact]
    public void Failed_control_holds_the_case_and_a_new_record_lets_it_go()
    {
        var (held, published, _) = Given.Case(Given.Accepted, Given.Lane(Lane.DocumentReview), Given.Settled, Given.Arrived,
            Given.Result(false));
        var (released, _, _) = Given.Case(Given.Accepted, Given.Lane(Lane.DocumentReview), Given.Settled, Given.Arrived,
            Given.Result(false), Given.Result(true, 2));

        Assert.Equal(CaseState.Held, held.State);
        Assert.Empty(published.OfType<GoodsReleased>());
        Assert.False(Assert.Single(published.OfType<ControlCompleted>()).Passed);
        Assert.Equal(CaseState.Released, released.State);
    }

    [Fact]
    public void Acceptance_asks_for_goods_lane_and_containers_once()
    {
        var (_, _, tells) = Given.Case(Given.Accepted, Given.Accepted);

        Assert.Equal(["consignment COSU617000123", "risk_rules district", "container CSQU3054383"],
            tells.Select(told => $"{told.Aggregate} {told.Key}"));
    }

    [Fact]
    public void Goods_without_a_bill_wait_under_their_declaration_number()
    {
        var (_, _, tells) = Given.Case(new DeclarationAccepted(Given.Key, Given.Profile with { BillOfLading = " " }, "seed"));

        Assert.Equal("090620181000000001", tells[0].Key);
    }

    [Theory]
    [InlineData(Lane.Green, "")]
    [InlineData(Lane.DocumentReview, "OrderReview")]
    [InlineData(Lane.Inspection, "OrderInspection")]
    public void Lane_orders_its_control_whichever_fact_comes_first(Lane lane, string order)
    {
        string Orders(params ReleaseCaseMessage[] messages) => string.Join(' ', Given.Case(messages)
            .Tells.Select(told => told.Message.GetType().Name)
            .Where(name => name.StartsWith("Order", StringComparison.Ordinal)));

        Assert.Equal(order, Orders(Given.Accepted, Given.Lane(lane), Given.Lane(lane)));
        Assert.Equal(order, Orders(Given.Lane(lane), Given.Accepted));
    }

    [Fact]
    public void Inspection_hears_of_the_goods_and_of_the_withdrawal()
    {
        var (_, _, tells) = Given.Case(Given.Accepted, Given.Arrived, Given.Lane(Lane.Inspection), Given.Withdrawn);

        Assert.Equal(
            ["OrderInspection", "GoodsThere", "CancelInspection"],
            tells.Where(told => told.Aggregate == Addresses.Inspections).Select(told => told.Message.GetType().Name));
    }

    [Fact]
    public void Goods_that_are_not_released_do_not_leave()
    {
        var leave = new LeaveGate(Given.Key, new GateExit(Given.Now, "gatePasses/p1", "B1", ""));
        var (open, _, _) = Given.Case(Given.Accepted);
        var (withdrawn, _, _) = Given.Case(Given.Accepted, Given.Lane(Lane.Green), Given.Settled, Given.Withdrawn, Given.Arrived);

        Assert.Equal("GOODS_NOT_RELEASED", ReleaseCaseDecider.Decide(null, leave, Given.At()).Refusal?.Reason);
        Assert.Equal("GOODS_NOT_RELEASED", ReleaseCaseDecider.Decide(open, leave, Given.At()).Refusal?.Reason);
        Assert.Equal("GOODS_NOT_RELEASED", ReleaseCaseDecider.Decide(withdrawn, leave, Given.At()).Refusal?.Reason);
    }

    [Fact]
    public void Trail_names_rule_version_inputs_verdict_and_actor_in_the_order_of_the_facts()
    {
        var (@case, _, _) = Given.Case(Given.Accepted, Given.Arrived, Given.Settled, Given.Lane(Lane.DocumentReview),
            Given.Result(true), Given.Assessed);

        var trail = ReasonTrail.Of(@case);

        Assert.Equal(
            ["release/declared", "release/documents", "riskRules/high-value", "release/lane", "release/tax", "release/tax",
                "release/control", "release/arrived", "release/decision"],
            trail.Select(reason => reason.Rule));
        Assert.All(trail, reason => Assert.True(reason.Version > 0 && reason.Actor.Length > 0 && reason.Verdict.Length > 0));
        Assert.Equal("DOCUMENT_REVIEW", trail[2].Verdict);
        Assert.Contains(new ReasonInput("value", "9 of 8"), trail[2].Inputs);
        Assert.Equal("officer-1", trail[6].Actor);
        Assert.Equal("RELEASED", trail[^1].Verdict);
    }
}
