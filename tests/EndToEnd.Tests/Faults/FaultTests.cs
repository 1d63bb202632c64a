using Clearance.Testing;

namespace Clearance.EndToEnd.Tests.Faults;

/// <summary>Each part of the separate shape dies or goes silent while declarations flow. Nothing is lost, nothing happens twice.</summary>
[Collection(FaultCollection.Name)]
[Trait("Needs", "servers")]
public sealed class FaultTests(Storms storms) : IAsyncLifetime
{
    // Longer than the gateway's probes and connection attempts wait.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(4);
    private Storm storm = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => storm = await storms.WithAsync(replicas: 1);

    [Fact]
    public Task Each_process_is_killed_in_turn() => storm.RageAsync(async () =>
    {
        foreach (var member in storm.Suite.Members)
        {
            await storm.StrikeAsync($"{member.Name} killed", member.KillAsync, () => storm.Suite.RestartAsync(member.Name));
        }
    });

    [Fact]
    public Task Broker_and_database_are_killed_and_restarted() => storm.RageAsync(async () =>
    {
        var (broker, database) = (ServerKind.RabbitMq, ServerKind.PostgreSql);
        await storm.StrikeAsync("database killed", () => storm.Servers.KillAsync(database), () => storm.Servers.RestartAsync(database));
        await storm.StrikeAsync("database restarted", () => Task.CompletedTask, () => storm.Servers.RestartAsync(database));
        await storm.StrikeAsync("broker restarted", () => Task.CompletedTask, () => storm.Servers.RestartAsync(broker));

        // What was committed meanwhile is in no memory any more: only the outboxes have it.
        await storm.StrikeAsync(
            "broker killed, and then every service",
            async () =>
            {
                await storm.Servers.KillAsync(broker);
                await storm.Flow.UntilAcceptedAsync(storm.Flow.Accepted.Count + 4);
                await Task.WhenAll(Services().Select(storm.Suite.KillAsync));
            },
            async () =>
            {
                await storm.Servers.RestartAsync(broker);
                await Task.WhenAll(Services().Select(name => storm.Suite.RestartAsync(name)));
            });
    });

    [Fact]
    public Task Network_to_each_is_cut_for_seconds() => storm.RageAsync(async () =>
    {
        foreach (var member in storm.Suite.Members)
        {
            await storm.StrikeAsync($"{member.Name} cut off", () => HoldAsync(member.Freeze), () => LetGoAsync(member.Thaw));
        }

        foreach (var server in Enum.GetValues<ServerKind>())
        {
            await storm.StrikeAsync(
                $"{server} cut off",
                async () =>
                {
                    await storm.Servers.PauseAsync(server);
                    await Task.Delay(Silence);
                },
                () => storm.Servers.ResumeAsync(server));
        }
    });

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static Task HoldAsync(Action hold)
    {
        hold();
        return Task.Delay(Silence);
    }

    private static Task LetGoAsync(Action letGo)
    {
        letGo();
        return Task.CompletedTask;
    }

    private IEnumerable<string> Services() => storm.Suite.Members.Skip(1).Select(member => member.Name);
}
