namespace Clearance.EndToEnd.Tests.Faults;

/// <summary>Two processes of every service share the work, and an upgrade of one after the other is not seen from outside.</summary>
[Collection(FaultCollection.Name)]
[Trait("Needs", "servers")]
public sealed class ReplicaTests(Storms storms) : IAsyncLifetime
{
    // What tells a caller to try again: the codes of gRPC and of REST. A broken connection is none of them.
    private static readonly string[] Retriable = ["Unavailable", "ResourceExhausted", "503", "429"];
    private Storm storm = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => storm = await storms.WithAsync(replicas: 2);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public Task Rolling_restart_is_seen_by_nobody_who_repeats_what_he_is_told_to_repeat() => storm.RageAsync(async () =>
    {
        await storm.StrikeAsync($"rolling restart of {storm.Suite.Members.Count - 1} processes", () => storm.Suite.RestartInTurnAsync(), () => Task.CompletedTask);

        Assert.Empty(storm.Flow.Repeats.Keys.Except(Retriable));
    });

    [Fact]
    public Task One_of_two_is_killed_of_every_service_at_once() => storm.RageAsync(async () =>
    {
        var half = storm.Suite.Members.Where(member => member.Name.EndsWith("-2", StringComparison.Ordinal)).Select(member => member.Name).ToList();
        await storm.StrikeAsync("half of the processes killed", () => Task.WhenAll(half.Select(storm.Suite.KillAsync)), () => Task.CompletedTask);
        await Task.WhenAll(half.Select(name => storm.Suite.RestartAsync(name)));
    });
}
