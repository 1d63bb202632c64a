using System.Data.Common;
using Clearance.Standalone.Bench.Load;
using Clearance.Standalone.Bench.Measure;
using Clearance.Standalone.Demo;

namespace Clearance.Standalone.Bench;

/// <summary>A running suite that is measured: its doors, its processes, its databases.</summary>
internal interface IBenchTarget : IAsyncDisposable
{
    /// <summary>Name of the shape.</summary>
    string Shape { get; }

    /// <summary>REST and gRPC, as partners reach them.</summary>
    Doors Doors { get; }

    /// <summary>Folder with the key of the local issuer.</summary>
    string KeyFolder { get; }

    /// <summary>Whose processor time is counted.</summary>
    IReadOnlyList<Counted> Processes { get; }

    /// <summary>How the partners hear what has become of their declarations.</summary>
    IFeed FeedOf(Partner reader);

    /// <summary>Opens the database of a service, to look at what was written.</summary>
    Task<DbConnection> OpenAsync(string service, CancellationToken cancellationToken);

    /// <summary>Looks, while the suite is saturated, at rows that do not stay.</summary>
    Task LookAsync(CancellationToken cancellationToken);

    /// <summary>Ends the services, so that what they wrote lies still.</summary>
    Task StopAsync();

    /// <summary>Writes the same rows straight to the same database; null where the shape has no such server.</summary>
    Task<BoundFigures?> BoundAsync(WrittenRows rows, int seconds, CancellationToken cancellationToken);
}
