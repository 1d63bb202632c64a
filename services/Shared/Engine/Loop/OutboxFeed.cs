using System.Collections.Concurrent;
using System.Threading.Channels;
using Clearance.Engine.Storage;
using Clearance.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace Clearance.Engine.Loop;

/// <summary>
/// Hands committed events to the transport on a task of its own, in commit order and within a window; the loop never waits for
/// it. What does not fit stays in the outbox for the scan. Only the loop calls the methods; confirmations may come from anywhere.
/// </summary>
internal sealed class OutboxFeed(ServiceDefinition definition, ITransport transport, TimeProvider clock, ILogger logger)
{
    /// <summary>Batches of events on their way at once.</summary>
    public const int Window = 500;

    private const int ScanPage = 100;

    private readonly Channel<IReadOnlyList<EventBatch>> _queue = Channel.CreateUnbounded<IReadOnlyList<EventBatch>>();
    private readonly Dictionary<Guid, DateTimeOffset> _known = [];
    private readonly ConcurrentQueue<Guid> _confirmed = new();
    private readonly ConcurrentQueue<Guid> _failed = new();
    private readonly List<Guid> _deleting = [];
    private bool _behind = true;
    private DateTimeOffset _oldest = DateTimeOffset.MaxValue;

    /// <summary>True when confirmed rows wait to be deleted.</summary>
    public bool HasConfirmed => !_confirmed.IsEmpty || _deleting.Count > 0;

    /// <summary>True when older batches wait in the outbox and there is room again.</summary>
    public bool CanCatchUp => _behind && _known.Count < Window / 2;

    /// <summary>Age in seconds of the oldest event that is known not to be confirmed, as of the last scan.</summary>
    public double OldestAge => _oldest == DateTimeOffset.MaxValue ? 0 : Math.Max(0, (clock.GetUtcNow() - _oldest).TotalSeconds);

    /// <summary>Confirmed rows, to be deleted with the batch.</summary>
    public IReadOnlyList<Guid> TakeConfirmed()
    {
        while (_confirmed.TryDequeue(out var id))
        {
            _deleting.Add(id);
        }

        return [.. _deleting];
    }

    /// <summary>They are deleted.</summary>
    public void Forget(IReadOnlyList<Guid> ids)
    {
        foreach (var id in ids)
        {
            _known.Remove(id);
        }

        _deleting.Clear();
    }

    /// <summary>Takes the events of a commit, unless older ones wait in the outbox: then the scan takes all in their order.</summary>
    public void Offer(IReadOnlyList<EventBatch> batches)
    {
        if (batches.Count == 0)
        {
            return;
        }

        _behind |= _known.Count + batches.Count > Window;
        if (!_behind)
        {
            Send(batches);
        }
    }

    /// <summary>Sends what a crash, a failure or a full window left in the outbox; what is on its way is not sent again.</summary>
    public async ValueTask ScanAsync(IStore store, CancellationToken cancellationToken)
    {
        while (_failed.TryDequeue(out var id))
        {
            _behind |= _known.Remove(id);
        }

        _oldest = _known.Count == 0 ? DateTimeOffset.MaxValue : _known.Values.Min();
        for (var (after, more) = (0L, true); more && _known.Count < Window;)
        {
            var rows = await store.PendingAsync(after, ScanPage, cancellationToken);
            more = _behind = rows.Count == ScanPage;
            Send([.. rows.Select(row => row.Batch).Where(pending => !_known.ContainsKey(pending.Id))]);
            after = more ? rows[^1].Sequence : after;
        }
    }

    /// <summary>Publishes until the token ends it.</summary>
    public async Task PublishAsync(CancellationToken cancellationToken)
    {
        await foreach (var batches in _queue.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                await transport.PublishAsync(batches, Confirm, cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.PublishFailed(exception, definition.Name, batches.Count);
                foreach (var failed in batches)
                {
                    _failed.Enqueue(failed.Id);
                }
            }
        }
    }

    private void Send(IReadOnlyList<EventBatch> batches)
    {
        foreach (var sent in batches)
        {
            _known[sent.Id] = sent.Time;
        }

        if (batches.Count > 0)
        {
            _queue.Writer.TryWrite(batches);
        }
    }

    private void Confirm(IReadOnlyList<Guid> ids)
    {
        foreach (var id in ids)
        {
            _confirmed.Enqueue(id);
        }
    }
}
