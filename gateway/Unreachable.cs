using Clearance.Hosting;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;
using Status = Google.Rpc.Status;

namespace Clearance.Gateway;

/// <summary>
/// Answers for a service that does not: UNAVAILABLE or DEADLINE_EXCEEDED with RetryInfo, as problem+json or gRPC status. A gRPC answer that
/// breaks off ends with UNAVAILABLE too, so that its caller comes back instead of taking it for a fault of the service.
/// </summary>
internal sealed partial class Unreachable(RequestDelegate next, ILogger<Unreachable> logger)
{
    private const string Domain = "edge.clearance";

    public async Task InvokeAsync(HttpContext context)
    {
        if (RefusalResponse.IsGrpc(context.Request))
        {
            context.Features.Set<IHttpResetFeature>(new EndWithStatus(context, context.Features.Get<IHttpResetFeature>(), context.RequestAborted));
        }

        await next(context);
        if (context.GetForwarderErrorFeature() is { } error && !context.Response.HasStarted && StatusOf(error, context) is { } status)
        {
            Log(context.GetReverseProxyFeature().Cluster.Config.ClusterId, error.Error, context.Request.Method, context.Request.Path, error.Exception?.Message);
            context.Response.Clear();
            await RefusalResponse.WriteAsync(context, status);
        }
    }

    private static Status? StatusOf(IForwarderErrorFeature error, HttpContext context)
    {
        var service = context.GetReverseProxyFeature().Cluster.Config.ClusterId;
        return error.Error switch
        {
            _ when error.NothingWasSent() => Away(service),
            ForwarderError.NoAvailableDestinations or ForwarderError.Request or ForwarderError.ResponseHeaders => Away(service),

            // The proxy blames the caller (400) when a connection breaks before it has read the body, though he is still there.
            ForwarderError.RequestBodyClient or ForwarderError.RequestBodyCanceled or ForwarderError.RequestBodyDestination
                when !context.RequestAborted.IsCancellationRequested && !IsBadRequest(error.Exception) => Away(service),
            ForwarderError.RequestTimedOut => RefusalStatus.Unavailable(
                Domain,
                "SERVICE_TIMED_OUT",
                $"{service} has the call but does not answer. It may be carried out: repeat it with the same request id.",
                $"{service} 服务未在规定时间内答复；请使用相同的请求编号重试。",
                StatusCode.DeadlineExceeded),
            _ => null,
        };
    }

    // E.g. a body larger than the limit: the server has said so with a status of its own.
    private static bool IsBadRequest(Exception? exception) =>
        exception is BadHttpRequestException || exception is AggregateException all && all.InnerExceptions.Any(inner => inner is BadHttpRequestException);

    [LoggerMessage(32, LogLevel.Warning, "{Service} does not answer ({Error}) {Method} {Path}: {Reason}")]
    private partial void Log(string service, ForwarderError error, string method, string path, string? reason);

    private static Status Away(string service) => RefusalStatus.Unavailable(
        Domain,
        "SERVICE_UNREACHABLE",
        $"{service} does not answer at the moment; repeat the call with the same request id.",
        $"{service} 服务暂时无法访问；请使用相同的请求编号重试。");

    /// <summary>Where the proxy would reset the stream of a caller who is still there, says in trailers what happened.</summary>
    private sealed class EndWithStatus(HttpContext context, IHttpResetFeature? inner, CancellationToken caller) : IHttpResetFeature
    {
        private static readonly string s_unavailable = ((int)StatusCode.Unavailable).ToString(System.Globalization.CultureInfo.InvariantCulture);

        public void Reset(int errorCode)
        {
            if (caller.IsCancellationRequested || !context.Response.SupportsTrailers())
            {
                End(errorCode);
                return;
            }

            context.Response.AppendTrailer("grpc-status", s_unavailable);
            context.Response.AppendTrailer("grpc-message", "The answer broke off; repeat the call with the same request id, open a stream again.");
        }

        private void End(int errorCode)
        {
            if (inner is null)
            {
                context.Abort();
            }
            else
            {
                inner.Reset(errorCode);
            }
        }
    }
}
