using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Clearance.Engine.Tests.Bank;

namespace Clearance.Engine.Tests;

public sealed class TelemetryTests() : EngineTests(Provider.Sqlite)
{
    [Fact]
    public async Task One_trace_runs_from_the_command_to_the_service_that_hears_of_it()
    {
        using var source = new ActivitySource("test");
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        var spans = new ConcurrentBag<Activity>();
        listener.ActivityStopped = spans.Add;
        ActivitySource.AddActivityListener(listener);
        await using var app = await StartAsync();
        await app.SendAsync("a", new Open("anna"));

        using var call = source.StartActivity("call");
        await app.SendAsync("a", new Deposit(1));

        await Probe.UntilAsync(
            () => spans.Where(span => span.TraceId == call!.TraceId).Select(span => span.OperationName).Order().ToArray(),
            names => names.SequenceEqual(["decide command", "decide fact"]));
    }

    [Fact]
    public async Task The_loop_counts_what_it_does()
    {
        var counts = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == EngineTrace.Name)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => counts.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        listener.Start();
        await using var app = await StartAsync();

        await app.SendAsync("a", new Open("anna"));
        await app.RefusalOf("a", new Withdraw(1));
        await app.HearAsync("bomb:1", new Guid(1, 9, 9, new byte[8]));
        await app.HearAsync("bomb:1", new Guid(1, 9, 9, new byte[8]));

        foreach (var name in new[] { "batches", "commands", "refused", "duplicates", "dead_letters" })
        {
            await Probe.UntilAsync(() => counts.GetValueOrDefault($"clearance.engine.{name}"), count => count > 0);
        }
    }
}
