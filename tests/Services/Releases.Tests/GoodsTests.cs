using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Clearance.Contracts.Release.V1;
using Clearance.Hosting;
using Clearance.Kernel;
using Grpc.Core;
using Bill = Clearance.Contracts.Release.V1.Manifest.Types.BillOfLading;
using Verdict = Clearance.Contracts.Release.V1.CheckGatePassResponse.Types.Verdict;

namespace Clearance.Releases.Tests;

public sealed class GoodsTests
{
    [Fact]
    public async Task Manifest_is_reported_read_and_listed()
    {
        await using var app = await ReleasesApp.StartAsync();

        var reported = await app.Manifests.CreateManifestAsync(new CreateManifestRequest { Manifest = Manifest("c1", "c2") });

        Assert.Equal(("terminal-1", Direction.Import, 2), (reported.Reporter, reported.Direction, reported.BillsOfLading.Count));
        Assert.Equal(reported, await app.Manifests.GetManifestAsync(new GetManifestRequest { Name = reported.Name }));
        Assert.Equal(reported, Assert.Single((await app.Manifests.ListManifestsAsync(new ListManifestsRequest { Voyage = "001W",
            CustomsOffice = "0902" })).Manifests));
        Assert.Empty((await app.Manifests.ListManifestsAsync(new ListManifestsRequest { TransportMode = "5" })).Manifests);
        Assert.Equal(StatusCode.NotFound,
            (await ReleasesApp.RefusedAsync(app.Manifests.GetManifestAsync(new GetManifestRequest { Name = "manifests/none" }))).Code);
    }

    [Fact]
    public async Task Everything_wrong_with_a_manifest_is_said_at_once_and_nothing_is_stored()
    {
        await using var app = await ReleasesApp.StartAsync();
        var wrong = Manifest("c1", "c1");
        wrong.TransportMode = "?";
        wrong.Voyage = " ";
        wrong.CustomsOffice = "92";
        wrong.ExpectedArrivalTime = null;
        wrong.BillsOfLading[0].PackageCount = -1;
        wrong.BillsOfLading[0].GrossWeight = new() { Value = "-5" };
        wrong.BillsOfLading[0].Containers.Add("CSQU3054384");

        var fields = await ReleasesApp.FieldsAsync(app.Manifests.CreateManifestAsync(new CreateManifestRequest { Manifest = wrong }));

        Assert.Equal(
            [
                "manifest.bills_of_lading[0].containers[0]", "manifest.bills_of_lading[0].gross_weight",
                    "manifest.bills_of_lading[0].package_count",
                "manifest.bills_of_lading[1].number", "manifest.customs_office", "manifest.expected_arrival_time",
                "manifest.transport_mode", "manifest.voyage",
            ],
            fields.Order(StringComparer.Ordinal));
        Assert.Empty((await app.Manifests.ListManifestsAsync(new ListManifestsRequest())).Manifests);
    }

    [Fact]
    public async Task Request_id_makes_a_repeat_safe()
    {
        await using var app = await ReleasesApp.StartAsync();
        var request = new CreateArrivalRequest
        {
            Arrival = new Arrival { CustomsOffice = "0902", ArriveTime = app.Now.ToWire(), BillsOfLading = { "B1" } },
            RequestId = "3f1b7c52-9a0e-4b57-8c3d-1f2e3d4c5b6a",
        };

        var first = await app.Arrivals.CreateArrivalAsync(request);
        var again = await app.Arrivals.CreateArrivalAsync(request);
        var other = request.Clone();
        other.Arrival.BillsOfLading.Add("B2");

        Assert.Equal(first, again);
        Assert.Single((await app.Arrivals.ListArrivalsAsync(new ListArrivalsRequest())).Arrivals);
        Assert.Equal((StatusCode.AlreadyExists, "REQUEST_ID_REUSED"),
            await ReleasesApp.RefusedAsync(app.Arrivals.CreateArrivalAsync(other)));
    }

