using Clearance.Kernel;
using Clearance.Properties;
using CsCheck;

namespace Clearance.Releases.Domain.Tests;

/// <summary>The gate table, row by row.</summary>
public sealed class GateTests
{
    private static readonly ReleaseCase s_released = Given.Case(Given.Accepted, Given.Lane(Lane.Green), Given.Settled, Given.Arrived).Case;
    private static readonly ReleaseCase s_provisional = Given.Case(Given.Accepted, Given.Lane(Lane.Green), Given.Secured(),
        Given.Arrived).Case;
    private static readonly ReleaseCase s_open = Given.Case(Given.Accepted, Given.Lane(Lane.Green), Given.Arrived).Case;
    private static readonly ReleaseCase s_held = Given.Case(Given.Accepted, Given.Lane(Lane.DocumentReview), Given.Settled,
        Given.Arrived, Given.Result(false)).Case;
    private static readonly ReleaseCase s_withdrawn = Given.Case(Given.Accepted, Given.Lane(Lane.Green), Given.Settled,
        Given.Withdrawn, Given.Arrived).Case;
    private static readonly ReleaseCase s_left = s_released with { Exits = [new GateExit(Given.Now, "gatePasses/p1",
        "LN-B12345", "CSQU3054383")] };

    public static TheoryData<string, GateQuestion, ReleaseCase[], bool, string> Table => new()
    {
        { "nothing known", Ask(), [], false, "CASE_UNKNOWN" },
        { "released", Ask(), [s_released], true, "RELEASED" },
        { "released provisionally", Ask(), [s_provisional], true, "RELEASED" },
        { "open", Ask(), [s_open], false, "NOT_RELEASED" },
        { "held", Ask(), [s_held], false, "HELD" },
        { "withdrawn", Ask(), [s_withdrawn], false, "WITHDRAWN" },
        { "withdrawn and filed anew", Ask(), [s_withdrawn, s_released], true, "RELEASED" },
        { "withdrawn and filed anew, open", Ask(), [s_withdrawn, s_open], false, "NOT_RELEASED" },
        { "one of two open", Ask(), [s_released, s_open], false, "NOT_RELEASED" },
        { "one of two held", Ask(), [s_open, s_held], false, "HELD" },
        { "bill agrees", Ask(bill: "COSU617000123"), [s_released], true, "RELEASED" },
        { "bill differs", Ask(bill: "COSU999"), [s_released], false, "BILL_DIFFERS" },
        { "container agrees", Ask(container: "CSQU3054383"), [s_released], true, "RELEASED" },
        { "container differs", Ask(container: "MSKU6011672"), [s_released], false, "CONTAINER_NOT_DECLARED" },
        { "one of two names the container", Ask(container: "CSQU3054383"),
            [s_open with { Profile = Given.Profile with { Containers = [] } }, s_released], true, "RELEASED" },
        { "container left, same vehicle asks again", Ask(container: "CSQU3054383"), [s_left], true, "RELEASED" },
        { "container left with another vehicle", Ask(container: "CSQU3054383", plate: "LN-C1"), [s_left], false, "CONTAINER_LEFT" },
        { "container came back with other goods", Ask(container: "CSQU3054383", plate: "LN-C1"), [s_left, s_open], false, "NOT_RELEASED" },
        { "container came back, released", Ask(container: "CSQU3054383", plate: "LN-C1"), [s_left, s_released], true, "RELEASED" },
        { "loose goods leave in many vehicles", Ask(plate: "LN-C1"), [s_left], true, "RELEASED" },
    };

    [Theory]
    [MemberData(nameof(Table), DisableDiscoveryEnumeration = true)]
    public void Gate_answers_by_the_cases(string row, GateQuestion question, ReleaseCase[] cases, bool lift, string reason)
    {
        var verdict = GateCheck.Of(question, cases, Given.Now);

        Assert.Equal((row, lift, reason), (row, verdict.Lift, verdict.Reason));
        Assert.NotEmpty(verdict.Text);
    }

    [Fact]
    public void Gate_says_what_is_open() =>
        Assert.Contains("The tax is not computed yet.", GateCheck.Of(Ask(), [s_open], Given.Now).Text, StringComparison.Ordinal);

    [Fact]
    public void Lifted_barrier_tells_every_case()
    {
        var decision = GatePassDecider.Decide(null, new LiftBarrier("p1", ["case1", "case2"], "LN-B12345", "", "G1"),
            Given.At(actor: new Actor("t1", Roles.Terminal)));

        Assert.Equal(["case1", "case2"], decision.Tells.Select(told => told.Key));
        Assert.Equal("t1", decision.State?.Reporter);
    }

    [Fact]
    public void Gate_pass_replays_and_survives_storage()
    {
        var properties = new AggregateProperties<GatePass, GatePassMessage>(GatePassDecider.Decide,
            ReleasesJson.Default.GatePass, ReleasesJson.Default.GatePassMessage);
        var messages = Gen.Const<GatePassMessage>(new LiftBarrier("p1", ["case1"], "LN-B12345", "", "G1")).Array[0, 3];

        properties.ReplayGivesTheSameDecisions(messages);
        properties.StateSurvivesStorage(messages);
        properties.OrderAndDuplicationDoNotMatter(messages);
    }

    private static GateQuestion Ask(string bill = "", string container = "", string plate = "LN-B12345") => new(bill, container, plate);
}
