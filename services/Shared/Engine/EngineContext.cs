using Clearance.Engine.Model;
using Microsoft.EntityFrameworkCore;

namespace Clearance.Engine;

/// <summary>
/// The query model of a service, made from its <see cref="ServiceDefinition"/>: one table per aggregate plus journal, inbox, outbox,
/// request log, postings, dead letters and, where it keeps some, notes. A service derives one context per database provider, so that each has its migrations.
/// </summary>
public abstract class EngineContext<TService>(DbContextOptions options, TService definition) : DbContext(options)
    where TService : ServiceDefinition
{
    /// <summary>The definition that the model follows.</summary>
    protected TService Definition { get; } = definition;

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var type in Definition.Aggregates)
        {
            AggregateModel.Add(modelBuilder, type);
        }

        RecordModel.Add(modelBuilder);
        if (Definition.KeepsNotes)
        {
            RecordModel.AddNotes(modelBuilder);
        }

        if (Database.IsNpgsql())
        {
            PostgreSqlModel.Shape(modelBuilder);
        }
    }
}