    [Fact]
    public async Task Arrival_of_a_whole_manifest_releases_every_case_of_it()
    {
        await using var app = await ReleasesApp.StartAsync();
        var manifest = await app.Manifests.CreateManifestAsync(new CreateManifestRequest { Manifest = Manifest("c1", "c2") });
        foreach (var key in new[] { "c1", "c2" })
        {
            await app.AcceptAsync(key);
            await app.SettleAsync(key);
        }

        var arrival = await app.Arrivals.CreateArrivalAsync(new CreateArrivalRequest { Arrival = new Arrival { CustomsOffice = "0902", ArriveTime = app.Now.ToWire(), Manifest = manifest.Name } });

        Assert.Equal(["BILL-c1", "BILL-c2"], arrival.BillsOfLading);
        Assert.Equal(2, (await app.Cases()
            .ListReleaseCasesAsync(new ListReleaseCasesRequest { State = ReleaseCase.Types.State.Released })).ReleaseCases.Count);
        Assert.Equal(arrival, await app.Arrivals.GetArrivalAsync(new GetArrivalRequest { Name = arrival.Name }));
        Assert.Empty((await app.Arrivals.ListArrivalsAsync(new ListArrivalsRequest { FromTime = app.Now.AddSeconds(1)
            .ToWire() })).Arrivals);
    }

    [Fact]
    public async Task Wrong_arrivals_are_refused_field_by_field()
    {
        await using var app = await ReleasesApp.StartAsync();
        var manifest = await app.Manifests.CreateManifestAsync(new CreateManifestRequest { Manifest = Manifest("c1") });
        Task<IReadOnlyList<string>> Fields(Arrival arrival) =>
            ReleasesApp.FieldsAsync(app.Arrivals.CreateArrivalAsync(new CreateArrivalRequest { Arrival = arrival }));
        var time = app.Now.ToWire();

        Assert.Equal(["arrival.arrive_time", "arrival.bills_of_lading", "arrival.customs_office"], (await Fields(new Arrival()))
            .Order(StringComparer.Ordinal));
        Assert.Equal(["arrival.manifest"],
            await Fields(new Arrival { CustomsOffice = "0902", ArriveTime = time, Manifest = "manifests/none" }));
        Assert.Equal(["arrival.bills_of_lading[0]"],
            await Fields(new Arrival { CustomsOffice = "0902", ArriveTime = time, Manifest = manifest.Name,
            BillsOfLading = { "BILL-c9" } }));
        Assert.Equal(["arrival.bills_of_lading[1]"],
            await Fields(new Arrival { CustomsOffice = "0902", ArriveTime = time, BillsOfLading = { "B1", "--" } }));
        Assert.Equal(
            (StatusCode.InvalidArgument, "ARRIVAL_IN_FUTURE"),
            await ReleasesApp.RefusedAsync(app.Arrivals.CreateArrivalAsync(new CreateArrivalRequest { Arrival = new Arrival { CustomsOffice = "0902", ArriveTime = app.Now.AddHours(1).ToWire(), BillsOfLading = { "B1" } } })));
        Assert.Empty((await app.Arrivals.ListArrivalsAsync(new ListArrivalsRequest())).Arrivals);
    }

