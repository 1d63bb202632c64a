using Clearance.Engine;
using Clearance.Testing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Clearance.Messaging.Tests;

/// <summary>A broker of our own, to be stopped, held and starved under a flow of events.</summary>
public sealed class BrokerOfOurOwn : IAsyncLifetime
{
    /// <summary>The servers; RabbitMQ only is used.</summary>
    public ServerPair Servers { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Servers = await ServerPair.StartAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Servers is not null)
        {
            await Servers.DisposeAsync();
        }
    }
}

/// <summary>What a broker's absence does: nothing is lost, and all goes on by itself when it is back.</summary>
[Trait("Needs", "servers")]
public sealed class OutageTests(BrokerOfOurOwn own) : IClassFixture<BrokerOfOurOwn>
{
    private const int Batches = 40;

    [Fact]
    public async Task Every_event_arrives_though_the_broker_is_restarted_and_then_killed_in_the_middle_of_a_flow()
    {
        await using var broker = await Broker.NewAsync(own.Servers.RabbitMq);
        var (transport, audit, tax) = (broker.Transport(), new Loop(), new Loop());
        transport.Subscribe("audit", audit.TakeAsync);
        transport.Subscribe("tax", tax.TakeAsync);
        var first = await PublishAsync(transport, 0, Batches);
        await audit.UntilAsync(100);

        // In this order: RabbitMQ 3 may lose the leader of a queue that is declared less than some seconds before a kill.
        await own.Servers.RestartAsync(ServerKind.RabbitMq);
        var second = await PublishAsync(transport, Batches, Batches);
        await audit.UntilAsync((Batches + 1) * 100);
        await own.Servers.KillAsync(ServerKind.RabbitMq);
        var third = await PublishAsync(transport, 2 * Batches, Batches);
        await own.Servers.RestartAsync(ServerKind.RabbitMq);

        foreach (var confirmed in (Confirmations[])[first, second, third])
        {
            await confirmed.UntilAsync(Batches * 100);
        }

        await audit.UntilAsync(3 * Batches * 100);
        await tax.UntilAsync(3 * Batches * 100);
    }

    [Fact]
    public async Task A_process_starts_without_the_broker_is_not_ready_and_connects_when_it_comes()
    {
        await using var broker = await Broker.NewAsync(own.Servers.RabbitMq);
        await own.Servers.KillAsync(ServerKind.RabbitMq);
        var (state, audit) = (new BusState(), new Loop());
        var transport = broker.Transport(state: state);
        transport.Subscribe("audit", audit.TakeAsync);
        var confirmed = await PublishAsync(transport, 0, 1);
        Assert.Equal(HealthStatus.Unhealthy, await HealthAsync(state));
        Assert.Equal(["clearance.audit", "clearance.events"], state.Away);

        await own.Servers.RestartAsync(ServerKind.RabbitMq);

        await audit.UntilAsync(100);
        await confirmed.UntilAsync(100);
        await Eventually.GetAsync(() => HealthAsync(state), health => health == HealthStatus.Healthy, Outages.Deadline);
        await own.Servers.KillAsync(ServerKind.RabbitMq);
        await Eventually.GetAsync(() => HealthAsync(state), health => health == HealthStatus.Degraded, Outages.Deadline);
        await own.Servers.RestartAsync(ServerKind.RabbitMq);
        await Eventually.GetAsync(() => HealthAsync(state), health => health == HealthStatus.Healthy, Outages.Deadline);
    }

    [Fact]
    public async Task A_broker_short_of_memory_makes_publishing_wait_while_consumers_go_on()
    {
        await using var broker = await Broker.NewAsync(own.Servers.RabbitMq);
        var (transport, audit) = (broker.Transport(), new Loop());
        await (await PublishAsync(transport, 0, 10)).UntilAsync(1000);

        await own.Servers.BlockAsync();
        var waiting = await PublishAsync(transport, 10, 10);
        transport.Subscribe("audit", audit.TakeAsync);
        await audit.UntilAsync(1000);
        await broker.UntilReadyAsync(await broker.ChannelAsync(), "clearance.audit", 0);
        Assert.Empty(waiting.Ids);
        await own.Servers.UnblockAsync();

        await waiting.UntilAsync(1000);
        await audit.UntilAsync(2000);
    }

    [Fact]
    public async Task A_broker_that_hangs_for_a_while_loses_nothing()
    {
        await using var broker = await Broker.NewAsync(own.Servers.RabbitMq);
        var (transport, audit) = (broker.Transport(), new Loop());
        transport.Subscribe("audit", audit.TakeAsync);
        await (await PublishAsync(transport, 0, 1)).UntilAsync(100);

        await own.Servers.PauseAsync(ServerKind.RabbitMq);
        var waiting = await PublishAsync(transport, 1, 20);
        await own.Servers.ResumeAsync(ServerKind.RabbitMq);

        await waiting.UntilAsync(2000);
        await audit.UntilAsync(2100);
    }

    private static async Task<Confirmations> PublishAsync(ITransport transport, int firstBatch, int batches)
    {
        EventBatch[] sent = [.. Enumerable.Range(firstBatch, batches).SelectMany(batch => EventBatch.Of("bank", Samples.Events(batch * 100, 100)))];
        var confirmed = new Confirmations(sent);
        await transport.PublishAsync(sent, confirmed.Add, CancellationToken.None);

        return confirmed;
    }

    private static async Task<HealthStatus> HealthAsync(BusState state) => (await new BusHealth(state).CheckHealthAsync(new HealthCheckContext())).Status;
}
