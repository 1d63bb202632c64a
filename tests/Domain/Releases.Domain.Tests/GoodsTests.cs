using Clearance.Kernel;
using Clearance.Properties;
using CsCheck;

namespace Clearance.Releases.Domain.Tests;

public sealed class GoodsTests
{
    private static readonly AggregateProperties<Consignment, ConsignmentMessage> s_consignment =
        new(ConsignmentDecider.Decide, ReleasesJson.Default.Consignment, ReleasesJson.Default.ConsignmentMessage);

    private static readonly AggregateProperties<Container, ContainerMessage> s_container =
        new(ContainerDecider.Decide, ReleasesJson.Default.Container, ReleasesJson.Default.ContainerMessage);

    private static readonly AggregateProperties<Arrival, ArrivalMessage> s_arrival =
        new(ArrivalDecider.Decide, ReleasesJson.Default.Arrival, ReleasesJson.Default.ArrivalMessage);

    private static readonly AggregateProperties<Manifest, ManifestMessage> s_manifest =
        new(ManifestDecider.Decide, ReleasesJson.Default.Manifest, ReleasesJson.Default.ManifestMessage);

    private static readonly Gen<DateTimeOffset> s_time = Gen.Int[-500, 0].Select(minutes => Given.Now.AddMinutes(minutes));

    private static readonly Gen<ConsignmentMessage[]> s_consignmentFacts = Gen.OneOf<ConsignmentMessage>(
        Gen.Int[1, 4].Select(i => (ConsignmentMessage)new ExpectGoods("B1", $"case{i}")),
        Gen.Select(s_time, Gen.Int[1, 3], (time, i) => (ConsignmentMessage)new GoodsReported("B1",
            new GoodsArrival(time, $"arrivals/{i}", "0902", "t"))),
        Gen.Select(s_time, Gen.Int[1, 3], (time, i) => (ConsignmentMessage)new GoodsManifested("B1",
            new ManifestEntry(time, $"manifests/{i}", "0902", time, i, i)))).Array[0, 8];

    private static readonly Gen<ContainerMessage[]> s_carried =
        Gen.Int[1, 70].Array[0, 60].Select(cases => cases.Distinct()
            .Select(i => (ContainerMessage)new Carry("C", new CarriedCase(Given.Now.AddMinutes(-(i % 7)), $"case{i}"))).ToArray());

    private static readonly Gen<ArrivalMessage[]> s_reports = Gen.Int[-60, 60].Select(
        minutes => (ArrivalMessage)new ReportArrival("a1", "0902", Given.Now.AddMinutes(minutes), ["B-1", "b1", "B2"], "",
            "COSCO")).Array[0, 3];

    [Fact]
    public void Consignment_joins_goods_manifests_and_cases_in_any_order() =>
        s_consignment.OrderAndDuplicationDoNotMatter(s_consignmentFacts);

    [Fact]
    public void Container_keeps_the_same_cases_whatever_the_order() => s_container.OrderAndDuplicationDoNotMatter(s_carried);

    [Fact]
    public void Container_keeps_the_newest_cases_newest_first()
    {
        var carried = Enumerable.Range(0, 60)
            .Select(i => (ContainerMessage)new Carry("C", new CarriedCase(Given.Now.AddMinutes(i), $"case{i:D2}"))).ToArray();

        var container = s_container.Fold(carried)!;

        Assert.Equal(("case59", "case10", 50), (container.Cases[0].Case, container.Cases[^1].Case, container.Cases.Count));
    }

    [Fact]
    public void Goods_replay_byte_for_byte()
    {
        s_consignment.ReplayGivesTheSameDecisions(s_consignmentFacts);
        s_container.ReplayGivesTheSameDecisions(s_carried);
        s_arrival.ReplayGivesTheSameDecisions(s_reports);
        s_manifest.ReplayGivesTheSameDecisions(Gen.Int[1, 3].Select(i => (ManifestMessage)Report(i)).Array[0, 3]);
    }

    [Fact]
    public void Goods_survive_storage()
    {
        s_consignment.StateSurvivesStorage(s_consignmentFacts);
        s_container.StateSurvivesStorage(s_carried);
        s_arrival.StateSurvivesStorage(s_reports);
        s_manifest.StateSurvivesStorage(Gen.Int[1, 3].Select(i => (ManifestMessage)Report(i)).Array[0, 3]);
    }

    [Fact]
    public void Every_waiting_case_hears_of_the_arrival_whichever_comes_first() => Gen.Shuffle((ConsignmentMessage[])
    [
        new ExpectGoods("B1", "case1"), new ExpectGoods("B1", "case2"),
            new GoodsReported("B1", new GoodsArrival(Given.Now, "arrivals/a1", "0902", "t")),
    ]).Sample(messages =>
    {
        Consignment? state = null;
        var told = new List<string>();
        foreach (var message in messages.Concat(messages))
        {
            var decision = ConsignmentDecider.Decide(state, message, Given.At());
            state = decision.State;
            told.AddRange(decision.Tells.Select(tell => tell.Key));
        }

        Assert.Equal(["case1", "case2"], told.Order(StringComparer.Ordinal));
    });

    [Fact]
    public void Arrival_tells_each_consignment_once()
    {
        var decision = ArrivalDecider.Decide(null, new ReportArrival("a1", "0902", Given.Now, ["COSU-1", "cosu 1", "COSU2"], "",
            ""), Given.At(actor: new Actor("t1", Roles.Terminal)));

        Assert.Equal(["COSU1", "COSU2"], decision.Tells.Select(tell => tell.Key));
        Assert.Equal("t1", decision.State?.Reporter);
    }

    [Theory]
    [InlineData(15, null)]
    [InlineData(16, "ARRIVAL_IN_FUTURE")]
    public void Arrival_lies_in_the_future_by_a_tolerance_only(int minutes, string? reason) =>
        Assert.Equal(reason, ArrivalDecider.Decide(null, new ReportArrival("a1", "0902", Given.Now.AddMinutes(minutes), ["B1"],
            "", ""), Given.At()).Refusal?.Reason);

    [Theory]
    [InlineData("784-1234 5675", "78412345675")]
    [InlineData("cosu6170001230", "COSU6170001230")]
    [InlineData("MBL1*HBL/2", "MBL1*HBL2")]
    [InlineData(" - ", "")]
    [InlineData(null, "")]
    public void Bills_are_compared_without_spaces_hyphens_and_case(string? number, string key) =>
        Assert.Equal(key, GoodsNumbers.BillKey(number));

    [Theory]
    [InlineData("CSQU3054383", true)]
    [InlineData("MSKU6011672", true)]
    [InlineData("CSQU3054384", false)]
    [InlineData("CSQX3054383", false)]
    [InlineData("CSQU305438", false)]
    [InlineData("csqu3054383", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Container_numbers_have_their_check_digit(string? number, bool valid) =>
        Assert.Equal(valid, GoodsNumbers.IsContainer(number));

    private static ReportManifest Report(int i) => new(
        "m1",
        new ManifestContent(Direction.Import, "2", "COSCO DALIAN", "001W", "0902", Given.Now.AddDays(i),
            [new ManifestBill($"B-{i}", i, i, ["CSQU3054383"], "parts")]));
}
