using System.Text.Json.Nodes;
using Clearance.Contracts.Release.V1;
using Google.Protobuf.WellKnownTypes;

namespace Clearance.Standalone.Demo;

/// <summary>Quay and airport: they send the manifests, report what arrives, and ask at the gate whether it may leave.</summary>
internal static class Carriers
{
    /// <summary>Sends every manifest; then reports each arrival when the ship or plane is there.</summary>
    /// <returns>Done when the manifests are sent, with a task that is done after the last arrival.</returns>
    public static async Task<Task> SailAsync(Play play, CancellationToken cancellationToken)
    {
        var calls = new List<Task>();
        foreach (var manifest in play.Samples.Manifests)
        {
            var terminal = play.Cast.Terminal(manifest["transportMode"]!.GetValue<string>());
            var answer = await terminal.PostAsync("/v1/manifests", manifest.ToJsonString(), "application/json", Play.RequestId(), cancellationToken);
            calls.Add(ArriveAsync(play, terminal, manifest, JsonNode.Parse(answer)!["name"]!.GetValue<string>(), cancellationToken));
        }

        play.Say($"manifests sent: {calls.Count} ships and flights are on their way");
        return Task.WhenAll(calls);
    }

    /// <summary>Asks at the gate whether the goods of a declaration may leave.</summary>
    public static async Task<CheckGatePassResponse> LeaveAsync(Play play, string transportMode, string declaration, CancellationToken cancellationToken) =>
        await play.Cast.Terminal(transportMode).Gate.CheckGatePassAsync(
            new CheckGatePassRequest { Declaration = declaration, Plate = "EX-B00001", Gate = transportMode == "5" ? "A1" : "D1", RequestId = Play.RequestId().ToString() },
            cancellationToken: cancellationToken);

    private static async Task ArriveAsync(Play play, Partner terminal, JsonObject manifest, string name, CancellationToken cancellationToken)
    {
        var transport = manifest["transportName"]!.GetValue<string>();
        var expected = DateTimeOffset.Parse(manifest["expectedArrivalTime"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
        await play.Clock.UntilAsync(expected + play.Dice(transport).Hours(-0.5, 2.5), cancellationToken);

        var bills = manifest["billsOfLading"]!.AsArray().Select(bill => bill!["number"]!.GetValue<string>()).ToList();
        var arrival = await play.TellAsync(
            async () => await terminal.Arrivals.CreateArrivalAsync(
                new CreateArrivalRequest
                {
                    Arrival = new Arrival
                    {
                        CustomsOffice = manifest["customsOffice"]!.GetValue<string>(),
                        ArriveTime = Timestamp.FromDateTimeOffset(play.Clock.GetUtcNow()),
                        Manifest = name,
                        TransportName = transport,
                        BillsOfLading = { bills },
                    },
                    RequestId = Play.RequestId().ToString(),
                },
                cancellationToken: cancellationToken),
            cancellationToken);
        play.Say($"{transport} is there with {bills.Count} bills");
        foreach (var bill in bills)
        {
            play.TellArrival(bill, arrival.ArriveTime.ToDateTimeOffset());
        }
    }
}
