using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Clearance.Contracts.Common.V1;
using Clearance.Contracts.Declaration.Events.V1;
using Clearance.Contracts.Operations.V1;
using Clearance.Contracts.Payment.Events.V1;
using Clearance.Messaging;
using Clearance.Testing;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Clearance.EndToEnd.Tests.Faults;

/// <summary>What no service can take in ends where an operator finds it, and everything else flows on.</summary>
[Collection(FaultCollection.Name)]
[Trait("Needs", "servers")]
public sealed class PoisonTests(Storms storms) : IAsyncLifetime
{
    private const string UnknownCode = "9999999999";
    private Storm storm = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => storm = await storms.WithAsync(replicas: 1);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public Task Poisoned_events_become_dead_letters_and_the_others_flow_on() => storm.RageAsync(async () =>
    {
        var settled = TaxSettled.Descriptor.FullName;
        await PublishAsync(ServiceNames.Declarations, settled, [0xFF, 0xFF, 0xFF, 0xFF]);
        await PublishAsync(ServiceNames.Releases, "no.such.Event", [1, 2, 3]);
        await PublishAsync(ServiceNames.Payments, DeclarationAccepted.Descriptor.FullName, OfUnknownGoods().ToByteArray());

        var unreadable = await LetterAsync(ServiceNames.Declarations);
        var unheard = await LetterAsync(ServiceNames.Releases);
        var unknown = await LetterAsync(ServiceNames.Payments);
        Assert.Equal(settled, unreadable.EventType);
        Assert.Contains("does not hear no.such.Event", unheard.Reason, StringComparison.Ordinal);
        Assert.Contains(UnknownCode, unknown.Reason, StringComparison.Ordinal);

        // A retry says the same again; then they are given up.
        var again = await storm.Flow.Cast.Operator.DeadLetters.RetryDeadLetterAsync(new RetryDeadLetterRequest { Name = unknown.Name });
        Assert.Equal((DeadLetter.Types.State.Waiting, 2), (again.State, again.Attempts));
        foreach (var letter in (DeadLetter[])[unreadable, unheard, unknown])
        {
            var closed = await storm.Flow.Cast.Operator.DeadLetters.DiscardDeadLetterAsync(new DiscardDeadLetterRequest { Name = letter.Name, Reason = "poisoned by a test" });
            Assert.Equal(DeadLetter.Types.State.Discarded, closed.State);
        }

        await storm.Flow.UntilEndedAsync();
    });

    /// <summary>An event like any other, but for a code that no tariff has.</summary>
    private static DeclarationAccepted OfUnknownGoods() => new()
    {
        Declaration = "declarations/poisoned",
        OccurTime = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow()),
        DeclarationNumber = "090620181000000001",
        Direction = DeclarationAccepted.Types.Direction.Import,
        Enterprise = "91210242MA0UAAAA1Y",
        Declarant = "91210242MA0UBBBB2P",
        Terms = "1",
        GrossWeight = new() { Value = "5200" },
        Items =
        {
            new DeclarationAccepted.Types.Item
            {
                Number = 1,
                CommodityCode = UnknownCode,
                TotalPrice = new() { CurrencyCode = "CNY", Units = 100_000 },
                FirstQuantity = new() { Value = "20000" },
                FirstUnit = "006",
                OriginCountry = "JPN",
                LevyMode = "1",
            },
        },
    };

    /// <summary>Straight into the queue of one service, by the broker's own management.</summary>
    private async Task PublishAsync(string service, string type, byte[] body)
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();
        var batch = new CloudEventBatch { Events = { new CloudEvent { Id = id, Type = type, BinaryData = ByteString.CopyFrom(body) } } };
        using var answer = await storm.Servers.RabbitMq.Management.PostAsJsonAsync($"/api/exchanges/{storm.VirtualHost}/amq.default/publish", new
        {
            routing_key = EventCatalogue.QueueOf(service),
            properties = new { message_id = id, type, content_type = "application/cloudevents-batch+protobuf", delivery_mode = 2 },
            payload = batch.ToByteString().ToBase64(),
            payload_encoding = "base64",
        });
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonObject>())!["routed"]!.GetValue<bool>());
    }

    private async Task<DeadLetter> LetterAsync(string service)
    {
        var letters = await Eventually.GetAsync(
            async () => await storm.Flow.Cast.Operator.DeadLetters.ListDeadLettersAsync(new ListDeadLettersRequest { Parent = $"services/{service}" }),
            answer => answer.DeadLetters.Count > 0);
        return Assert.Single(letters.DeadLetters);
    }
}
