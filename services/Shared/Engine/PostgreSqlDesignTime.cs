using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Clearance.Engine;

/// <summary>
/// How <c>dotnet ef</c> makes the PostgreSQL context of a service, without a server. A service derives one class, as for
/// <see cref="SqliteDesignTime{TContext}"/>.
/// </summary>
public abstract class PostgreSqlDesignTime<TContext>(Func<DbContextOptions<TContext>, TContext> create) : IDesignTimeDbContextFactory<TContext>
    where TContext : DbContext
{
    /// <inheritdoc/>
    public TContext CreateDbContext(string[] args) => create(new DbContextOptionsBuilder<TContext>().UseNpgsql("Host=nowhere").Options);
}
