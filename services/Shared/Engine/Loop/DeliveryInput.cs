using Clearance.Engine.Storage;

namespace Clearance.Engine.Loop;

/// <summary>
/// A batch of events handed over by the transport: its inbox row says that all of it is taken in. When the store refuses it as a whole it is
/// taken apart: its row then says so, and each event gets a row of its own.
/// </summary>
/// <param name="delivery">The batch.</param>
/// <param name="whole">Id of the batch that this is one event of; null for a whole batch.</param>
internal sealed class DeliveryInput(Delivery delivery, Guid? whole = null) : Input
{
    private readonly Heard[] _events = [.. delivery.Events.Select(next => new Heard(next))];

    /// <summary>Its events, with what became of them.</summary>
    public IReadOnlyList<Heard> Events => _events;

    /// <inheritdoc/>
    public override int Size => _events.Length;

    /// <inheritdoc/>
    public override IReadOnlyList<Input> Parts
    {
        get
        {
            var left = _events.Length;
            return left == 1 ? [] : [.. delivery.Events.Select(next => new DeliveryInput(new Delivery(next.Event.Id, [next], SettleLast), delivery.Id))];

            void SettleLast()
            {
                if (Interlocked.Decrement(ref left) == 0)
                {
                    delivery.Settle();
                }
            }
        }
    }

    /// <inheritdoc/>
    public override string Kind => "fact";

    /// <inheritdoc/>
    public override void Ask(Wants wants)
    {
        wants.Inbox(delivery.Id);
        if (whole is { } batch)
        {
            wants.Inbox(batch);
        }

        foreach (var heard in _events)
        {
            heard.Ask(wants);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DecideAsync(Batch batch)
    {
        if (IsTaken(batch))
        {
            Array.ForEach(_events, heard => heard.Repeated());
            return;
        }

        batch.Receive(delivery.Id, Taking.Whole);
        foreach (var heard in _events)
        {
            await heard.DecideAsync(batch);
        }
    }

    /// <inheritdoc/>
    public override void Complete() => delivery.Settle();

    /// <inheritdoc/>
    public override bool Blame(Exception exception) => _events is [var heard] && heard.Blame(exception);

    /// <inheritdoc/>
    public override bool Outlasts(Exception exception) => true;

    // Whole and apart exclude each other by the row of the batch: of two replicas that have it, the later one fails to add it and looks again.
    private bool IsTaken(Batch batch)
    {
        if (whole is { } id && batch.TakingOf(id) is not Taking.Apart)
        {
            if (batch.TakingOf(id) is Taking.Whole)
            {
                return true;
            }

            batch.Receive(id, Taking.Apart);
        }

        return batch.TakingOf(delivery.Id) switch
        {
            null => false,
            Taking.Apart => throw new InvalidOperationException($"Batch {delivery.Id} is taken in event by event."),
            _ => true,
        };
    }
}
