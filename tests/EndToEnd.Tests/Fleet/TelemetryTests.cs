using System.Diagnostics;
using Clearance.Standalone.Fleet;
using Clearance.Testing;

namespace Clearance.EndToEnd.Tests.Fleet;

/// <summary>What a collector gets of one declaration in the separate shape: one trace over gateway, outbox and broker, figures, logs.</summary>
[Trait("Needs", "servers")]
public sealed class TelemetryTests
{
    private static readonly string[] Everybody =
        ["clearance-gateway", "clearance-declarations", "clearance-payments", "clearance-guarantees", "clearance-releases", "clearance-complaints"];

    [Fact]
    public async Task One_trace_runs_from_the_gateway_to_the_last_consumer_and_every_process_sends_figures_and_logs()
    {
        var broker = await TestServers.RabbitMqAsync();
        await using var host = await broker.NewVirtualHostAsync();
        await using var collector = await OtlpCollector.StartAsync();
        var data = Directory.CreateTempSubdirectory("clearance-telemetry-").FullName;
        try
        {
            var options = new SeparateSuiteOptions(data) { RabbitMq = host.Url.ToString(), Environment = collector.Environment, LogLevel = Microsoft.Extensions.Logging.LogLevel.Information };
            await using (var suite = await SeparateSuite.StartAsync(options, TestContext.Current.CancellationToken))
            {
                using var call = new Activity("a caller's own").SetIdFormat(ActivityIdFormat.W3C).Start();
                // Nobody listens in this process, so it must say itself that the trace is wanted.
                call.ActivityTraceFlags = ActivityTraceFlags.Recorded;
                await Filing.LodgeAsync(suite, call);

                await Eventually.GetAsync(
                    () => Task.FromResult(collector.Spans.Where(span => span.Trace == call.TraceId.ToHexString()).Select(span => span.Service).Distinct().Order(StringComparer.Ordinal).ToArray()),
                    services => services.SequenceEqual(Everybody.Order(StringComparer.Ordinal)),
                    TimeSpan.FromSeconds(60));
                await Eventually.GetAsync(() => Task.FromResult(collector.Loggers.Count), count => count == Everybody.Length);
                await Eventually.GetAsync(() => Task.FromResult(collector.Metrics.ContainsKey(("clearance-declarations", "clearance.declarations.submitted"))), known => known);
                await Eventually.GetAsync(() => Task.FromResult(collector.Metrics.ContainsKey(("clearance-gateway", "http.server.request.duration"))), known => known);
            }

            Assert.DoesNotContain(collector.Spans, span => span.Name.Contains("/health", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }
}
