namespace Clearance.Engine.Tests;

/// <summary>A transport to a broker that never confirms: events stay in the outbox.</summary>
internal sealed class DeafTransport : ITransport
{
    public void Subscribe(string service, Func<Delivery, CancellationToken, ValueTask> deliver)
    {
    }

    public ValueTask PublishAsync(
        IReadOnlyList<EventBatch> batches, Action<IReadOnlyList<Guid>> confirmed, CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;
}
