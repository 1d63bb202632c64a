using System.Collections.Concurrent;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Clearance.Messaging;

/// <summary>Whether the queues of this process are connected, by name. The local transport has none that could be away.</summary>
internal sealed class BusState
{
    private readonly ConcurrentDictionary<string, bool> _queues = new(StringComparer.Ordinal);
    private volatile bool _wasComplete;

    /// <summary>Queues that are not connected now.</summary>
    public IReadOnlyList<string> Away => [.. _queues.Where(queue => !queue.Value).Select(queue => queue.Key).Order(StringComparer.Ordinal)];

    /// <summary>True once all queues were connected at the same time.</summary>
    public bool WasComplete => _wasComplete || _queues.IsEmpty;

    /// <summary>A queue came or went.</summary>
    /// <returns>True when that is news.</returns>
    public bool Note(string queue, bool connected)
    {
        var news = !_queues.TryGetValue(queue, out var before) || before != connected;
        _queues[queue] = connected;
        _wasComplete |= _queues.Values.All(value => value);
        return news;
    }
}

/// <summary>
/// Not ready until the broker was there once. Afterwards its absence is a degradation only: commands are taken and answered, what
/// follows from them waits in the outbox, and to send callers away would turn a late event into an outage.
/// </summary>
internal sealed class BusHealth(BusState state) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var away = state.Away;
        var result = (away.Count, state.WasComplete) switch
        {
            (0, _) => HealthCheckResult.Healthy(),
            (_, true) => HealthCheckResult.Degraded($"Not connected: {string.Join(", ", away)}."),
            _ => HealthCheckResult.Unhealthy($"Not connected yet: {string.Join(", ", away)}."),
        };
        return Task.FromResult(result);
    }
}
