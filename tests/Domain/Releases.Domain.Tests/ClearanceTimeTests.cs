using CsCheck;

namespace Clearance.Releases.Domain.Tests;

public sealed class ClearanceTimeTests
{
    [Fact]
    public void Figures_of_known_spans()
    {
        var figures = ClearanceTimes.Of([.. new[] { 1, 2, 3, 4, 24, 25, 40, 48, 49, 104 }.Select(hours => TimeSpan.FromHours(hours))]);

        Assert.Equal((10, 30.0, 24.5, 49.0), (figures.Count, figures.Mean.TotalHours, figures.Median.TotalHours, figures.P90.TotalHours));
        Assert.Equal((0.5m, 0.8m), (figures.WithinDay, figures.WithinTwoDays));
    }

    [Fact]
    public void Figures_of_one_span_are_that_span()
    {
        var figures = ClearanceTimes.Of([TimeSpan.FromHours(3)]);

        Assert.Equal((TimeSpan.FromHours(3), TimeSpan.FromHours(3), TimeSpan.FromHours(3)), (figures.Mean, figures.Median, figures.P90));
    }

    [Fact]
    public void Figures_lie_within_the_spans_and_do_not_depend_on_their_order() =>
        (from spans in Gen.Int[0, 1_000_000].Select(s => TimeSpan.FromSeconds(s))
            .Array[1, 50] from order in Gen.Shuffle(spans.ToArray()) select (spans, order)).Sample(c =>
        {
            var figures = ClearanceTimes.Of(c.spans);

            Assert.Equal(figures, ClearanceTimes.Of(c.order));
            Assert.InRange(figures.Mean, c.spans.Min(), c.spans.Max());
            Assert.InRange(figures.Median, c.spans.Min(), figures.P90);
            Assert.Contains(figures.P90, c.spans);
            Assert.True(figures.WithinDay <= figures.WithinTwoDays);
        });

    [Fact]
    public void Target_is_a_third_less_than_the_baseline() =>
        Assert.Equal(64.93, ClearanceTimes.Target(ClearanceTimes.ImportBaseline).TotalHours, 2);

    [Fact]
    public void Segments_of_an_early_declaration()
    {
        var (@case, _, _) = Given.Case(Given.Accepted, Given.Lane(Lane.DocumentReview), Given.Assessed, Given.Settled,
            Given.Result(true), Given.Arrived);

        var segments = Segments.Of(@case with { Exits = [new GateExit(Given.Now.AddHours(2), "gatePasses/p1", "B1", "")] });

        Assert.Equal(
            new Segments(TimeSpan.FromHours(-9), TimeSpan.FromHours(1), TimeSpan.FromHours(4), TimeSpan.FromHours(6.5),
                TimeSpan.FromHours(1), TimeSpan.FromHours(2)),
            segments);
    }

    [Fact]
    public void Segment_without_its_ends_is_not_given()
    {
        var (@case, _, _) = Given.Case(Given.Accepted, Given.Lane(Lane.Green), Given.Settled, Given.Arrived);

        Assert.Null(Segments.Of(@case).Control);
        Assert.Null(Segments.Of(@case).ReleaseToGateOut);
        Assert.Null(Segments.Mean([Segments.Of(@case)]).Control);
        Assert.Equal(TimeSpan.FromHours(-9), Segments.Mean([Segments.Of(@case)]).ArrivalToAcceptance);
    }

    [Theory]
    [InlineData(0, "Tax Control")]
    [InlineData(9, "Control")]
    [InlineData(11, "")]
    public void Watch_list_names_open_conditions_beyond_their_limit(int hours, string kinds)
    {
        var (@case, _, _) = Given.Case(Given.Accepted, Given.Arrived, Given.Assessed, Given.Lane(Lane.DocumentReview));

        var entries = WatchRules.Of(@case, Given.Now, WatchLimits.All(TimeSpan.FromHours(hours)));

        Assert.Equal(kinds, string.Join(' ', entries.Select(entry => entry.Condition.Kind)));
    }

    [Fact]
    public void Watch_list_leaves_out_what_is_released_or_withdrawn()
    {
        var (released, _, _) = Given.Case(Given.Accepted, Given.Lane(Lane.Green), Given.Secured(), Given.Arrived);
        var (withdrawn, _, _) = Given.Case(Given.Accepted, Given.Withdrawn);

        Assert.Empty(WatchRules.Of(released, Given.Now.AddDays(90), new WatchLimits()));
        Assert.Empty(WatchRules.Of(withdrawn, Given.Now.AddDays(90), new WatchLimits()));
    }

    [Theory]
    [InlineData(24, 0)]
    [InlineData(25, 1)]
    public void Goods_that_nobody_declares_are_watched(int hours, int entries)
    {
        var consignment = new Consignment("B1") { Arrival = new GoodsArrival(Given.Now, "arrivals/a1", "0902", "t") };

        Assert.Equal(entries, WatchRules.Of(consignment, Given.Now.AddHours(hours), new WatchLimits()).Count());
        Assert.Empty(WatchRules.Of(consignment with { Cases = ["case1"] }, Given.Now.AddHours(hours), new WatchLimits()));
    }
}
