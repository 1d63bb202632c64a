using Clearance.Engine.Loop;
using Microsoft.Extensions.DependencyInjection;

namespace Clearance.Engine.Tests;

/// <summary>What the engine guarantees, on one of its databases: every class of tests below has a derived one for each.</summary>
public abstract class EngineTests(Provider provider) : IAsyncDisposable
{
    private readonly List<Place> _places = [];

    /// <summary>The database under test.</summary>
    protected Provider Provider => provider;

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        foreach (var place in _places)
        {
            await place.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>A place that is gone after the test.</summary>
    private protected async Task<Place> NewPlaceAsync()
    {
        var place = await Place.NewAsync(provider);
        _places.Add(place);
        return place;
    }

    /// <summary>Bank and audit, on a place of their own unless one is given.</summary>
    private protected async Task<BankApp> StartAsync(
        Place? place = null,
        TimeProvider? clock = null,
        Action<IServiceCollection>? services = null,
        Action<Step>? bankAt = null,
        Action<Step>? auditAt = null) =>
        await BankApp.StartAsync(place ?? await NewPlaceAsync(), clock, services, bankAt, auditAt);
}
