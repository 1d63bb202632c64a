using Microsoft.EntityFrameworkCore;

namespace Clearance.Engine.Storage;

/// <summary>The database of a service: its schema, the store of its loop, contexts for its queries. One implementation per provider.</summary>
internal interface IDatabase<TService>
    where TService : ServiceDefinition
{
    /// <summary>Where it is, for logs; never with a password.</summary>
    string Location { get; }

    /// <summary>Applies the migrations that are missing, one process at a time.</summary>
    Task MigrateAsync(CancellationToken cancellationToken);

    /// <summary>Opens the store of the loop.</summary>
    IStore OpenStore();

    /// <summary>Opens a context for queries.</summary>
    DbContext OpenContext();
}
