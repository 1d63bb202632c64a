using Clearance.Engine;
using Microsoft.EntityFrameworkCore;

namespace Clearance.Complaints;

/// <summary>The tables of Complaints on SQLite.</summary>
internal sealed class ComplaintsSqliteContext(DbContextOptions<ComplaintsSqliteContext> options, ComplaintsDefinition definition)
    : EngineContext<ComplaintsDefinition>(options, definition);

/// <summary>The same tables on PostgreSQL.</summary>
internal sealed class ComplaintsPostgreSqlContext(DbContextOptions<ComplaintsPostgreSqlContext> options, ComplaintsDefinition definition)
    : EngineContext<ComplaintsDefinition>(options, definition);

/// <summary>For dotnet ef only: makes the SQLite context without starting the service.</summary>
internal sealed class ComplaintsSqliteDesignTime()
    : SqliteDesignTime<ComplaintsSqliteContext>(options => new ComplaintsSqliteContext(options, new ComplaintsDefinition()));

/// <summary>For dotnet ef only: makes the PostgreSQL context without a server.</summary>
internal sealed class ComplaintsPostgreSqlDesignTime()
    : PostgreSqlDesignTime<ComplaintsPostgreSqlContext>(options => new ComplaintsPostgreSqlContext(options, new ComplaintsDefinition()));
