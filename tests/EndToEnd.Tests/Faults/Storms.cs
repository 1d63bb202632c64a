using Clearance.Testing;

namespace Clearance.EndToEnd.Tests.Faults;

/// <summary>The tests that harm a suite, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class FaultCollection : ICollectionFixture<Storms>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "faults";
}

/// <summary>A PostgreSQL and a RabbitMQ that nobody else uses, and the suite on them that the tests of one class share.</summary>
public sealed class Storms : IAsyncDisposable
{
    private ServerPair? servers;
    private Storm? storm;

    /// <summary>The suite with so many processes per service; skips the test where servers cannot be had.</summary>
    internal async Task<Storm> WithAsync(int replicas)
    {
        if (storm is not { IsSound: true } || storm.Replicas != replicas)
        {
            await EndAsync();
            servers ??= await ServerPair.StartAsync();
            storm = await Storm.StartAsync(servers, replicas);
        }

        return storm!;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        await EndServersAsync();
    }

    private async Task EndAsync()
    {
        if (storm is null)
        {
            return;
        }

        await storm.DisposeAsync();
        if (!storm.IsSound)
        {
            // A test that failed may have left a server dead.
            await EndServersAsync();
        }

        storm = null;
    }

    private async Task EndServersAsync()
    {
        if (servers is not null)
        {
            await servers.DisposeAsync();
            servers = null;
        }
    }
}
