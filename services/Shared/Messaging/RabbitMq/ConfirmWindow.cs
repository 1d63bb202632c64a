namespace Clearance.Messaging.RabbitMq;

/// <summary>
/// What was sent on the channel in use and is not confirmed yet, by its number: the broker counts what it gets on a channel from 1.
/// The sender adds, the client's reader takes.
/// </summary>
internal sealed class ConfirmWindow
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, UnsentBatch> _sent = [];
    private ulong _last;
    private ulong _taken;

    /// <summary>Gives the next numbers to messages, before they are sent.</summary>
    public void Add(IReadOnlyList<UnsentBatch> messages)
    {
        lock (_lock)
        {
            foreach (var sent in messages)
            {
                _sent.Add(++_last, sent);
            }
        }
    }

    /// <summary>Takes out what a confirmation or a refusal speaks of.</summary>
    public IReadOnlyList<UnsentBatch> Take(ulong number, bool multiple)
    {
        lock (_lock)
        {
            var taken = new List<UnsentBatch>();
            for (var next = multiple ? _taken + 1 : number; next <= number; next++)
            {
                if (_sent.Remove(next, out var sent))
                {
                    taken.Add(sent);
                }
            }

            _taken = multiple ? Math.Max(_taken, number) : _taken;
            return taken;
        }
    }

    /// <summary>A new channel: numbers begin anew, and what was not confirmed on the old one is handed out in its order.</summary>
    public IReadOnlyList<UnsentBatch> Restart()
    {
        lock (_lock)
        {
            UnsentBatch[] left = [.. _sent.OrderBy(sent => sent.Key).Select(sent => sent.Value)];
            _sent.Clear();
            (_last, _taken) = (0, 0);
            return left;
        }
    }
}
