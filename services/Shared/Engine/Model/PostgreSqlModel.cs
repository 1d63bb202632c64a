using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Clearance.Engine.Model;

/// <summary>
/// What the one model says on PostgreSQL, where EF Core's defaults would be wrong or dear. Text, bytes, ids, integers and amounts
/// are text, bytea, uuid, bigint and numeric by themselves. States are text and not jsonb: the hash of the journal is over the very
/// bytes, and jsonb costs seven times as much to write; a query by hand casts, <c>state::jsonb</c>.
/// </summary>
internal static class PostgreSqlModel
{
    private const string State = "state";

    // Of every hundred bytes of a page 30 stay free, so that a changed row finds room beside its old one and its indexes need no entry.
    private const int FillFactor = 70;

    // What may be long is packed with lz4, which costs half of the default.
    private static readonly string[] s_packed =
        [State, nameof(JournalRecord.Message), nameof(OutboxRecord.Body), nameof(RequestRecord.Reply)];

    /// <summary>Goes over all tables that the model has by now.</summary>
    public static void Shape(ModelBuilder model)
    {
        foreach (var table in model.Model.GetEntityTypes())
        {
            foreach (var column in table.GetProperties())
            {
                Shape(column);
            }

            if (table.FindProperty(State) is not null)
            {
                table.SetStorageParameter("fillfactor", FillFactor);
            }
        }
    }

    private static void Shape(IMutableProperty column)
    {
        // By code point, as SQLite compares: pages and locks follow this order.
        if (column.ClrType == typeof(string))
        {
            column.SetCollation("C");
        }

        if (s_packed.Contains(column.Name))
        {
            column.SetCompressionMethod("lz4");
        }
    }
}
