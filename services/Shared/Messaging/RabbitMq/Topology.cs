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

    /// <summary>
    /// Declares everything, on each connection of each service: who publishes must not depend on who hears having been there before, or what
    /// is published until then would be lost to it.
    /// </summary>
    /// <remarks>
    /// Bindings are never taken off: in a rolling upgrade the old version would undo what the new one has bound. What a service no longer
    /// hears becomes a dead letter until somebody unbinds it.
    /// </remarks>
    public static async Task DeclareAsync(IChannel channel, EventRoutes routes, CancellationToken cancellationToken)
    {
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);
        foreach (var service in routes.Entries.SelectMany(entry => entry.Consumers).Distinct(StringComparer.Ordinal))
        {
            await DeclareQueueAsync(channel, DeadQueueOf(service), new() { ["x-delivery-limit"] = NoLimit }, cancellationToken);
            await DeclareQueueAsync(channel, EventCatalogue.QueueOf(service), ArgumentsOf(service), cancellationToken);
        }

        foreach (var (entry, service) in routes.Entries.SelectMany(entry => entry.Consumers.Select(service => (entry, service))))
        {
            await channel.QueueBindAsync(
                EventCatalogue.QueueOf(service), Exchange, entry.Event.FullName, cancellationToken: cancellationToken);
        }
    }

    // At least once: what is put aside is stored there before it leaves here. That asks for reject-publish, which without a length limit rejects nothing.
    private static Dictionary<string, object?> ArgumentsOf(string service) => new(StringComparer.Ordinal)
    {
        ["x-delivery-limit"] = DeliveryLimit,
        ["x-dead-letter-exchange"] = string.Empty,
        ["x-dead-letter-routing-key"] = DeadQueueOf(service),
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-overflow"] = "reject-publish",
    };

    private static Task DeclareQueueAsync(
        IChannel channel, string queue, Dictionary<string, object?> arguments, CancellationToken cancellationToken)
    {
        arguments["x-queue-type"] = "quorum";
        return channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken);
    }
}
