using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Clearance.Engine;

/// <summary>
/// How <c>dotnet ef</c> makes the SQLite context of a service without starting the service. A service derives one class:
/// <c>internal sealed class PaymentsDesignTime() : SqliteDesignTime&lt;PaymentsSqliteContext&gt;(options => new(options, new PaymentsDefinition()));</c>
/// </summary>
public abstract class SqliteDesignTime<TContext>(Func<DbContextOptions<TContext>, TContext> create) : IDesignTimeDbContextFactory<TContext>
    where TContext : DbContext
{
    /// <inheritdoc/>
    public TContext CreateDbContext(string[] args) => create(new DbContextOptionsBuilder<TContext>().UseSqlite("Data Source=:memory:").Options);
}
