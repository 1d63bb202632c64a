using Clearance.Engine;
using Microsoft.EntityFrameworkCore;

namespace Clearance.Guarantees;

/// <summary>The tables of Guarantees on SQLite.</summary>
internal sealed class GuaranteesSqliteContext(DbContextOptions<GuaranteesSqliteContext> options, GuaranteesDefinition definition)
    : EngineContext<GuaranteesDefinition>(options, definition);

/// <summary>The same tables on PostgreSQL.</summary>
internal sealed class GuaranteesPostgreSqlContext(DbContextOptions<GuaranteesPostgreSqlContext> options, GuaranteesDefinition definition)
    : EngineContext<GuaranteesDefinition>(options, definition);

/// <summary>For dotnet ef only: makes the SQLite context without starting the service.</summary>
internal sealed class GuaranteesSqliteDesignTime()
    : SqliteDesignTime<GuaranteesSqliteContext>(options => new GuaranteesSqliteContext(options, new GuaranteesDefinition()));

/// <summary>For dotnet ef only: makes the PostgreSQL context without a server.</summary>
internal sealed class GuaranteesPostgreSqlDesignTime()
    : PostgreSqlDesignTime<GuaranteesPostgreSqlContext>(options => new GuaranteesPostgreSqlContext(options, new GuaranteesDefinition()));
