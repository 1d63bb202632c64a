using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Row = System.Collections.Generic.Dictionary<string, object?>;

namespace Clearance.Engine.Query;

/// <summary>A list of aggregates as an EF Core query: filters over the columns of the definition, pages by keyset.</summary>
internal static class AggregateQuery
{
    /// <summary>What tells one list from another: its table, its order and its filters.</summary>
    public static string NameOf(AggregateType type, ListQuery query) => string.Join('\n', query.Filters
        .Select(filter => string.Create(CultureInfo.InvariantCulture, $"{filter.Column}|{filter.OrColumn}|{filter.Operator}|{filter.Value}"))
        .Prepend($"{type.Name}|{query.OldestFirst}"));

    /// <summary>The rows that pass the filters, after a page, in order.</summary>
    public static IQueryable<Row> Of(DbContext context, AggregateType type, ListQuery query, PageToken? after)
    {
        var rows = Matching(context, type, query.Filters);
        return query.OldestFirst ? OldestFirst(rows, after) : NewestFirst(rows, after);
    }

    /// <summary>The rows that pass the filters, in no order.</summary>
    public static IQueryable<Row> Matching(DbContext context, AggregateType type, IReadOnlyList<Filter> filters) =>
        filters.Aggregate(context.Set<Row>(type.Name).AsNoTracking(), (all, filter) => Where(all, type, filter));

    private static IQueryable<Row> NewestFirst(IQueryable<Row> rows, PageToken? after)
    {
        if (after is { } last)
        {
            var (time, key) = (last.Position, last.Key);
            rows = rows.Where(row => EF.Property<long>(row, "create_time") < time
                || (EF.Property<long>(row, "create_time") == time && string.Compare(EF.Property<string>(row, "key"), key) < 0));
        }

        return rows.OrderByDescending(row => EF.Property<long>(row, "create_time")).ThenByDescending(row => EF.Property<string>(row, "key"));
    }

    private static IQueryable<Row> OldestFirst(IQueryable<Row> rows, PageToken? after)
    {
        if (after is { } last)
        {
            var (time, key) = (last.Position, last.Key);
            rows = rows.Where(row => EF.Property<long>(row, "create_time") > time
                || (EF.Property<long>(row, "create_time") == time && string.Compare(EF.Property<string>(row, "key"), key) > 0));
        }

        return rows.OrderBy(row => EF.Property<long>(row, "create_time")).ThenBy(row => EF.Property<string>(row, "key"));
    }

    private static IQueryable<Row> Where(IQueryable<Row> rows, AggregateType type, Filter filter)
    {
        var (first, second) = (filter.Column, filter.OrColumn);
        return KindOf(type, first) is ColumnKind.Text
            ? WhereText(rows, first, second, filter.Operator, (string)filter.Value)
            : WhereNumber(rows, first, second, filter.Operator, Convert.ToInt64(filter.Value, CultureInfo.InvariantCulture));
    }

    private static IQueryable<Row> WhereText(
        IQueryable<Row> rows, string first, string? second, FilterOperator how, string value) => (how, second) switch
    {
        (FilterOperator.Equal, null) => rows.Where(row => EF.Property<string?>(row, first) == value),
        (FilterOperator.Equal, { } other) => rows.Where(row => EF.Property<string?>(row, first) == value || EF.Property<string?>(row, other) == value),
        (FilterOperator.AtLeast, null) => rows.Where(row => string.Compare(EF.Property<string?>(row, first), value) >= 0),
        (FilterOperator.Before, null) => rows.Where(row => string.Compare(EF.Property<string?>(row, first), value) < 0),
        _ => throw new ArgumentException($"{how} over two columns is no filter.", nameof(how)),
    };

    private static IQueryable<Row> WhereNumber(
        IQueryable<Row> rows, string first, string? second, FilterOperator how, long value) => (how, second) switch
    {
        (FilterOperator.Equal, null) => rows.Where(row => EF.Property<long?>(row, first) == value),
        (FilterOperator.Equal, { } other) => rows.Where(row => EF.Property<long?>(row, first) == value || EF.Property<long?>(row, other) == value),
        (FilterOperator.AtLeast, null) => rows.Where(row => EF.Property<long?>(row, first) >= value),
        (FilterOperator.Before, null) => rows.Where(row => EF.Property<long?>(row, first) < value),
        _ => throw new ArgumentException($"{how} over two columns is no filter.", nameof(how)),
    };

    private static ColumnKind KindOf(AggregateType type, string column) => type.Columns.FirstOrDefault(known => known.Name == column)?.Kind
        ?? (column is "key" ? ColumnKind.Text : column is "create_time" ? ColumnKind.Instant : throw new ArgumentException($"{type.Name} has no column {column}.", nameof(column)));
}
