using System.Threading.Channels;
using RabbitMQ.Client;

namespace Clearance.Messaging.RabbitMq;

/// <summary>
/// Acknowledges what the loop has settled, as far as there is no gap, many at once: one frame per batch instead of one per message. Once the
/// channel is gone there is nothing left to say: the broker hands those messages out again and the inbox knows them.
/// </summary>
internal sealed class Acknowledgements
{
    private readonly Channel<ulong> _settled =
        System.Threading.Channels.Channel.CreateUnbounded<ulong>(new UnboundedChannelOptions { SingleReader = true });

    private readonly Task _running;

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
        // Delivery tags count from 1 on every channel.
        var (done, ahead) = (0UL, new HashSet<ulong>());
        while (await _settled.Reader.WaitToReadAsync(closed))
        {
            var before = done;
            while (_settled.Reader.TryRead(out var tag))
            {
                if (tag > done)
                {
                    ahead.Add(tag);
                }

                while (ahead.Remove(done + 1))
                {
                    done++;
                }
            }

            if (done > before)
            {
                await channel.BasicAckAsync(done, multiple: true, closed);
            }
        }
    }
}
