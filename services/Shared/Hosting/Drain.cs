using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Clearance.Hosting;

/// <summary>
/// How a process ends, in this order. At SIGTERM <c>/health/ready</c> says no and everything else goes on, for <c>Limits:DrainSeconds</c>: as long as
/// whoever sends calls here takes to notice. Then streams end, so that their callers go elsewhere, and the server sends GOAWAY and lets the
/// calls end that it has, for <c>Limits:ShutdownSeconds</c> at most. Loops and their databases come last.
/// </summary>
internal sealed class Drain(IOptions<LimitOptions> limits) : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _streams = new();

    /// <summary>Cancelled when streams are to end.</summary>
    public CancellationToken EndOfStreams => _streams.Token;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromSeconds(limits.Value.DrainSeconds), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _streams.CancelAsync();
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _streams.Dispose();
}

/// <summary>Ends the streams of this process when it is to end. It stands before gRPC, whose deadlines follow the token that they find.</summary>
internal sealed class StreamEnd(RequestDelegate next, Drain drain)
{
    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.Type is MethodType.ServerStreaming or MethodType.DuplexStreaming
            ? StreamAsync(context)
            : next(context);

    private async Task StreamAsync(HttpContext context)
    {
        var caller = context.RequestAborted;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(caller, drain.EndOfStreams);
        context.RequestAborted = end.Token;
        await next(context);
        context.RequestAborted = caller;
    }
}
