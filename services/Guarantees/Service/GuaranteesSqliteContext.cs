using Clearance.Engine;
using Microsoft.EntityFrameworkCore;

namespace Clearance.Guarantees;

/// <summary>The tables of Guarantees on SQLite.</summary>
internal sealed class GuaranteesSqliteContext(DbContextOptions<GuaranteesSqliteContext> options, GuaranteesDefinition definition)
    : EngineContext<GuaranteesDefinition>(options, definition);

/// <summary>For dotnet ef only: makes the context without starting the service.</summary>
internal sealed class GuaranteesDesignTime()
    : SqliteDesignTime<GuaranteesSqliteContext>(options => new GuaranteesSqliteContext(options, new GuaranteesDefinition()));
