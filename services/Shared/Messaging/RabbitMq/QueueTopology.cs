using MassTransit;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;

namespace Clearance.Messaging.RabbitMq;

/// <summary>
/// Declares what a consuming service needs, each time it connects: the exchange of all events, its queue with a binding per event of the
/// catalogue, and the queue beside it for what cannot be delivered. Nothing else is ever declared by us.
/// </summary>
internal sealed class QueueTopology(string service, EventRoutes routes) : IFilter<ChannelContext>
{
    /// <summary>Topic exchange of all events; the routing key is the full name of the event.</summary>
    public const string Exchange = "clearance.events";

    /// <summary>
    /// How often a message is handed out before it is put aside. It is handed out again only where a process ended or lost its connection
    /// in between, so this many times means that the message itself does the harm.
    /// </summary>
    public const int DeliveryLimit = 20;

    // RabbitMQ 4 drops after 20 where nothing is said; 3 does not know "no limit" as an argument.
    private const int Unlimited = 1_000_000;

    /// <summary>Queue of what was handed out too often.</summary>
    public static string DeadQueueOf(string service) => $"{EventCatalogue.QueueOf(service)}.dead";

    /// <inheritdoc/>
    public async Task Send(ChannelContext context, IPipe<ChannelContext> next)
    {
        var (channel, queue, token) = (context.Channel, EventCatalogue.QueueOf(service), context.CancellationToken);
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Topic, durable: true, cancellationToken: token);
        await DeclareAsync(channel, DeadQueueOf(service), new() { ["x-delivery-limit"] = Unlimited }, token);
        await DeclareAsync(channel, queue, ArgumentsOf(service), token);
        foreach (var entry in routes.Entries)
        {
            // Also takes off what the service no longer hears: it would only become dead letters.
            await (entry.Consumers.Contains(service)
                ? channel.QueueBindAsync(queue, Exchange, entry.Event.FullName, cancellationToken: token)
                : channel.QueueUnbindAsync(queue, Exchange, entry.Event.FullName, cancellationToken: token));
        }

        await next.Send(context);
    }

    /// <inheritdoc/>
    public void Probe(ProbeContext context)
    {
    }

    // At least once, and never full by dropping: what is put aside is in the dead queue before it leaves this one.
    private static Dictionary<string, object?> ArgumentsOf(string service) => new(StringComparer.Ordinal)
    {
        ["x-delivery-limit"] = DeliveryLimit,
        ["x-dead-letter-exchange"] = string.Empty,
        ["x-dead-letter-routing-key"] = DeadQueueOf(service),
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-overflow"] = "reject-publish",
    };

    private static Task DeclareAsync(IChannel channel, string queue, Dictionary<string, object?> arguments, CancellationToken token)
    {
        arguments["x-queue-type"] = "quorum";
        return channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: token);
    }
}
