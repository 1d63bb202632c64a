using Clearance.Contracts.Release.V1;
using Clearance.Hosting;
using Clearance.Messaging;
using Clearance.Releases.Domain;
using Clearance.Releases.Mapping;
using Google.Protobuf.WellKnownTypes;
using Kind = Clearance.Contracts.Release.V1.ReleaseCase.Types.Condition.Types.Kind;

namespace Clearance.Releases.Tests;

public sealed class FigureTests
{
    [Fact]
    public async Task Clearance_times_are_measured_per_case_and_per_group()
    {
        await using var app = await ReleasesApp.StartAsync();
        await app.ReleaseAsync("early");
        await app.AcceptAsync("slow", form => form.CustomsOffice = "0904");
        await app.ArriveAsync("slow", app.Now.AddHours(-2));
        app.Host.Clock.Advance(TimeSpan.FromHours(30));
        await app.SettleAsync("slow");
        await app.ReleaseAsync("export",
            form => form.Direction = Contracts.Declaration.Events.V1.DeclarationAccepted.Types.Direction.Export);

        var rows = (await app.Times().ListClearanceTimesAsync(new ListClearanceTimesRequest { Direction = Contracts.Release.V1.Direction.Import })).ClearanceTimes;
        var summary = await app.Times().SummarizeClearanceTimesAsync(new SummarizeClearanceTimesRequest());
        var narrow = await app.Times().SummarizeClearanceTimesAsync(new SummarizeClearanceTimesRequest { Road = Contracts.Release.V1.Road.Traditional, FromTime = ReleasesApp.Start.AddHours(1).ToWire() });

        Assert.Equal(["releaseCases/slow", "releaseCases/early"], rows.Select(row => row.ReleaseCase));
        Assert.Equal(TimeSpan.FromHours(32), rows[0].ClearanceTime_.ToTimeSpan());
        Assert.Equal(TimeSpan.FromHours(1), rows[0].Segments.ArrivalToAcceptance.ToTimeSpan());
        Assert.Equal(
            ["all Import", "all Export", "customs_office=0904 Import", "customs_office=0906 Import",
                "customs_office=0906 Export", "transport_mode=2 Import", "transport_mode=2 Export",
                "road=EARLY_DECLARATION Import", "road=EARLY_DECLARATION Export", "road=TRADITIONAL Import"],
            summary.Figures.Select(figures => $"{figures.Group} {figures.Direction}"));
        var all = summary.Figures[0];
        Assert.Equal((2, TimeSpan.FromHours(16), "0.5", "1", true), (all.Count, all.Mean.ToTimeSpan(), all.ShareWithinDay.Value,
            all.ShareWithinTwoDays.Value, all.TargetMet));
        Assert.Equal(("0.1643", 97.39), (all.RatioToBaseline.Value, all.Baseline.ToTimeSpan().TotalHours));
        Assert.Equal("releaseCases/slow", (await app.Times()
            .ListClearanceTimesAsync(new ListClearanceTimesRequest { CustomsOffice = "0904" })).ClearanceTimes.Single().ReleaseCase);
        Assert.Equal(1, narrow.Figures[0].Count);
    }

