using Clearance.Engine;
using Microsoft.EntityFrameworkCore;

namespace Clearance.Declarations;

/// <summary>The query model on SQLite.</summary>
internal sealed class DeclarationsSqliteContext(DbContextOptions<DeclarationsSqliteContext> options, DeclarationsDefinition definition)
    : EngineContext<DeclarationsDefinition>(options, definition);

/// <summary>For dotnet ef only: makes the context without starting the service.</summary>
internal sealed class DeclarationsDesignTime()
    : SqliteDesignTime<DeclarationsSqliteContext>(options => new(options, new DeclarationsDefinition()));
