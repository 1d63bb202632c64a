using Clearance.Engine.Loop;
using Clearance.Engine.Model;
using Clearance.Kernel;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;

namespace Clearance.Engine.Query;

/// <summary>The dead letters of a service: listed beside the loop, retried and discarded by it.</summary>
internal sealed class DeadLetterBox<TService>(TService definition, EngineHost<TService> host) : IDeadLetters
    where TService : ServiceDefinition
{
    private const string List = "dead_letter";

    /// <inheritdoc/>
    public string Service => definition.Name;

    /// <inheritdoc/>
    public async Task<(IReadOnlyList<DeadLetter> Letters, string NextPageToken)> ListAsync(
        int pageSize, string pageToken, CancellationToken cancellationToken)
    {
        var (size, after) = (PageToken.SizeOf(pageSize), PageToken.Read(pageToken, List));
        await using var context = host.OpenContext();
        var query = context.Set<DeadLetterRecord>().AsNoTracking();
        if (after is { } last)
        {
            var (time, id) = (last.Position, Guid.ParseExact(last.Key, "D"));
            query = query.Where(row => row.Time > time || (row.Time == time && row.Id.CompareTo(id) > 0));
        }

        var rows = await Reading.AnswerAsync(
            () => query.OrderBy(row => row.Time).ThenBy(row => row.Id).Take(size + 1).ToListAsync(cancellationToken));
        var next = rows.Count > size ? new PageToken(rows[size - 1].Time, rows[size - 1].Id.ToString("D")).Write(List) : string.Empty;
        return ([.. rows.Take(size).Select(Map)], next);
    }

    /// <inheritdoc/>
    public Task<TReply> RetryAsync<TReply>(Guid id, Command command, Func<DeadLetter, TReply> reply, CancellationToken cancellationToken)
        where TReply : class, IMessage<TReply>, new() =>
        SendAsync(new DeadLetterInput<TReply>(id, null, command, reply), cancellationToken);

    /// <inheritdoc/>
    public Task<TReply> DiscardAsync<TReply>(
        Guid id, string reason, Command command, Func<DeadLetter, TReply> reply, CancellationToken cancellationToken)
        where TReply : class, IMessage<TReply>, new() =>
        SendAsync(new DeadLetterInput<TReply>(id, reason, command, reply), cancellationToken);

    private static DeadLetter Map(DeadLetterRecord row) => new(
        new OutboxEvent(row.Id, row.Type, row.Subject, row.Body, Microseconds.ToInstant(row.Time), row.TraceParent),
        row.Reason,
        row.Attempts,
        Microseconds.ToInstant(row.AttemptTime),
        row.State,
        row.ClosedBy);

    private async Task<TReply> SendAsync<TReply>(DeadLetterInput<TReply> input, CancellationToken cancellationToken)
        where TReply : class, IMessage<TReply>, new()
    {
        host.Loop.Send(input);
        return await input.Answer.WaitAsync(cancellationToken);
    }
}
