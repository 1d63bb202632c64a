using System.Diagnostics;
using Clearance.Kernel;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Clearance.Hosting;

/// <summary>
/// Answers what endpoints throw: a refusal becomes a rich status; anything unexpected is logged and becomes INTERNAL with a
/// correlation id and nothing else.
/// </summary>
internal sealed class RefusalInterceptor(ILogger<RefusalInterceptor> logger, Drain drain) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            NulText.Refuse(request);
            return await continuation(request, context);
        }
        catch (Exception exception) when (exception is not RpcException)
        {
            throw Answer(exception, context, request);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            NulText.Refuse(request);
            await continuation(request, responseStream, context);
        }
        catch (Exception exception) when (exception is not RpcException)
        {
            throw Answer(exception, context, request);
        }
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(requestStream, context);
        }
        catch (Exception exception) when (exception is not RpcException)
        {
            throw Answer(exception, context, null);
        }
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(requestStream, responseStream, context);
        }
        catch (Exception exception) when (exception is not RpcException)
        {
            throw Answer(exception, context, null);
        }
    }

    private RpcException Answer(Exception exception, ServerCallContext context, object? request)
    {
        var endpoint = context.GetHttpContext().GetEndpoint();
        var domain = AccessRules.DomainOf(endpoint);
        switch (exception)
        {
            case RefusedException refused:
                EdgeLog.Refused(logger, context.Method, refused.Refusal.Kind, refused.Refusal.Reason);
                var status = refused.Refusal.ToStatus(domain, SubjectOf(request));
                return (IsRest(endpoint) ? status : status.FitTrailers()).ToRpcException();
            case OperationCanceledException when drain.EndOfStreams.IsCancellationRequested && context.CancellationToken.IsCancellationRequested:
                return RefusalStatus.Unavailable(domain, "STREAM_ENDED", "This process ends; open the stream again.", "服务进程即将停止；请重新建立连接。").ToRpcException();
            case OperationCanceledException when context.CancellationToken.IsCancellationRequested:
                return new RpcException(new Status(StatusCode.Cancelled, "The caller went away, or its deadline passed."));
            default:
                var correlationId = CorrelationOf(context.GetHttpContext());
                EdgeLog.Fault(logger, exception, context.Method, correlationId);
                return RefusalStatus.Fault(domain, correlationId).ToRpcException();
        }
    }

    internal static string CorrelationOf(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

    private static bool IsRest(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<GrpcJsonTranscodingMetadata>() is not null;

    private static string SubjectOf(object? request) =>
        request is IMessage message && message.Descriptor.FindFieldByName("name")?.Accessor.GetValue(message) is string name ? name : string.Empty;
}

internal static partial class EdgeLog
{
    [LoggerMessage(101, LogLevel.Debug, "{Method} refused: {Kind} {Reason}")]
    public static partial void Refused(ILogger logger, string method, RefusalKind kind, string reason);

    [LoggerMessage(102, LogLevel.Error, "{Method} failed; correlation id {CorrelationId}")]
    public static partial void Fault(ILogger logger, Exception exception, string method, string correlationId);
}
