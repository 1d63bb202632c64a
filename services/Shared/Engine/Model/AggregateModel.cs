using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clearance.Engine.Model;

/// <summary>The table of an aggregate, as EF Core knows it: a property bag, since no class says more than the definition does.</summary>
internal static class AggregateModel
{
    /// <summary>Adds the table and its indexes.</summary>
    public static void Add(ModelBuilder model, AggregateType type) => model.SharedTypeEntity<Dictionary<string, object?>>(type.Name, table =>
    {
        table.ToTable(type.Name);
        table.IndexerProperty<string>("key");
        table.HasKey("key");
        table.IndexerProperty<long>("version");
        table.IndexerProperty<string>("state").IsRequired();
        table.IndexerProperty<byte[]?>("hash");
        table.IndexerProperty<long?>("due");
        table.IndexerProperty<long>("create_time");
        table.IndexerProperty<long>("update_time");
        table.HasIndex("create_time", "key").HasDatabaseName($"ix_{type.Name}_create_time");
        if (type.IsWoken)
        {
            table.HasIndex("due").HasDatabaseName($"ix_{type.Name}_due").HasFilter("\"due\" IS NOT NULL");
        }

        foreach (var column in type.Columns)
        {
            Add(table, type, column);
        }
    });

    private static void Add(EntityTypeBuilder<Dictionary<string, object?>> table, AggregateType type, AggregateColumn column)
    {
        if (column.Kind is ColumnKind.Text)
        {
            table.IndexerProperty<string?>(column.Name);
        }
        else
        {
            table.IndexerProperty<long?>(column.Name);
        }

        if (column.Unique)
        {
            table.HasIndex(column.Name).IsUnique().HasDatabaseName($"ux_{type.Name}_{column.Name}");
        }
        else if (column.Indexed)
        {
            // In the order of lists, so that a filtered page reads no more rows than it shows.
            table.HasIndex(column.Name, "create_time", "key").HasDatabaseName($"ix_{type.Name}_{column.Name}");
        }
    }
}
