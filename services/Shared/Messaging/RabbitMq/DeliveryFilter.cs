using System.Threading.Channels;
using Clearance.Engine;
using MassTransit;

namespace Clearance.Messaging.RabbitMq;

/// <summary>
/// Hands what arrives to the loop and ends when its batch has committed; MassTransit acknowledges then. It stands before MassTransit's
/// deserialiser and consumers, which cost more than the rest together, and never calls them.
/// </summary>
internal sealed class DeliveryFilter(Func<Delivery, CancellationToken, ValueTask> deliver, bool isDead) : IFilter<ReceiveContext>
{
    /// <inheritdoc/>
    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        var properties = context.GetPayload<RabbitMqBasicConsumeContext>().Properties;
        var (received, fault) = Wire.Read(properties, context.Body.GetBytes());
        fault ??= isDead ? DeathOf(properties.Headers) : null;

        // The loop's thread only completes this; all that follows runs elsewhere. Completing it twice, or after the connection went, is nothing.
        var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await deliver(new Delivery(received, () => settled.TrySetResult()) { Fault = fault }, context.CancellationToken);
        }
        catch (ChannelClosedException)
        {
            // The loop has ended and the process will. To give it back now would only bring it again: it is held until the connection closes.
        }

        await settled.Task.WaitAsync(context.CancellationToken);
    }

    /// <inheritdoc/>
    public void Probe(ProbeContext context)
    {
    }

    private static string DeathOf(IDictionary<string, object?>? headers) =>
        $"It was handed out {QueueTopology.DeliveryLimit} times and never taken in: each time the process or its connection ended first"
        + $" ({(headers?.TryGetValue("x-first-death-reason", out var reason) == true && reason is byte[] text ? System.Text.Encoding.UTF8.GetString(text) : "put aside by hand")}).";
}
