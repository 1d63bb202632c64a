using Clearance.Engine;
using Microsoft.EntityFrameworkCore;

namespace Clearance.Releases;

/// <summary>The tables of the service on SQLite.</summary>
internal sealed class ReleasesSqliteContext(DbContextOptions<ReleasesSqliteContext> options, ReleasesDefinition definition)
    : EngineContext<ReleasesDefinition>(options, definition);

/// <summary>For dotnet ef only.</summary>
internal sealed class ReleasesDesignTime() : SqliteDesignTime<ReleasesSqliteContext>(options => new(options, new ReleasesDefinition()));
