using Clearance.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace Clearance.Engine.Telemetry;

/// <summary>What the loop says. No payloads: they are in the journal and with the dead letters.</summary>
internal static partial class EngineLog
{
    [LoggerMessage(1, LogLevel.Information, "Engine of {Service} runs on {File}.")]
    public static partial void Started(this ILogger logger, string service, string file);

    [LoggerMessage(2, LogLevel.Information, "Engine of {Service} has stopped; nothing is in memory that is not stored.")]
    public static partial void Stopped(this ILogger logger, string service);

    [LoggerMessage(3, LogLevel.Error, "A command to {Service} failed; its caller was told so, nothing of it is stored.")]
    public static partial void CommandFailed(this ILogger logger, Exception exception, string service);

    [LoggerMessage(4, LogLevel.Error, "{Service} made a dead letter of {EventType} {Id}: {Reason}")]
    public static partial void DeadLetter(this ILogger logger, string service, string eventType, Guid id, string reason);

    [LoggerMessage(5, LogLevel.Error, "{Service} puts off waking {Aggregate} by an hour: {Reason}")]
    public static partial void WakeFailed(this ILogger logger, string service, AggregateKey aggregate, string reason);

    [LoggerMessage(6, LogLevel.Warning, "A batch of {Count} in {Service} did not commit; it is halved to find the message at fault.")]
    public static partial void BatchHalved(this ILogger logger, Exception exception, string service, int count);

    [LoggerMessage(7, LogLevel.Warning, "The store of {Service} does not answer (attempt {Attempt}).")]
    public static partial void StoreBusy(this ILogger logger, Exception exception, string service, int attempt);

    [LoggerMessage(8, LogLevel.Critical, "The loop of {Service} ended.")]
    public static partial void LoopEnded(this ILogger logger, Exception exception, string service);

    [LoggerMessage(9, LogLevel.Warning, "{Service} could not hand over {Count} events; the outbox scan sends them again.")]
    public static partial void PublishFailed(this ILogger logger, Exception exception, string service, int count);

    [LoggerMessage(10, LogLevel.Information, "{Service}: applied the migrations up to {Migration}.")]
    public static partial void Migrated(this ILogger logger, string service, string migration);

    [LoggerMessage(11, LogLevel.Error, "Housekeeping of {Service} failed; it is tried again.")]
    public static partial void HousekeepingFailed(this ILogger logger, Exception exception, string service);

    [LoggerMessage(13, LogLevel.Warning, "The database did not answer for the gauge {Gauge}; it shows nothing until it does.")]
    public static partial void GaugeNotAsked(this ILogger logger, Exception exception, string gauge);

    [LoggerMessage(12, LogLevel.Error, "An input of {Service} was given up: {Kind}.")]
    public static partial void GivenUp(this ILogger logger, Exception exception, string service, string kind);

    [LoggerMessage(13, LogLevel.Warning, "{Service} waits for its database {Location}: {Reason}")]
    public static partial void WaitingForDatabase(this ILogger logger, string service, string location, string reason);
}
