using System.Security.Cryptography;
using System.Text;
using Clearance.Standalone.Demo;
using Grpc.Core;

namespace Clearance.EndToEnd.Tests.Crash;

/// <summary>How trade software behaves when the suite goes away: it repeats the same request with the same request id until there is an answer.</summary>
internal static class Stubborn
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    /// <summary>Calls until there is an answer.</summary>
    public static async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        using var end = new CancellationTokenSource(Deadline);
        while (true)
        {
            try
            {
                return await call();
            }
            catch (Exception fault) when (IsAway(fault) && !end.IsCancellationRequested)
            {
                await Task.Delay(Pause);
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

    /// <summary>The connection broke, or the suite says that it cannot now: never an answer about the content.</summary>
    private static bool IsAway(Exception fault) => fault switch
    {
        HttpRequestException or IOException or TaskCanceledException => true,
        RefusedByRestException rest => rest.Status is 429 or 503,
        RpcException call => call.StatusCode is StatusCode.Unavailable or StatusCode.ResourceExhausted or StatusCode.Cancelled
            || (call.StatusCode is StatusCode.Internal or StatusCode.Unknown && call.Status.DebugException is not null),
        _ => false,
    };
}
