using System.Text;
using Clearance.Contracts.Common.V1;
using Clearance.Engine;
using Clearance.Messaging.RabbitMq;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using RabbitMQ.Client;

namespace Clearance.Messaging.Tests;

/// <summary>What one message carries, and what is made of a message that none of ours has sent.</summary>
public sealed class EventBatchTests
{
    [Fact]
    public void Events_of_a_transaction_go_by_type_and_keep_their_order_within_it()
    {
        var batches = EventBatch.Of("bank", [Samples.Event(1), Samples.Unheard(2), Samples.Event(3)]);

        Assert.Equal([("google.protobuf.StringValue", "1,3"), ("google.protobuf.BoolValue", "2")], batches.Select(batch => (batch.Type, Numbers(batch))));
    }

    [Fact]
    public void A_message_is_full_after_a_hundred_events()
    {
        var batches = EventBatch.Of("bank", Samples.Events(1, 250));

        Assert.Equal([100, 100, 50], batches.Select(batch => batch.Events.Count));
        Assert.Equal(Samples.Events(1, 250).Select(sent => sent.Id), batches.SelectMany(batch => batch.Events).Select(sent => sent.Id));
    }

    [Fact]
    public void A_message_is_full_before_it_grows_large_and_a_large_event_goes_alone()
    {
        OutboxEvent Of(int number, int bytes) => Samples.Event(number) with { Body = new byte[bytes] };

        var batches = EventBatch.Of("bank", [Of(1, 200_000), Of(2, 60_000), Of(3, 10_000), Of(4, 300_000), Of(5, 1)]);

        Assert.Equal(["1,2", "3", "4", "5"], batches.Select(Numbers));
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        var batch = Assert.Single(EventBatch.Of("bank", [Samples.Event(1), Samples.Event(2) with { TraceParent = string.Empty }]));

        var (id, read) = Wire.Read(Wire.PropertiesOf(batch), batch.Body.Span);

        Assert.Equal(batch.Id, id);
        Assert.All(read, received => Assert.Null(received.Fault));
        Assert.Equal(batch.Events.Select(sent => sent with { Body = default }), read.Select(received => received.Event with { Body = default }));
        Assert.Equal(batch.Events.Select(sent => sent.Body.ToArray()), read.Select(received => received.Event.Body.ToArray()));
    }

    [Theory]
    [InlineData("application/x-protobuf", "content type 'application/x-protobuf' is not")]
    [InlineData(null, "content type '' is not")]
    [InlineData(Wire.ContentType, "no batch of CloudEvents")]
    public void What_is_no_batch_is_one_event_with_a_fault_and_the_same_id_each_time(string? contentType, string fault)
    {
        var properties = new BasicProperties { ContentType = contentType, Type = "made.up\0", Timestamp = new AmqpTimestamp(long.MaxValue) };

        var (first, second) = (Wire.Read(properties, [0xff, 0xff, 0xff]), Wire.Read(properties, [0xff, 0xff, 0xff]));

        Assert.Contains(fault, Assert.Single(first.Events).Fault, StringComparison.Ordinal);
        Assert.Equal((first.Id, first.Events[0].Event.Id), (second.Id, second.Events[0].Event.Id));
        Assert.Equal("made.up\uFFFD", first.Events[0].Event.Type);
    }

    [Fact]
    public void A_batch_without_events_is_a_fault_too()
    {
        var received = Assert.Single(Wire.Read(new BasicProperties { ContentType = Wire.ContentType }, []).Events);

        Assert.Contains("without events", received.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stranger_s_event_is_read_with_its_faults_and_the_event_beside_it_without()
    {
        var strange = new CloudEvent { Id = "no uuid \0", Type = "made.up.V1", BinaryData = ByteString.CopyFrom(Encoding.UTF8.GetBytes("x")) };
        strange.Attributes.Add("time", new() { CeTime = new Timestamp { Seconds = long.MaxValue, Nanos = -1 } });
        var batch = new CloudEventBatch { Events = { strange, new CloudEvent { Id = Samples.IdOf(2).ToString(), Type = "made.up.V1" } } };

        var (_, received) = Wire.Read(new BasicProperties { ContentType = Wire.ContentType }, batch.ToByteArray());

        Assert.Contains("'no uuid \uFFFD' is no UUID", received[0].Fault, StringComparison.Ordinal);
        Assert.Equal(DateTimeOffset.UnixEpoch, received[0].Event.Time);
        Assert.Equal((Samples.IdOf(2), null), (received[1].Event.Id, received[1].Fault));
    }

    private static string Numbers(EventBatch batch) => string.Join(',', batch.Events.Select(sent => BitConverter.ToInt32(sent.Id.ToByteArray())));
}
