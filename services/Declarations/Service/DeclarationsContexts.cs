using Clearance.Engine;
using Microsoft.EntityFrameworkCore;

namespace Clearance.Declarations;

/// <summary>The tables of Declarations on SQLite.</summary>
internal sealed class DeclarationsSqliteContext(DbContextOptions<DeclarationsSqliteContext> options, DeclarationsDefinition definition)
    : EngineContext<DeclarationsDefinition>(options, definition);

/// <summary>The same tables on PostgreSQL.</summary>
internal sealed class DeclarationsPostgreSqlContext(DbContextOptions<DeclarationsPostgreSqlContext> options, DeclarationsDefinition definition)
    : EngineContext<DeclarationsDefinition>(options, definition);

/// <summary>For dotnet ef only: makes the SQLite context without starting the service.</summary>
internal sealed class DeclarationsSqliteDesignTime()
    : SqliteDesignTime<DeclarationsSqliteContext>(options => new DeclarationsSqliteContext(options, new DeclarationsDefinition()));

/// <summary>For dotnet ef only: makes the PostgreSQL context without a server.</summary>
internal sealed class DeclarationsPostgreSqlDesignTime()
    : PostgreSqlDesignTime<DeclarationsPostgreSqlContext>(options => new DeclarationsPostgreSqlContext(options, new DeclarationsDefinition()));
