using Yarp.ReverseProxy.Forwarder;

namespace Clearance.Gateway;

/// <summary>
/// Sends a call to another process of the service where that is safe whatever the call does: when there was no connection, so that
/// nothing was sent and the body is still there, and when it is a read (GET, HEAD) whose answer has not begun. Everything else may have arrived. Its caller knows
/// whether a repeat is safe, by its request id, and is told that the service is unreachable.
/// </summary>
internal sealed class AnotherTry(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // Balancing narrows the list down to the one that it picked.
        var proxy = context.GetReverseProxyFeature();
        var untried = proxy.AvailableDestinations;
        var body = new WatchedBody(context.Request.Body);
        context.Request.Body = body;
        await next(context);
        while (context.GetForwarderErrorFeature() is { } error && !body.WasRead && MayRepeat(context, error))
        {
            untried = [.. untried.Where(destination => destination != proxy.ProxiedDestination)];
            if (untried.Count == 0)
            {
                return;
            }

            context.Features.Set<IForwarderErrorFeature>(null);
            context.Response.Clear();
            proxy.AvailableDestinations = untried;
            proxy.ProxiedDestination = null;
            await next(context);
        }
    }

    private static bool MayRepeat(HttpContext context, IForwarderErrorFeature error) =>
        !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested && (error.NothingWasSent() || (IsRead(context.Request) && error.Error is ForwarderError.Request));

    private static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
}
