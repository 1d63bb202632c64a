using Clearance.Engine.Loop;
using Clearance.Engine.Tests.Bank;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Clearance.Engine.Tests;

public abstract class StartTests(Provider provider) : EngineTests(provider)
{
    [Fact]
    public async Task A_start_on_an_existing_place_finds_what_was_there_and_migrates_nothing()
    {
        var app = await StartAsync();
        await app.SendAsync("a", new Open("anna"));
        await app.DisposeAsync();
        var migrations = app.Count("bank", "select count(*) from \"__EFMigrationsHistory\"");

        await using var again = await StartAsync(app.Place);

        Assert.Equal("anna", (await again.AccountAsync("a"))!.Owner);
        Assert.Equal(migrations, again.Count("bank", "select count(*) from \"__EFMigrationsHistory\""));
    }

    [Fact]
    public async Task A_service_is_healthy_until_its_loop_ends()
    {
        var dies = false;
        await using var app = await StartAsync(bankAt: _ =>
        {
            if (dies)
            {
                throw new CrashException();
            }
        });
        await app.SendAsync("a", new Open("anna"));
        var health = app.Services.GetRequiredService<HealthCheckService>();
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync()).Status);

        dies = true;
        _ = app.SendAsync("a", new Deposit(1));

        await Probe.UntilAsync(async () => (await health.CheckHealthAsync()).Status, status => status == HealthStatus.Unhealthy);
    }

    [Fact]
    public async Task Request_ids_and_inbox_are_forgotten_after_a_fortnight()
    {
        var start = TimeProvider.System.GetUtcNow();
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(start);
        var app = await StartAsync(clock: clock);
        await app.SendAsync("a", new Open("anna"), BankApp.By("t", "5e0a3f2e-8a4f-4a55-8a2f-9a1f7c1d2b3c", "x"));
        await app.HearAsync("anna:5", new Guid(5, 5, 5, new byte[8]));
        await app.DisposeAsync();

        clock.Advance(TimeSpan.FromDays(13));
        app = await StartAsync(app.Place, clock);
        Assert.Equal("ACCOUNT_EXISTS", await app.RefusalOf("a", new Open("anna")));
        Assert.Equal(0, await app.SendAsync("a", new Open("anna"), BankApp.By("t", "5e0a3f2e-8a4f-4a55-8a2f-9a1f7c1d2b3c", "x")));
        await app.DisposeAsync();

        clock.Advance(TimeSpan.FromDays(1.1));
        await using var later = await StartAsync(app.Place, clock);
        await Probe.UntilAsync(() => later.Count("bank", "select count(*) from request_log") + later.Count("audit", "select count(*) from inbox"), rows => rows == 0);
    }
}

public sealed class SqliteStartTests() : StartTests(Provider.Sqlite);

[Trait("Needs", "servers")]
public sealed class PostgreSqlStartTests() : StartTests(Provider.PostgreSql);