    [Fact]
    public async Task Pages_of_clearance_times_hold_every_case_once()
    {
        await using var app = await ReleasesApp.StartAsync();
        foreach (var key in Enumerable.Range(1, 5))
        {
            await app.ReleaseAsync($"c{key}");
        }

        var names = new List<string>();
        var token = string.Empty;
        do
        {
            var page = await app.Times().ListClearanceTimesAsync(new ListClearanceTimesRequest { PageSize = 2, PageToken = token });
            names.AddRange(page.ClearanceTimes.Select(row => row.ReleaseCase));
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        Assert.Equal(["releaseCases/c5", "releaseCases/c4", "releaseCases/c3", "releaseCases/c2", "releaseCases/c1"], names);
    }

    [Fact]
    public async Task Watch_list_has_what_waits_too_long_longest_first()
    {
        await using var app = await ReleasesApp.StartAsync();
        await app.ControlAsync("watch-firm", Contracts.Release.V1.Lane.DocumentReview);
        await app.AcceptAsync("c1");
        await app.ArriveAsync("lost", app.Now.AddDays(-3));
        await app.ReleaseAsync("done", form => form.Enterprise = ReleasesApp.OtherFirm);
        app.Host.Clock.Advance(TimeSpan.FromHours(10));

        var usual = (await app.WatchList.ListWatchEntriesAsync(new ListWatchEntriesRequest())).WatchEntries;
        var everything = (await app.WatchList.ListWatchEntriesAsync(new ListWatchEntriesRequest { Limit = Duration.FromTimeSpan(TimeSpan.Zero) })).WatchEntries;
        var control = (await app.WatchList.ListWatchEntriesAsync(new ListWatchEntriesRequest { Condition = Kind.Control,
            CustomsOffice = "0906" })).WatchEntries;

        Assert.Equal(
            [("", "BILLLOST", Kind.Declared, "declarant"), ("releaseCases/c1", "BILLC1", Kind.Control, "officer")],
            usual.Select(entry => (entry.ReleaseCase, entry.BillOfLading, entry.Condition, entry.Owner)));
        Assert.Equal(TimeSpan.FromHours(82), usual[0].Waiting.ToTimeSpan());
        Assert.Equal(4, everything.Count);
        Assert.Equal("releaseCases/c1", Assert.Single(control).ReleaseCase);
        var first = await app.WatchList.ListWatchEntriesAsync(new ListWatchEntriesRequest { PageSize = 1 });
        var second = await app.WatchList.ListWatchEntriesAsync(new ListWatchEntriesRequest { PageSize = 1,
            PageToken = first.NextPageToken });
        Assert.Equal([usual[0], usual[1]], [Assert.Single(first.WatchEntries), Assert.Single(second.WatchEntries)]);
        Assert.Empty(second.NextPageToken);
    }

    [Fact]
    public void Definition_and_catalogue_agree()
    {
        var definition = new ReleasesDefinition();

        Assert.Equal(
            EventCatalogue.Entries.Where(entry => entry.Consumers.Contains(ServiceNames.Releases))
            .Select(entry => entry.Event.FullName).Order(StringComparer.Ordinal),
            definition.Hears.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            EventCatalogue.Entries.Where(entry => entry.Publisher == ServiceNames.Releases).Select(entry => entry.Event.Name)
            .Order(StringComparer.Ordinal),
            definition.Publishes.Keys.Select(fact => fact.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Words_of_domain_and_contract_are_the_same()
    {
        static void Same<TWord, TContract>(Func<TWord, TContract> map)
            where TWord : struct, System.Enum
            where TContract : struct, System.Enum
        {
            foreach (var word in System.Enum.GetValues<TWord>())
            {
                Assert.Equal(word.ToString(), map(word).ToString());
                Assert.Equal(word, Words.ToDomain<TWord, TContract>(map(word)));
            }
        }

        Same<Domain.Direction, Contracts.Release.V1.Direction>(Words.ToContract);
        Same<Domain.CreditClass, Contracts.Release.V1.CreditClass>(Words.ToContract);
        Same<Domain.Lane, Contracts.Release.V1.Lane>(Words.ToContract);
        Same<Domain.Road, Contracts.Release.V1.Road>(Words.ToContract);
        Same<CaseState, Contracts.Release.V1.ReleaseCase.Types.State>(Words.ToContract);
        Same<ConditionKind, Kind>(Words.ToContract);
        Same<ConditionVerdict, Contracts.Release.V1.ReleaseCase.Types.Condition.Types.Verdict>(Words.ToContract);
        Same<ControlState, Contracts.Release.V1.Inspection.Types.State>(Words.ToInspection);
        Same<InspectionMethod, Contracts.Release.V1.Inspection.Types.Method>(Words.ToContract);
        Same<InspectionResult, Contracts.Release.V1.Inspection.Types.Result>(Words.ToContract);
        Same<FindingKind, Contracts.Release.V1.Inspection.Types.Finding.Types.Kind>(Words.ToContract);
        Assert.All(System.Enum.GetValues<ControlState>().Where(state => state != ControlState.AwaitingGoods),
            state => Assert.Equal(state.ToString(), state.ToReview().ToString()));
    }
}
