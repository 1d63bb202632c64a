using Clearance.Hosting;
using Clearance.Messaging;
using Clearance.Standalone;
using Clearance.Standalone.Demo;
using Clearance.Standalone.Fleet;
using Clearance.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Clearance.EndToEnd.Tests;

/// <summary>The stories that share one Standalone.</summary>
[CollectionDefinition(Name)]
public sealed class StandaloneStories : ICollectionFixture<StandaloneShape>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "one process";
}

/// <summary>The stories that share one gateway with five services.</summary>
[CollectionDefinition(Name)]
public sealed class SeparateStories : ICollectionFixture<SeparateShape>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "separate services";
}

/// <summary>What every story begins with: its suite is up, or the story is skipped because there are no servers.</summary>
public abstract class Story(Func<Task> start) : IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await start();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}

/// <summary>Five services in this process, on SQLite.</summary>
public sealed class StandaloneShape : StorySuite
{
    private WebApplication? app;

    private protected override async Task<Doors> OpenAsync(string folder, SharedClock time)
    {
        app = Suite.Build(new SuiteOptions("http://127.0.0.1:0", folder) { Clock = time, LogLevel = LogLevel.Warning });
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<Addresses>();
        return new Doors(addresses.Rest, addresses.Grpc);
    }

    private protected override async ValueTask CloseAsync()
    {
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }
}

/// <summary>The gateway and five services as processes of their own, on PostgreSQL and RabbitMQ.</summary>
public sealed class SeparateShape : StorySuite
{
    private readonly List<IAsyncDisposable> rooms = [];
    private SeparateSuite? suite;

    private protected override async Task<Doors> OpenAsync(string folder, SharedClock time)
    {
        suite = await SeparateSuite.StartAsync(await RoomsAsync(folder, rooms) with { Environment = SharedClockStartup.Environment(Path.Combine(folder, "clock")) });
        return suite.OpenDoors();
    }

    private protected override async ValueTask CloseAsync()
    {
        if (suite is not null)
        {
            await suite.StopAsync();
            await suite.DisposeAsync();
        }

        foreach (var room in rooms)
        {
            await room.DisposeAsync();
        }
    }

    /// <summary>A database for each service and a virtual host of the broker; skips the test where there are no servers.</summary>
    internal static async Task<SeparateSuiteOptions> RoomsAsync(string folder, List<IAsyncDisposable> rooms)
    {
        var (postgreSql, rabbitMq) = (await TestServers.PostgreSqlAsync(), await TestServers.RabbitMqAsync());
        var bus = await rabbitMq.NewVirtualHostAsync();
        rooms.Add(bus);
        var databases = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var service in ServiceNames.All)
        {
            var database = await postgreSql.NewDatabaseAsync(service);
            rooms.Add(database);
            databases[service] = database.ConnectionString;
        }

        return new SeparateSuiteOptions(folder) { Databases = databases, RabbitMq = bus.Url.ToString(), Say = Console.WriteLine };
    }
}
