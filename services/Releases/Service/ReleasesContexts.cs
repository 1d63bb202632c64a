using Clearance.Engine;
using Microsoft.EntityFrameworkCore;

namespace Clearance.Releases;

/// <summary>The tables of Releases on SQLite.</summary>
internal sealed class ReleasesSqliteContext(DbContextOptions<ReleasesSqliteContext> options, ReleasesDefinition definition)
    : EngineContext<ReleasesDefinition>(options, definition);

/// <summary>The same tables on PostgreSQL.</summary>
internal sealed class ReleasesPostgreSqlContext(DbContextOptions<ReleasesPostgreSqlContext> options, ReleasesDefinition definition)
    : EngineContext<ReleasesDefinition>(options, definition);

/// <summary>For dotnet ef only: makes the SQLite context without starting the service.</summary>
internal sealed class ReleasesSqliteDesignTime()
    : SqliteDesignTime<ReleasesSqliteContext>(options => new ReleasesSqliteContext(options, new ReleasesDefinition()));

/// <summary>For dotnet ef only: makes the PostgreSQL context without a server.</summary>
internal sealed class ReleasesPostgreSqlDesignTime()
    : PostgreSqlDesignTime<ReleasesPostgreSqlContext>(options => new ReleasesPostgreSqlContext(options, new ReleasesDefinition()));
