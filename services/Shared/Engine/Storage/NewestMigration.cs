using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Clearance.Engine.Storage;

/// <summary>Finds the newest migration of a context without EF Core, whose model takes long to build.</summary>
internal static class NewestMigration
{
    /// <summary>Its id.</summary>
    public static string Of<TContext>()
        where TContext : DbContext => typeof(TContext).Assembly.GetTypes()
        .Where(type => type.GetCustomAttribute<DbContextAttribute>()?.ContextType == typeof(TContext))
        .Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id)
        .OfType<string>()
        .Max(StringComparer.Ordinal)
        ?? throw new InvalidOperationException($"{typeof(TContext).Name} has no migration; make one with dotnet ef.");
}
