using System.Diagnostics.Metrics;
using Clearance.Engine.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Clearance.Engine.Telemetry;

/// <summary>Dead letters of a service that wait for an operator.</summary>
internal static class DeadLetterGauge
{
    public static AskedGauge Of<TService>(IServiceProvider services)
        where TService : ServiceDefinition
    {
        var (host, definition) = (services.GetRequiredService<EngineHost<TService>>(), services.GetRequiredService<TService>());
        return new AskedGauge(
            services.GetRequiredService<IMeterFactory>().Create(EngineTrace.Name),
            "clearance.engine.dead_letters.waiting",
            "{event}",
            "Dead letters that wait for an operator.",
            async cancellationToken =>
            {
                await using var context = host.OpenContext();
                var waiting = await context.Set<DeadLetterRecord>().LongCountAsync(row => row.State == DeadLetterState.Waiting, cancellationToken);
                return [new Measurement<long>(waiting, new KeyValuePair<string, object?>(EngineMeters.ServiceTag, definition.Name))];
            },
            services.GetRequiredService<ILogger<AskedGauge>>());
    }
}
