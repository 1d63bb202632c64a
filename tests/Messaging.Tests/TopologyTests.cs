using System.Text.Json;
using Clearance.Messaging.RabbitMq;
using Clearance.Testing;

namespace Clearance.Messaging.Tests;

/// <summary>What stands at the broker is what the catalogue says, and no more.</summary>
[Trait("Needs", "servers")]
public sealed class TopologyTests
{
    [Fact]
    public async Task The_broker_holds_one_exchange_and_two_queues_for_each_consumer_of_the_catalogue()
    {
        var (routes, state) = (new EventRoutes(EventCatalogue.Entries), new BusState());
        await using var broker = await Broker.NewAsync();
        broker.Transport(routes, state).Subscribe(ServiceNames.Payments, new Loop().TakeAsync);
        await Eventually.GetAsync(() => Task.FromResult(state.Away.Count), away => away == 0, Outages.Deadline);

        var exchanges = (await broker.ListAsync("exchanges")).Where(exchange => Text(exchange, "name") is not "" and not ['a', 'm', 'q', '.', ..]).ToList();
        Assert.Equal("clearance.events topic", $"{Text(exchanges.Single(), "name")} {Text(exchanges.Single(), "type")}");
        Assert.True(exchanges.Single().GetProperty("durable").GetBoolean());
        Assert.Equal(
            ServiceNames.All.SelectMany(service => new[] { $"clearance.{service}", $"clearance.{service}.dead" }).Order(),
            (await broker.ListAsync("queues")).Select(queue => Text(queue, "name")).Order());
        Assert.Equal(
            EventCatalogue.Entries.SelectMany(entry => entry.Consumers.Select(consumer => $"{entry.Event.FullName} > clearance.{consumer}")).Order(),
            (await broker.ListAsync("bindings")).Where(binding => Text(binding, "source").Length > 0)
                .Select(binding => $"{Text(binding, "routing_key")} > {Text(binding, "destination")}").Order());
    }

    [Fact]
    public async Task Queues_are_durable_quorum_queues_with_a_limit_and_a_dead_letter_queue()
    {
        await using var broker = await Broker.NewAsync();
        broker.Transport().Subscribe("audit", new Loop().TakeAsync);
        var queues = await Eventually.GetAsync(() => broker.ListAsync("queues"), found => found.Length == 4, Outages.Deadline);

        var queue = queues.Single(found => Text(found, "name") == "clearance.audit");
        var arguments = queue.GetProperty("arguments");
        Assert.True(queue.GetProperty("durable").GetBoolean());
        Assert.Equal("quorum", Text(arguments, "x-queue-type"));
        Assert.Equal(Topology.DeliveryLimit, arguments.GetProperty("x-delivery-limit").GetInt32());
        Assert.Equal("clearance.audit.dead", Text(arguments, "x-dead-letter-routing-key"));
        Assert.Equal("at-least-once", Text(arguments, "x-dead-letter-strategy"));
        Assert.Equal("quorum", Text(queues.Single(found => Text(found, "name") == "clearance.audit.dead").GetProperty("arguments"), "x-queue-type"));
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
