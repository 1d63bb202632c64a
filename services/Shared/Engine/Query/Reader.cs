using System.Runtime.CompilerServices;
using System.Text.Json;
using Clearance.Engine.Model;
using Clearance.Engine.Storage;
using Clearance.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Clearance.Engine.Query;

/// <summary>Reads beside the loop: single aggregates straight from the store, lists by EF Core over the same tables.</summary>
internal sealed class Reader<TService>(EngineHost<TService> host, ChangeSignals<TService> signals) : IReader<TService>
    where TService : ServiceDefinition
{
    private const int NotesAtOnce = 200;

    // Changes made by another replica are seen within this time.
    private static readonly TimeSpan s_poll = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public async Task<Versioned<TState>?> FindAsync<TState, TMessage>(
        AggregateType<TState, TMessage> type, string key, CancellationToken cancellationToken)
        where TState : class
        where TMessage : class =>
        await Reading.AnswerAsync(() => host.Store.FindAsync(new AggregateKey(type.Name, key), cancellationToken).AsTask()) is { } row
            ? new Versioned<TState>(
                row.Id.Key,
                (TState)type.ReadState(row.State),
                row.Version,
                Microseconds.ToInstant(row.CreateTime),
                Microseconds.ToInstant(row.UpdateTime))
            : null;

    /// <inheritdoc/>
    public async Task<Page<TState>> ListAsync<TState, TMessage>(
        AggregateType<TState, TMessage> type, ListQuery query, CancellationToken cancellationToken)
        where TState : class
        where TMessage : class
    {
        var (size, list) = (PageToken.SizeOf(query.PageSize), AggregateQuery.NameOf(type, query));
        var after = PageToken.Read(query.PageToken, list);
        await using var context = host.OpenContext();
        var rows = await Reading.AnswerAsync(() => AggregateQuery.Of(context, type, query, after)
            .Take(size + 1)
            .Select(row => new
            {
                Key = EF.Property<string>(row, "key"),
                State = EF.Property<string>(row, "state"),
                Version = EF.Property<long>(row, "version"),
                CreateTime = EF.Property<long>(row, "create_time"),
                UpdateTime = EF.Property<long>(row, "update_time"),
            })
            .ToListAsync(cancellationToken));
        var page = rows.Take(size).Select(row => new Versioned<TState>(
            row.Key,
            JsonSerializer.Deserialize(row.State, type.StateJson)!,
            row.Version,
            Microseconds.ToInstant(row.CreateTime),
            Microseconds.ToInstant(row.UpdateTime)));
        var next = rows.Count > size ? new PageToken(rows[size - 1].CreateTime, rows[size - 1].Key).Write(list) : string.Empty;
        return new Page<TState>([.. page], next);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, long>> CountAsync(
        AggregateType type, string column, Filter filter, CancellationToken cancellationToken)
    {
        await using var context = host.OpenContext();
        return await AggregateQuery.Matching(context, type, [filter])
            .Where(row => EF.Property<string?>(row, column) != null)
            .GroupBy(row => EF.Property<string>(row, column))
            .Select(group => new { group.Key, Count = group.LongCount() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, StringComparer.Ordinal, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JournalEntry>> JournalAsync(AggregateType type, string key, CancellationToken cancellationToken)
    {
        await using var context = host.OpenContext();
        var rows = await Reading.AnswerAsync(() => context.Set<JournalRecord>().AsNoTracking()
            .Where(row => row.Aggregate == type.Name && row.Key == key)
            .OrderBy(row => row.Version)
            .ToListAsync(cancellationToken));
        return [.. rows.Select(row => new JournalEntry(
            row.Key,
            row.Version,
            row.Message,
            new Occasion(Microseconds.ToInstant(row.Time), new Actor(row.ActorSubject, row.ActorRole, row.ActorEnterprise), row.MessageId),
            row.Events.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            row.Hash))];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LedgerEntry>> PostingsAsync(string account, long afterId, int limit, CancellationToken cancellationToken)
    {
        await using var context = host.OpenContext();
        var rows = await Reading.AnswerAsync(() => context.Set<PostingRecord>().AsNoTracking()
            .Where(row => row.Account == account && row.Id > afterId)
            .OrderBy(row => row.Id)
            .Take(limit)
            .ToListAsync(cancellationToken));
        return [.. rows.Select(row => new LedgerEntry(
            row.Id,
            new Posting(row.Account, new Money(row.Amount, row.Currency)),
            row.Aggregate,
            row.Key,
            row.MessageId,
            Microseconds.ToInstant(row.Time)))];
    }

    /// <inheritdoc/>
    public async Task<ISnapshot> SnapshotAsync(CancellationToken cancellationToken) =>
        await Reading.AnswerAsync(() => Snapshot.OpenAsync(host.OpenContext(), cancellationToken));

    /// <inheritdoc/>
    public Task<IReadOnlyList<NoteEntry>> NotesAsync(string log, NotePosition after, int limit, CancellationToken cancellationToken) =>
        Reading.AnswerAsync(() => host.Store.NotesAsync(log, after, limit, cancellationToken).AsTask());

    /// <inheritdoc/>
    public Task<NotePosition> NoteBeforeAsync(string log, DateTimeOffset time, CancellationToken cancellationToken) =>
        Reading.AnswerAsync(() => host.Store.NoteBeforeAsync(log, Microseconds.Of(time), cancellationToken).AsTask());

    /// <inheritdoc/>
    public async Task NextNoteAsync(string log, CancellationToken cancellationToken) =>
        await Task.WhenAny(signals.NextNoteAsync(log), Task.Delay(s_poll, TimeProvider.System, cancellationToken));

    /// <inheritdoc/>
    public async IAsyncEnumerable<NoteEntry> WatchNotesAsync(string log, NotePosition after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var next = NextNoteAsync(log, cancellationToken);
            var notes = await NotesAsync(log, after, NotesAtOnce, cancellationToken);
            foreach (var note in notes)
            {
                after = note.Position;
                yield return note;
            }

            if (notes.Count < NotesAtOnce)
            {
                await next;
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Versioned<TState>> WatchAsync<TState, TMessage>(
        AggregateType<TState, TMessage> type, string key, [EnumeratorCancellation] CancellationToken cancellationToken)
        where TState : class
        where TMessage : class
    {
        var id = new AggregateKey(type.Name, key);
        for (var seen = 0L; ;)
        {
            // Thrown, not ended: a watcher who is cut off must not think that there is nothing more to come.
            cancellationToken.ThrowIfCancellationRequested();

            // Taken before reading, so that a commit in between ends the wait below.
            var change = signals.NextAsync(id);
            if (await FindAsync(type, key, cancellationToken) is { } found && found.Version != seen)
            {
                seen = found.Version;
                yield return found;
            }

            await Task.WhenAny(change, Task.Delay(s_poll, TimeProvider.System, cancellationToken));
        }
    }
}
