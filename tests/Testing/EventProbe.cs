using Clearance.Engine;
using Google.Protobuf;

namespace Clearance.Testing;

/// <summary>What the services under test have published, once each; waits for more with a deadline, never for a time.</summary>
public sealed class EventProbe
{
    private static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(20);
    private readonly Lock _lock = new();
    private readonly List<OutboxEvent> _events = [];
    private readonly HashSet<Guid> _known = [];
    private TaskCompletionSource _more = NewSource();

    /// <summary>Every event of a type, in the order of publication.</summary>
    public IReadOnlyList<TEvent> All<TEvent>()
        where TEvent : class, IMessage<TEvent>, new()
    {
        var name = new TEvent().Descriptor.FullName;
        var parser = new MessageParser<TEvent>(() => new TEvent());
        lock (_lock)
        {
            return [.. _events.Where(known => known.Type == name).Select(known => parser.ParseFrom(known.Body.Span))];
        }
    }

    /// <summary>The first event of a type that fits; waits for it.</summary>
    /// <exception cref="TimeoutException">None came within the deadline (20 s by default).</exception>
    public async Task<TEvent> WaitForAsync<TEvent>(Func<TEvent, bool>? fits = null, TimeSpan? deadline = null)
        where TEvent : class, IMessage<TEvent>, new()
    {
        using var end = new CancellationTokenSource(deadline ?? DefaultDeadline);
        while (true)
        {
            Task more;
            lock (_lock)
            {
                more = _more.Task;
            }

            if (All<TEvent>().FirstOrDefault(fits ?? (_ => true)) is { } found)
            {
                return found;
            }

            try
            {
                await more.WaitAsync(end.Token);
            }
            catch (OperationCanceledException exception)
            {
                throw new TimeoutException($"No {typeof(TEvent).Name} that fits was published. Published: {Published()}.", exception);
            }
        }
    }

    internal void Add(IReadOnlyList<OutboxEvent> events)
    {
        TaskCompletionSource waiting;
        lock (_lock)
        {
            _events.AddRange(events.Where(sent => _known.Add(sent.Id)));
            (waiting, _more) = (_more, NewSource());
        }

        waiting.SetResult();
    }

    private string Published()
    {
        lock (_lock)
        {
            return string.Join(", ", _events.Select(known => known.Type));
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
