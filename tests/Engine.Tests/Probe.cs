using Clearance.Engine.Loop;

namespace Clearance.Engine.Tests;

/// <summary>Waits for what must come, not for a time.</summary>
internal static class Probe
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);

    public static async Task<T> UntilAsync<T>(Func<Task<T>> read, Func<T, bool> holds)
    {
        using var deadline = new CancellationTokenSource(s_deadline);
        while (true)
        {
            var value = await read();
            if (holds(value))
            {
                return value;
            }

            Assert.False(deadline.IsCancellationRequested, $"Still {value} after {s_deadline}.");
            await Task.Delay(5);
        }
    }

    public static Task<T> UntilAsync<T>(Func<T> read, Func<T, bool> holds) => UntilAsync(() => Task.FromResult(read()), holds);
}

/// <summary>Holds a loop at its first step while closed, so that messages queue up.</summary>
internal sealed class Gate : IDisposable
{
    private readonly ManualResetEventSlim _open = new(true);

    public int Batches { get; private set; }

    public bool IsHolding { get; private set; }

    public void Close() => (_, Batches) = (Reset(), 0);

    public void Open() => _open.Set();

    public void At(Step step)
    {
        if (step is Step.Taken)
        {
            IsHolding = !_open.IsSet;
            _open.Wait();
            IsHolding = false;
            Batches++;
        }
    }

    public void Dispose() => _open.Dispose();

    private bool Reset()
    {
        _open.Reset();
        return true;
    }
}
