using System.Diagnostics.Metrics;
using Clearance.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Clearance.Releases.Tests;

public sealed class MeterTests
{
    [Fact]
    public async Task A_release_counts_once_with_its_road_and_its_clearance_time()
    {
        using var probe = new MeterProbe();
        await using var app = await ReleasesApp.StartAsync();
        var host = app.Host.Services.GetRequiredService<IMeterFactory>();
        await app.AcceptAsync("slow");
        await app.ArriveAsync("slow", app.Now.AddHours(-2));

        await app.SettleAsync("slow");
        await app.SettleAsync("slow");

        await Eventually.GetAsync(() => Task.FromResult(probe.Sum(host, "clearance.declarations.released")), count => count == 1);
        Assert.Equal(1, probe.Sum(host, "clearance.declarations.released", "clearance.road=TRADITIONAL clearance.direction=IMPORT clearance.transport_mode=2"));
        Assert.Equal([7200], probe.Values(host, "clearance.declarations.clearance_time", "clearance.road=TRADITIONAL"));
    }

    [Fact]
    public async Task Declarations_that_wait_are_counted_by_condition_whoever_stored_them()
    {
        using var probe = new MeterProbe();
        var directory = Directory.CreateTempSubdirectory("clearance-").FullName;
        await using (var before = await ReleasesApp.StartAsync(directory: directory))
        {
            await before.AcceptAsync("new");
            await before.AcceptAsync("paid");
            await before.SettleAsync("paid");
            await before.ReleaseAsync("gone");
        }

        await using (var app = await ReleasesApp.StartAsync(directory: directory))
        {
            var host = app.Host.Services.GetRequiredService<IMeterFactory>();

            Task<double?> WaitingFor(string condition) =>
                Task.FromResult(probe.Gauge(host, "clearance.declarations.waiting", $"clearance.condition={condition}"));

            await Eventually.GetAsync(() => WaitingFor("ARRIVED"), waiting => waiting == 2);
            Assert.Equal((1, 0), (await WaitingFor("TAX"), await WaitingFor("DOCUMENTS")));
        }

        Directory.Delete(directory, recursive: true);
    }
}
