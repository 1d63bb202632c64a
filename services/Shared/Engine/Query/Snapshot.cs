using System.Runtime.CompilerServices;
using System.Text.Json;
using Clearance.Engine.Model;
using Clearance.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Clearance.Engine.Query;

/// <summary>A transaction that only reads: what it sees was committed before it began, and nothing after.</summary>
internal sealed class Snapshot(DbContext context) : ISnapshot
{
    public static async Task<Snapshot> OpenAsync(DbContext context, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);

        // SQLite's readers see one moment of the write-ahead log by themselves; EF Core's own transaction would lock out the loop.
        await context.Database.ExecuteSqlRawAsync(
            context.Database.ProviderName!.EndsWith("Sqlite", StringComparison.Ordinal) ? "begin" : "begin isolation level repeatable read read only",
            cancellationToken);
        return new Snapshot(context);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AccountBalance>> BalancesAsync(BalanceQuery query, CancellationToken cancellationToken)
    {
        var (before, prefix, after) = (query.Before is { } time ? Microseconds.Of(time) : long.MaxValue, query.Prefix, query.After);
        var rows = await context.Set<PostingRecord>().AsNoTracking()
            .Where(row => row.Time < before && row.Account.StartsWith(prefix) && string.Compare(row.Account, after) > 0)
            .GroupBy(row => new { row.Account, row.Currency })
            .Select(group => new
            {
                group.Key.Account,
                group.Key.Currency,
                Debits = group.Sum(row => row.Amount > 0 ? row.Amount : 0m),
                Balance = group.Sum(row => row.Amount),
            })
            .OrderBy(row => row.Account).ThenBy(row => row.Currency)
            .Take(query.Limit)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => new AccountBalance(row.Account, new Money(row.Debits, row.Currency), new Money(row.Debits - row.Balance, row.Currency)))];
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<TState> AllAsync<TState, TMessage>(
        AggregateType<TState, TMessage> type, [EnumeratorCancellation] CancellationToken cancellationToken)
        where TState : class
        where TMessage : class
    {
        var states = AggregateQuery.Matching(context, type, [])
            .OrderBy(row => EF.Property<string>(row, "key"))
            .Select(row => EF.Property<string>(row, "state"))
            .AsAsyncEnumerable();
        await foreach (var state in states.WithCancellation(cancellationToken))
        {
            yield return JsonSerializer.Deserialize(state, type.StateJson)!;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // The connection goes back to its pool without a transaction.
        await context.Database.ExecuteSqlRawAsync("rollback");
        await context.DisposeAsync();
    }
}
