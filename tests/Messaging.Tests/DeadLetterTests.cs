using System.Text.Json;
using Clearance.Complaints;
using Clearance.Contracts.Common.V1;
using Clearance.Contracts.Declaration.Events.V1;
using Clearance.Contracts.Operations.V1;
using Clearance.Kernel;
using Clearance.Messaging.RabbitMq;
using Clearance.Testing;
using Google.Protobuf;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using State = Clearance.Contracts.Operations.V1.DeadLetter.Types.State;

namespace Clearance.Messaging.Tests;

/// <summary>What cannot be taken in from the bus reaches the operator of the service by the same API as ever, and holds up nothing.</summary>
[Trait("Needs", "servers")]
public sealed class DeadLetterTests : IAsyncLifetime
{
    private const string Queue = "clearance.complaints";
    private static readonly DeclarationAccepted s_accepted = new()
    {
        Declaration = "declarations/d1",
        Enterprise = "enterprises/91210200MA0000003X",
        Declarant = "enterprises/91210200MA0000003X",
    };

    private Broker _broker = null!;
    private IChannel _channel = null!;
    private ServiceApp? _app;

    public async ValueTask InitializeAsync()
    {
        _broker = await Broker.NewAsync();
        _channel = await _broker.ChannelAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_message_that_does_not_read_is_a_dead_letter_once_and_the_next_one_is_taken_in()
    {
        await StartAsync();
        var type = DeclarationAccepted.Descriptor.FullName;
        var accepted = s_accepted.ToByteString();
        await PublishAsync(Event(type, string.Empty, accepted));
        await PublishAsync(Event(type, string.Empty, accepted));
        await PublishAsync(
            Event(type, Id(1), ByteString.CopyFrom(0xff, 0xff, 0xff)),
            Event("clearance.made.up.V1", Id(2), accepted),
            Event(string.Empty, Id(3), accepted),
            Event(type, Id(4), accepted));

        var letters = await LettersAsync(4);

        Assert.Contains("no UUID", letters.Single(letter => letter.EventType == type && !letter.Name.EndsWith(Id(1), StringComparison.Ordinal)).Reason, StringComparison.Ordinal);
        Assert.Contains("InvalidProtocolBufferException", ById(letters, 1).Reason, StringComparison.Ordinal);
        Assert.Contains("does not hear clearance.made.up.V1", ById(letters, 2).Reason, StringComparison.Ordinal);
        Assert.Contains("does not hear", ById(letters, 3).Reason, StringComparison.Ordinal);
        await _broker.UntilReadyAsync(_channel, Queue, 0);
        await _broker.UntilReadyAsync(_channel, Topology.DeadQueueOf(ServiceNames.Complaints), 0);
        Assert.Equal(4, (await LettersAsync(4)).Count);
    }

    [Fact]
    public async Task A_message_that_is_no_batch_is_a_dead_letter_once()
    {
        await StartAsync();
        var properties = new BasicProperties { Type = DeclarationAccepted.Descriptor.FullName, MessageId = Id(1), ContentType = "application/x-protobuf" };
        await PublishAsync(properties, s_accepted.ToByteArray());
        await PublishAsync(properties, s_accepted.ToByteArray());

        Assert.Contains("application/x-protobuf", Assert.Single(await LettersAsync(1)).Reason, StringComparison.Ordinal);
        await _broker.UntilReadyAsync(_channel, Queue, 0);
        Assert.Single(await LettersAsync(1));
    }

    [Fact]
    public async Task A_message_that_was_handed_out_too_often_waits_for_an_operator_who_may_retry_it()
    {
        _broker.Transport(new EventRoutes(EventCatalogue.Entries));
        await PublishAsync(Event(DeclarationAccepted.Descriptor.FullName, Id(1), s_accepted.ToByteString()));
        for (var times = 0; times <= Topology.DeliveryLimit; times++)
        {
            await TakeAndEndAsync();
        }

        await StartAsync();
        var letter = Assert.Single(await LettersAsync(1));
        Assert.Contains("handed out 20 times", letter.Reason, StringComparison.Ordinal);
        await _broker.UntilReadyAsync(_channel, Topology.DeadQueueOf(ServiceNames.Complaints), 0);

        var retried = await Letters.RetryDeadLetterAsync(new RetryDeadLetterRequest { Name = letter.Name });
        Assert.Equal((State.Handled, 2), (retried.State, retried.Attempts));
    }

    [Fact]
    public async Task Without_a_bus_url_a_service_refuses_to_start_and_says_what_to_set()
    {
        var fault = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => StartAsync(url: null));

        Assert.Contains("Bus:Url", fault.Message, StringComparison.Ordinal);
    }

    private static CloudEvent Event(string type, string id, ByteString body) => new() { Id = id, Type = type, BinaryData = body };

    private static string Id(int number) => Samples.IdOf(number).ToString("D");

    private static DeadLetter ById(IEnumerable<DeadLetter> letters, int number) => letters.Single(letter => letter.Name.EndsWith(Id(number), StringComparison.Ordinal));

    private DeadLetterService.DeadLetterServiceClient Letters => new(_app!.Grpc(Roles.Operator));

    private Task StartAsync() => StartAsync(_broker.Url.OriginalString);

    private async Task StartAsync(string? url) => _app = await ServiceApp.StartAsync(
        services => services.AddComplaints(),
        routes => routes.MapComplaints(),
        new ServiceAppSettings { Configuration = new Dictionary<string, string?> { ["Bus:Transport"] = "rabbitmq", ["Bus:Url"] = url } });

    // Past our publisher, as a partner's mistake would come; the queue is bound before the service runs or shortly after.
    private Task PublishAsync(params CloudEvent[] events) =>
        PublishAsync(new() { ContentType = Wire.ContentType }, new CloudEventBatch { Events = { events } }.ToByteArray());

    private async Task PublishAsync(BasicProperties properties, byte[] body)
    {
        await Eventually.GetAsync(() => _broker.ListAsync("bindings"), found => found.Any(IsBound), Outages.Deadline);
        await _channel.BasicPublishAsync(Topology.Exchange, DeclarationAccepted.Descriptor.FullName, mandatory: true, properties, body);
    }

    private static bool IsBound(JsonElement binding) =>
        (binding.GetProperty("destination").GetString(), binding.GetProperty("routing_key").GetString()) == (Queue, DeclarationAccepted.Descriptor.FullName);

    // As a process does that the message kills. Given back with a nack it would not count on every broker: RabbitMQ 4.3 counts failures only.
    private async Task TakeAndEndAsync()
    {
        var taken = new TaskCompletionSource();
        await using var connection = await _broker.ConnectionAsync();
        var channel = await connection.CreateChannelAsync();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, _) =>
        {
            taken.TrySetResult();
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(Queue, autoAck: false, consumer);
        await taken.Task.WaitAsync(Outages.Deadline);
    }

    private async Task<IReadOnlyList<DeadLetter>> LettersAsync(int count) => await Eventually.GetAsync<IReadOnlyList<DeadLetter>>(
        async () => (await Letters.ListDeadLettersAsync(new ListDeadLettersRequest { Parent = "services/complaints" })).DeadLetters,
        letters => letters.Count >= count,
        Outages.Deadline);
}
