using Clearance.Engine;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Clearance.Messaging.Tests;

/// <summary>Events of a made-up bank: two services hear the one kind, nobody the other.</summary>
internal static class Samples
{
    public static EventRoutes Routes { get; } =
        new([new(StringValue.Descriptor, "bank", ["audit", "tax"]), new(BoolValue.Descriptor, "bank", [])]);

    public static OutboxEvent Event(int number) => new(
        IdOf(number),
        StringValue.Descriptor.FullName,
        $"accounts/{number}",
        new StringValue { Value = $"moved {number}" }.ToByteArray(),
        DateTimeOffset.UnixEpoch.AddYears(56).AddMicroseconds(number),
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

    public static OutboxEvent Unheard(int number) => Event(number) with { Type = BoolValue.Descriptor.FullName };

    public static IReadOnlyList<OutboxEvent> Events(int first, int count) => [.. Enumerable.Range(first, count).Select(Event)];

    public static Guid IdOf(int number) => new(number, 0, 0, new byte[8]);
}

/// <summary>A service's loop as the transport sees it: takes deliveries, settles them at once or never.</summary>
internal sealed class Loop(Func<OutboxEvent, bool>? settles = null)
{
    public Loop(bool settles)
        : this(_ => settles)
    {
    }

    private readonly Lock _lock = new();
    private readonly List<TakenEvent> _taken = [];

    /// <summary>Thrown instead of taking, as a loop that has ended does.</summary>
    public Exception? Ended { get; set; }

    public IReadOnlyList<TakenEvent> Taken
    {
        get
        {
            lock (_lock)
            {
                return [.. _taken];
            }
        }
    }

    public int Distinct => Taken.DistinctBy(taken => taken.Event.Id).Count();

    public ValueTask TakeAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        // Settled first: who has seen all of them taken may stop the transport.
        if (Ended is null && delivery.Events.All(taken => settles?.Invoke(taken.Event) != false))
        {
            delivery.Settle();
        }

        lock (_lock)
        {
            _taken.AddRange(delivery.Events.Select(taken => new TakenEvent(delivery.Id, taken.Event, taken.Fault, delivery.Settle)));
        }

        return Ended is null ? ValueTask.CompletedTask : throw Ended;
    }

    public Task<int> UntilAsync(int count) => Testing.Eventually.GetAsync(() => Task.FromResult(Distinct), distinct => distinct >= count, Outages.Deadline);
}

/// <summary>An event of a delivery that a loop has taken.</summary>
internal sealed record TakenEvent(Guid Batch, OutboxEvent Event, string? Fault, Action Settle);

/// <summary>The events of which a publisher has been told that they need not be sent again.</summary>
internal sealed class Confirmations(IReadOnlyList<EventBatch> batches)
{
    private readonly Lock _lock = new();
    private readonly List<Guid> _ids = [];

    public IReadOnlyList<Guid> Ids
    {
        get
        {
            lock (_lock)
            {
                return [.. _ids];
            }
        }
    }

    public void Add(IReadOnlyList<Guid> ids)
    {
        lock (_lock)
        {
            _ids.AddRange(ids.SelectMany(id => batches.Single(batch => batch.Id == id).Events).Select(sent => sent.Id));
        }
    }

    public Task<int> UntilAsync(int count) => Testing.Eventually.GetAsync(() => Task.FromResult(Ids.Count), confirmed => confirmed >= count, Outages.Deadline);
}

internal static class Outages
{
    /// <summary>A broker's restart included.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
}
