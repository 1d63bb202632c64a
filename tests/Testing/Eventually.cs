namespace Clearance.Testing;

/// <summary>Waits for a condition that only the public API can show.</summary>
public static class Eventually
{
    private static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);

    /// <summary>Asks again and again until the answer fits, and returns it.</summary>
    /// <exception cref="TimeoutException">It did not fit within the deadline (20 s by default).</exception>
    public static async Task<T> GetAsync<T>(Func<Task<T>> ask, Func<T, bool> fits, TimeSpan? deadline = null)
    {
        using var end = new CancellationTokenSource(deadline ?? DefaultDeadline);
        while (true)
        {
            var answer = await ask();
            if (fits(answer))
            {
                return answer;
            }

            if (end.IsCancellationRequested)
            {
                throw new TimeoutException($"The answer did not fit in time; the last one was: {answer}");
            }

            await Task.Delay(Pause);
        }
    }
}