    [Fact]
    public async Task Malformed_json_is_a_problem_and_nothing_is_stored()
    {
        await using var app = await ReleasesApp.StartAsync();
        using var terminal = app.Host.Http(Roles.Terminal, ReleasesApp.Port);
        using var body = new StringContent("{\"customsOffice\": ", null, "application/json");

        var answer = await terminal.PostAsync("/v1/arrivals", body);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"),
            (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task Gate_lifts_for_released_goods_only_and_records_what_leaves()
    {
        await using var app = await ReleasesApp.StartAsync();
        await app.AcceptAsync("c1", form => form.Containers.Add("CSQU3054383"));
        await app.SettleAsync("c1");
        using var terminal = app.Host.Http(Roles.Terminal, ReleasesApp.Port);
        async Task<JsonElement> Ask(object question) => await (await terminal.PostAsJsonAsync("/v1/gatePasses:check", question))
            .Content.ReadFromJsonAsync<JsonElement>();

        var before = await Ask(new { container = "CSQU 305438-3", plate = "LN-B12345" });
        await app.ArriveAsync("c1");
        var asked = await Ask(new { container = "CSQU3054383", plate = "LN-B12345", validateOnly = true });
        var lifted = await Ask(new { billOfLading = "bill-c1", container = "CSQU3054383", plate = "LN-B 12345", gate = "G1" });
        var other = await Ask(new { declaration = "declarations/c1", container = "CSQU3054383", plate = "LN-C1" });

        Assert.Equal(("VERDICT_HOLD", "NOT_RELEASED"), (before.GetProperty("verdict").GetString(), before.GetProperty("reason")
            .GetString()));
        Assert.Contains("have not arrived", before.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(("VERDICT_LIFT", ""), (asked.GetProperty("verdict").GetString(), asked.GetProperty("gatePass").GetString()));
        Assert.Equal("VERDICT_LIFT", lifted.GetProperty("verdict").GetString());
        Assert.Equal(("VERDICT_HOLD", "CONTAINER_LEFT"), (other.GetProperty("verdict").GetString(), other.GetProperty("reason")
            .GetString()));
        var pass = Assert.Single((await app.Gate.ListGatePassesAsync(new ListGatePassesRequest { Container = "CSQU3054383",
            Plate = "ln-b12345" })).GatePasses);
        Assert.Equal((lifted.GetProperty("gatePass").GetString(), "G1", "declarations/c1"),
            (pass.Name, pass.Gate, Assert.Single(pass.Declarations)));
        Assert.Equal(app.Now, (await app.CaseAsync("c1")).GateOutTime.ToDateTimeOffset());
    }

    [Fact]
    public async Task Gate_asks_for_what_it_needs()
    {
        await using var app = await ReleasesApp.StartAsync();

        Assert.Equal(["declaration", "plate"], await ReleasesApp.FieldsAsync(app.Gate.CheckGatePassAsync(new CheckGatePassRequest())));
        Assert.Equal(
            ["declaration_number", "declaration", "container"],
            await ReleasesApp.FieldsAsync(app.Gate.CheckGatePassAsync(new CheckGatePassRequest { Declaration = "x",
                DeclarationNumber = "1", Container = "C", Plate = "LN-B1" })));
        Assert.Equal((Verdict.Hold, "CASE_UNKNOWN"), await AnswerAsync(app,
            new CheckGatePassRequest { BillOfLading = "none", Plate = "LN-B1" }));
    }

    [Fact]
    public async Task Gate_finds_a_case_by_its_number_and_compares_the_bill()
    {
        await using var app = await ReleasesApp.StartAsync();
        await app.ReleaseAsync("c1");
        var number = app.Accepted("c1").DeclarationNumber;

        Assert.Equal((Verdict.Lift, "RELEASED"), await AnswerAsync(app,
            new CheckGatePassRequest { DeclarationNumber = number, Plate = "LN-B1" }));
        Assert.Equal((Verdict.Hold, "BILL_DIFFERS"), await AnswerAsync(app,
            new CheckGatePassRequest { DeclarationNumber = number, BillOfLading = "B9", Plate = "LN-B1" }));
        Assert.Equal((Verdict.Hold, "CASE_UNKNOWN"), await AnswerAsync(app,
            new CheckGatePassRequest { Declaration = "declarations/c1", DeclarationNumber = new string('1', 18), Plate = "LN-B1" }));
    }

    private static async Task<(Verdict Verdict, string Reason)> AnswerAsync(ReleasesApp app, CheckGatePassRequest request)
    {
        var answer = await app.Gate.CheckGatePassAsync(request);
        return (answer.Verdict, answer.Reason);
    }

    private static Manifest Manifest(params string[] keys) => new()
    {
        TransportMode = "2",
        TransportName = "COSCO DALIAN",
        Voyage = "001W",
        CustomsOffice = "0902",
        ExpectedArrivalTime = ReleasesApp.Start.AddDays(2).ToWire(),
        BillsOfLading = { keys.Select(key => new Bill { Number = $"BILL-{key}", PackageCount = 10,
            GrossWeight = new() { Value = "1250.5" }, GoodsName = "car parts" }) },
    };
}
