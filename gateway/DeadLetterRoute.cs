using System.Buffers.Binary;
using Clearance.Contracts.Operations.V1;
using Clearance.Hosting;
using Clearance.Kernel;
using Google.Protobuf;
using Yarp.ReverseProxy;

namespace Clearance.Gateway;

/// <summary>
/// Dead letters are one gRPC service that every process serves for its own. Which one a call means is in its body only, so the body, a name and
/// a reason, is read here; the call goes on as it came.
/// </summary>
internal sealed class DeadLetterRoute(RequestDelegate next, IProxyStateLookup proxy)
{
    private const string Service = "/clearance.operations.v1.DeadLetterService/";
    private const int PrefixBytes = 5;
    private const int MostBytes = 64 * 1024;

    public Task InvokeAsync(HttpContext context) =>
        context.Request.Path.Value is { } path && path.StartsWith(Service, StringComparison.Ordinal)
            ? RouteAsync(context, path[Service.Length..])
            : next(context);

    private async Task RouteAsync(HttpContext context, string method)
    {
        var body = await ReadAsync(context);
        var name = NameIn(method, body);
        if (name?.Split('/') is ["services", var service, ..] && proxy.TryGetCluster(service, out var cluster))
        {
            context.Request.Body = new MemoryStream(body!);
            context.ReassignProxyRequest(cluster);
            await next(context);
            return;
        }

        await RefusalResponse.WriteAsync(context, name is null
            ? Refusal.Invalid("BODY_MALFORMED", "The gateway reads the name of a dead letter from the request, which must be one plain message of at most 64 KiB.")
            : Refusal.NotFound("RESOURCE_NOT_FOUND", $"There is no {name}; dead letters are services/SERVICE/deadLetters/ID."));
    }

    private static async Task<byte[]?> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        var buffer = new byte[4096];
        for (int read; (read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0;)
        {
            body.Write(buffer, 0, read);
            if (body.Length > MostBytes)
            {
                return null;
            }
        }

        return body.ToArray();
    }

    /// <summary>What the request names; null when it is no request of this service.</summary>
    private static string? NameIn(string method, byte[]? body)
    {
        // A message of gRPC: one byte that says whether it is compressed, four with its length, then the message.
        if (body is null || body.Length < PrefixBytes || body[0] != 0 || BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(1)) != body.Length - PrefixBytes)
        {
            return null;
        }

        try
        {
            var message = new ReadOnlySpan<byte>(body, PrefixBytes, body.Length - PrefixBytes);
            return method switch
            {
                nameof(DeadLetterService.DeadLetterServiceBase.ListDeadLetters) => ListDeadLettersRequest.Parser.ParseFrom(message).Parent,
                nameof(DeadLetterService.DeadLetterServiceBase.RetryDeadLetter) => RetryDeadLetterRequest.Parser.ParseFrom(message).Name,
                nameof(DeadLetterService.DeadLetterServiceBase.DiscardDeadLetter) => DiscardDeadLetterRequest.Parser.ParseFrom(message).Name,
                _ => null,
            };
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
