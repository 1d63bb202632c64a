using RabbitMQ.Client;

namespace Clearance.Messaging.RabbitMq;

/// <summary>
/// All that we declare at the broker: the exchange of all events, and for each consuming service its queue with a binding per event of the
/// catalogue, and a queue beside it for what was handed out too often.
/// </summary>
internal static class Topology
{
    /// <summary>Topic exchange of all events; the routing key is the full name of the event.</summary>
    public const string Exchange = "clearance.events";

    /// <summary>
    /// How often a message is handed out before it is put aside. It comes again only where a process or a connection ended before its batch
    /// had committed, so this many times means that the message itself does the harm.
    /// </summary>
    public const int DeliveryLimit = 20;

    // RabbitMQ 4 drops after 20 where nothing is said, and 3 knows no value for "never".
    private const int NoLimit = 1_000_000;

    /// <summary>Queue of what was handed out too often.</summary>
    public static string DeadQueueOf(string service) => $"{EventCatalogue.QueueOf(service)}.dead";

    /// <summary>Declares the exchange.</summary>
    public static Task DeclareExchangeAsync(IChannel channel, CancellationToken cancellationToken) =>
        channel.ExchangeDeclareAsync(Exchange, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);

    /// <summary>Declares the queues of a service.</summary>
    public static async Task DeclareQueuesAsync(IChannel channel, string service, EventRoutes routes, CancellationToken cancellationToken)
    {
        var (queue, dead) = (EventCatalogue.QueueOf(service), DeadQueueOf(service));
        await DeclareExchangeAsync(channel, cancellationToken);
        await DeclareQueueAsync(channel, dead, new() { ["x-delivery-limit"] = NoLimit }, cancellationToken);

        // At least once: what is put aside is stored there before it leaves here. That asks for reject-publish, which without a length limit rejects nothing.
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["x-delivery-limit"] = DeliveryLimit,
            ["x-dead-letter-exchange"] = string.Empty,
            ["x-dead-letter-routing-key"] = dead,
            ["x-dead-letter-strategy"] = "at-least-once",
            ["x-overflow"] = "reject-publish",
        };
        await DeclareQueueAsync(channel, queue, arguments, cancellationToken);
        foreach (var entry in routes.Entries)
        {
            // An event that the service no longer hears would only become a dead letter.
            await (entry.Consumers.Contains(service)
                ? channel.QueueBindAsync(queue, Exchange, entry.Event.FullName, cancellationToken: cancellationToken)
                : channel.QueueUnbindAsync(queue, Exchange, entry.Event.FullName, cancellationToken: cancellationToken));
        }
    }

    private static Task DeclareQueueAsync(
        IChannel channel, string queue, Dictionary<string, object?> arguments, CancellationToken cancellationToken)
    {
        arguments["x-queue-type"] = "quorum";
        return channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken);
    }
}
