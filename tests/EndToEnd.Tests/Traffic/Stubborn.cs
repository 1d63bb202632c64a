using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Clearance.Standalone.Demo;
using Grpc.Core;

namespace Clearance.EndToEnd.Tests.Traffic;

/// <summary>How trade software behaves when the suite goes away: it repeats the same request with the same request id until there is an answer.</summary>
internal sealed class Stubborn(TimeSpan patience)
{
    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan LongPause = TimeSpan.FromMilliseconds(500);
    private readonly ConcurrentDictionary<string, int> repeats = new(StringComparer.Ordinal);

    /// <summary>Why calls were repeated, and how often.</summary>
    public IReadOnlyDictionary<string, int> Repeats => repeats;

    /// <summary>Calls until there is an answer.</summary>
    public async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        using var end = new CancellationTokenSource(patience);
        for (var pause = ShortPause; ; pause = pause < LongPause ? pause * 1.2 : LongPause)
        {
            try
            {
                return await call();
            }
            catch (Exception fault) when (WhyAway(fault) is not null && !end.IsCancellationRequested)
            {
                repeats.AddOrUpdate(WhyAway(fault)!, 1, (_, count) => count + 1);
                await Task.Delay(pause);
            }
        }
    }

    /// <summary>A request id that is the same for the same deed.</summary>
    public static Guid RequestId(string deed)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(deed))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>
    /// The suite said that it cannot now (a code), or the connection broke (a dash): never an answer about the content. Null for one.
    /// </summary>
    private static string? WhyAway(Exception fault) => fault switch
    {
        HttpRequestException or IOException or TaskCanceledException => $"-{fault.GetType().Name}",
        RefusedByRestException rest => rest.Status is 429 or 503 or 504 ? rest.Status.ToString(CultureInfo.InvariantCulture) : null,
        RpcException call when call.Status.DebugException is not null => $"-{call.StatusCode}",
        RpcException call => call.StatusCode is StatusCode.Unavailable or StatusCode.ResourceExhausted or StatusCode.DeadlineExceeded or StatusCode.Cancelled
            ? call.StatusCode.ToString()
            : null,
        _ => null,
    };
}
