using System.Collections.Immutable;
using System.Text.Json;
using Clearance.Declarations.Domain;
using Clearance.Declarations.Domain.Codes;
using Clearance.Engine;
using Clearance.Hosting;

namespace Clearance.Declarations.CodeTables;

/// <summary>
/// The parameter tables in this process, read; each replica keeps its own and follows the same table. A book is made for every day on
/// which a table begins to count, so that finding the one of a form costs nothing.
/// </summary>
internal sealed class CodeShelf
{
    private const int PageSize = 200;

    private readonly Lock _lock = new();
    private ImmutableDictionary<string, (CodeTable Table, CodeList List)> _read = ImmutableDictionary<string, (CodeTable, CodeList)>.Empty.WithComparers(StringComparer.Ordinal);
    private volatile ImmutableList<(DateOnly From, CodeBook Book)> _books = [];

    /// <summary>The code lists that count on a day of declaration.</summary>
    public CodeBook On(DateOnly day) => _books.FindLast(book => book.From <= day).Book ?? CodeBook.Shipped;

    /// <summary>A table of a list by its id, the shipped one among them; null when there is none.</summary>
    public CodeList? Find(string list, string id) => id == CodeList.ShippedTable
        ? CodeBook.Shipped.Find(list)
        : Volatile.Read(ref _read).TryGetValue(CodeTable.KeyOf(list, id), out var found) ? found.List : null;

    /// <summary>Takes in the tables that are not here yet.</summary>
    public async Task LoadAsync(IReader reader, CancellationToken cancellationToken)
    {
        var token = string.Empty;
        do
        {
            var page = await reader.ListAsync(DeclarationsTables.CodeTables, new ListQuery(PageSize, token), cancellationToken);
            foreach (var row in page.Rows.Where(row => !Volatile.Read(ref _read).ContainsKey(row.Key)))
            {
                var journal = await reader.JournalAsync(DeclarationsTables.CodeTables, row.Key, cancellationToken);
                var import = (ImportCodeTable)JsonSerializer.Deserialize(journal[0].Message, DeclarationsJson.Default.CodeTableMessage)!;
                Add(row.Key, row.State, Read(row.State, import.Content));
            }

            token = page.NextPageToken;
        }
        while (token.Length > 0);
    }

    private void Add(string key, CodeTable table, CodeList list)
    {
        lock (_lock)
        {
            Volatile.Write(ref _read, _read.SetItem(key, (table, list)));
            _books = Books(_read.Values);
        }
    }

    private static ImmutableList<(DateOnly From, CodeBook Book)> Books(IEnumerable<(CodeTable Table, CodeList List)> tables)
    {
        var (books, book) = (ImmutableList.CreateBuilder<(DateOnly, CodeBook)>(), CodeBook.Shipped);
        foreach (var (table, list) in CodeTable.InOrder(tables, pair => pair.Table))
        {
            books.Add((table.EffectiveDate, book = book.With(list)));
        }

        return books.ToImmutable();
    }

    private static CodeList Read(CodeTable table, byte[] packed)
    {
        var csv = CsvContent.Unpack(packed, CodeTableImport.MostBytes, CodeTableImport.Unreadable);
        if (CsvContent.HashOf(csv) != table.ContentHash)
        {
            throw new InvalidOperationException($"The stored lines of table {table.Id} of {table.List} are not those that were imported.");
        }

        using var text = CsvContent.Open(csv);
        return CodeTableFile.Read(table.List, table.Id, text).List
            ?? throw new InvalidOperationException($"The stored lines of table {table.Id} of {table.List} cannot be read any more.");
    }
}
