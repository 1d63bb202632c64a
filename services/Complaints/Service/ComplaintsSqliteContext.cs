using Clearance.Engine;
using Microsoft.EntityFrameworkCore;

namespace Clearance.Complaints;

/// <summary>The tables of Complaints on SQLite.</summary>
internal sealed class ComplaintsSqliteContext(DbContextOptions<ComplaintsSqliteContext> options, ComplaintsDefinition definition)
    : EngineContext<ComplaintsDefinition>(options, definition);

/// <summary>For dotnet ef only: makes the context without starting the service.</summary>
internal sealed class ComplaintsDesignTime()
    : SqliteDesignTime<ComplaintsSqliteContext>(options => new ComplaintsSqliteContext(options, new ComplaintsDefinition()));
