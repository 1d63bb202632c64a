using MassTransit;
using Microsoft.Extensions.Logging;

namespace Clearance.Messaging.RabbitMq;

/// <summary>Tells health and log when a queue is connected and when it is lost.</summary>
internal sealed partial class QueueWatch(string queue, BusState state, ILogger logger) : IReceiveEndpointObserver
{
    /// <inheritdoc/>
    public Task Ready(ReceiveEndpointReady ready)
    {
        if (state.Note(queue, connected: true))
        {
            Connected(logger, queue);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Faulted(ReceiveEndpointFaulted faulted)
    {
        if (state.Note(queue, connected: false))
        {
            Lost(logger, queue, faulted.Exception?.Message ?? string.Empty);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task Completed(ReceiveEndpointCompleted completed)
    {
        state.Note(queue, connected: false);
        return Task.CompletedTask;
    }

    [LoggerMessage(21, LogLevel.Information, "Queue {Queue} is connected.")]
    private static partial void Connected(ILogger logger, string queue);

    [LoggerMessage(22, LogLevel.Warning, "Queue {Queue} is not connected: {Reason} It is tried again until it is; events wait in outbox and queue.")]
    private static partial void Lost(ILogger logger, string queue, string reason);
}
