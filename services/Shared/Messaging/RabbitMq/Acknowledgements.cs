using System.Threading.Channels;
using RabbitMQ.Client;

namespace Clearance.Messaging.RabbitMq;

/// <summary>
/// Acknowledges what the loop has settled: one frame for all up to the first gap, one for each beyond it, so that a delivery that is never
/// settled holds up no other. Once the channel is gone nothing is left to say: the broker hands those messages out again and the inbox knows them.
/// </summary>
internal sealed class Acknowledgements
{
    private readonly Channel<ulong> _settled =
        System.Threading.Channels.Channel.CreateUnbounded<ulong>(new UnboundedChannelOptions { SingleReader = true });

    private readonly HashSet<ulong> _beyond = [];
    private readonly Task _running;
    private ulong _done;

    public Acknowledgements(IChannel channel, CancellationToken closed) => _running = Task.Run(() => RunAsync(channel, closed), closed);

    /// <summary>A delivery is settled. Returns at once; a second time, or too late, it does nothing.</summary>
    public void Add(ulong deliveryTag) => _settled.Writer.TryWrite(deliveryTag);

    /// <summary>Ends when all that was settled is acknowledged.</summary>
    public Task FinishAsync()
    {
        _settled.Writer.TryComplete();
        return _running;
    }

    private async Task RunAsync(IChannel channel, CancellationToken closed)
    {
        var tags = new SortedSet<ulong>();
        while (await _settled.Reader.WaitToReadAsync(closed))
        {
            tags.Clear();
            while (_settled.Reader.TryRead(out var tag))
            {
                tags.Add(tag);
            }

            await AcknowledgeAsync(channel, tags, closed);
        }
    }

    private async ValueTask AcknowledgeAsync(IChannel channel, SortedSet<ulong> tags, CancellationToken closed)
    {
        // Tags count from 1 on every channel. The broker closes a channel that acknowledges one tag twice.
        var upTo = 0UL;
        foreach (var tag in tags)
        {
            if (tag == _done + 1)
            {
                (upTo, _done) = (tag, tag);
                while (_beyond.Remove(_done + 1))
                {
                    _done++;
                }
            }
            else if (tag > _done && _beyond.Add(tag))
            {
                await channel.BasicAckAsync(tag, multiple: false, closed);
            }
        }

        if (upTo > 0)
        {
            await channel.BasicAckAsync(upTo, multiple: true, closed);
        }
    }
}
