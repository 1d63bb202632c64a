using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Clearance.Architecture.Tests;

/// <summary>Migrations keep up with the definitions, on both databases of every service.</summary>
public sealed class MigrationTests
{
    private static readonly Type[] s_factories =
    [
        .. References.OfTheSuite
            .SelectMany(assembly => Assembly.Load(assembly.Assembly).GetTypes())
            .Where(type => type is { IsAbstract: false, BaseType.IsGenericType: true } && ContextOf(type) is not null),
    ];

    public static TheoryData<string> Contexts => [.. s_factories.Select(factory => ContextOf(factory)!.Name)];

    [Fact]
    public void Every_service_has_a_context_for_each_database()
    {
        string[] services = ["Complaints", "Declarations", "Guarantees", "Payments", "Releases"];

        Assert.Equal(
            services.SelectMany(service => new[] { $"{service}PostgreSqlContext", $"{service}SqliteContext" }),
            s_factories.Select(factory => ContextOf(factory)!.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Contexts))]
    public void Migrations_give_the_tables_that_the_definition_asks_for(string name)
    {
        var factory = s_factories.Single(factory => ContextOf(factory)!.Name == name);
        using var context = (DbContext)factory.GetMethod("CreateDbContext")!.Invoke(Activator.CreateInstance(factory), [Array.Empty<string>()])!;

        Assert.False(
            context.Database.HasPendingModelChanges(),
            $"{name} lacks a migration: dotnet ef migrations add NAME, see services/Shared/Engine/README.md.");
    }

    private static Type? ContextOf(Type factory) => factory.GetInterfaces()
        .FirstOrDefault(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDesignTimeDbContextFactory<>))
        ?.GetGenericArguments()[0];
}
