using Clearance.Contracts.Declaration.V1;
using Grpc.Core;

namespace Clearance.Standalone.Demo;

/// <summary>A declaration as its declarant follows it, over the stream of the public API.</summary>
internal sealed class Followed : IAsyncDisposable
{
    private readonly CancellationTokenSource ended = new();
    private readonly Lock gate = new();
    private readonly Task reading;
    private TaskCompletionSource change = Fresh();
    private Declaration latest;

    /// <summary>Begins to follow.</summary>
    public Followed(Partner declarant, Declaration lodged)
    {
        latest = lodged;
        reading = ReadAsync(declarant);
    }

    /// <summary>As it was last seen.</summary>
    public Declaration Latest
    {
        get
        {
            lock (gate)
            {
                return latest;
            }
        }
    }

    /// <summary>Waits until it is as wished.</summary>
    public async Task<Declaration> UntilAsync(Func<Declaration, bool> wish, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (gate)
            {
                if (wish(latest))
                {
                    return latest;
                }

                changed = change.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ended.Dispose();
    }

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task ReadAsync(Partner declarant)
    {
        try
        {
            using var stream = declarant.Declarations.WatchDeclaration(new WatchDeclarationRequest { Name = latest.Name }, cancellationToken: ended.Token);
            await foreach (var version in stream.ResponseStream.ReadAllAsync(ended.Token))
            {
                See(version);
            }
        }
        catch (Exception fault)
        {
            // Whoever waits learns why nothing comes any more.
            lock (gate)
            {
                change.TrySetException(fault);
            }
        }
    }

    private void See(Declaration version)
    {
        TaskCompletionSource before;
        lock (gate)
        {
            latest = version;
            (before, change) = (change, Fresh());
        }

        before.TrySetResult();
    }
}
