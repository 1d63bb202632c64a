using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clearance.Engine.Model;

/// <summary>The tables that every service has beside its aggregates.</summary>
internal static partial class RecordModel
{
    /// <summary>Adds them.</summary>
    public static void Add(ModelBuilder model)
    {
        Table<JournalRecord>(model, "journal", table => table.HasKey(row => new { row.Aggregate, row.Key, row.Version }));
        Table<InboxRecord>(model, "inbox", table =>
        {
            table.HasKey(row => row.Id);
            table.Property(row => row.Taking).HasDefaultValue(0);
            table.HasIndex(row => row.Time).HasDatabaseName("ix_inbox_time");
        });
        Table<OutboxRecord>(model, "outbox", table =>
        {
            table.HasKey(row => row.Sequence);
            table.Property(row => row.Sequence).ValueGeneratedOnAdd();
            table.HasIndex(row => row.Id).IsUnique().HasDatabaseName("ux_outbox_id");

            // Which replica wrote the row and is about to send it; 0 for nobody in particular.
            table.Property(row => row.Writer).HasDefaultValue(0);
        });
        Table<RequestRecord>(model, "request_log", table =>
        {
            table.HasKey(row => new { row.Scope, row.RequestId });
            table.HasIndex(row => row.Time).HasDatabaseName("ix_request_log_time");
        });
        Table<PostingRecord>(model, "posting", table =>
        {
            table.HasKey(row => row.Id);
            table.Property(row => row.Id).ValueGeneratedOnAdd();
            table.HasIndex(row => new { row.Account, row.Id }).HasDatabaseName("ix_posting_account");
        });
        Table<DeadLetterRecord>(model, "dead_letter", table =>
        {
            table.HasKey(row => row.Id);
            table.HasIndex(row => new { row.Time, row.Id }).HasDatabaseName("ix_dead_letter_time");
        });
    }

    /// <summary>Adds the table of the notes, for a service that keeps some.</summary>
    public static void AddNotes(ModelBuilder model) => Table<NoteRecord>(model, "note", table =>
    {
        table.HasKey(row => row.Sequence);
        table.Property(row => row.Sequence).ValueGeneratedOnAdd();

        // Transactions of several replicas end in another order than they took their numbers: see PostgreSqlNotes.
        table.Property(row => row.Batch).HasDefaultValue(0L);
        table.HasIndex(row => new { row.Log, row.Batch, row.Sequence }).HasDatabaseName("ix_note_log");
    });

    private static void Table<TRecord>(ModelBuilder model, string name, Action<EntityTypeBuilder<TRecord>> shape)
        where TRecord : class
    {
        var table = model.Entity<TRecord>();
        table.ToTable(name);
        foreach (var property in typeof(TRecord).GetProperties())
        {
            table.Property(property.Name).HasColumnName(Hump().Replace(property.Name, "_$0").ToLowerInvariant());
        }

        shape(table);
    }

    [GeneratedRegex("(?<!^)[A-Z]", RegexOptions.None, 1000)]
    private static partial Regex Hump();
}
