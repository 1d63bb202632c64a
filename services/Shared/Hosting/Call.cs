using System.Security.Cryptography;
using System.Text;
using Clearance.Kernel;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Clearance.Hosting;

/// <summary>What an endpoint asks of the call that it answers: who calls, and the command that the call makes.</summary>
public static class Call
{
    /// <summary>Who calls, from the verified token, in the role that the method's access rule admitted.</summary>
    public static Actor Actor(this ServerCallContext context)
    {
        var http = context.GetHttpContext();
        return http.Features.Get<AdmittedCaller>()?.Actor ?? Identity.ActorOf(http.User);
    }

    /// <summary>USCC of the caller's enterprise.</summary>
    /// <exception cref="RefusedException">The token carries none.</exception>
    public static string Enterprise(this ServerCallContext context) => context.Actor().Enterprise
        ?? throw new RefusedException(EdgeRefusals.EnterpriseMissing);

    /// <summary>Codes of the customs offices that the caller serves; empty when the token names none.</summary>
    public static IReadOnlyList<string> Offices(this ServerCallContext context) => Claims(context, Identity.OfficeClaim);

    /// <summary>Posts that the caller holds; empty when the token names none.</summary>
    public static IReadOnlyList<string> Posts(this ServerCallContext context) => Claims(context, Identity.PostClaim);

    /// <summary>
    /// The command that this call makes. The request id is read from the field <c>request_id</c>, or from the header
    /// <c>Idempotency-Key</c>; the content hash covers the whole request without that field.
    /// </summary>
    /// <exception cref="RefusedException">The request id is not a UUID.</exception>
    public static Command Command(this ServerCallContext context, IMessage request)
    {
        var now = context.GetHttpContext().RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var requestId = RequestIdOf(context, request);
        var hash = requestId is null ? ReadOnlyMemory<byte>.Empty : HashOf(request);
        return new Command(Guid.CreateVersion7(now), context.Actor(), requestId, hash, now);
    }

    private static string[] Claims(ServerCallContext context, string type) =>
        [.. context.GetHttpContext().User.FindAll(type).Select(claim => claim.Value)];

    private static string? RequestIdOf(ServerCallContext context, IMessage request)
    {
        var text = request.Descriptor.FindFieldByName("request_id")?.Accessor.GetValue(request) as string;
        if (string.IsNullOrEmpty(text))
        {
            text = context.GetHttpContext().Request.Headers["Idempotency-Key"].ToString().Trim('"');
        }

        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return Guid.TryParseExact(text, "D", out var id)
            ? id.ToString()
            : throw new RefusedException(EdgeRefusals.RequestIdMalformed);
    }

    /// <summary>The id is taken out while hashing: it may come in the field once and in the header the next time.</summary>
    private static byte[] HashOf(IMessage request)
    {
        var field = request.Descriptor.FindFieldByName("request_id");
        var requestId = field?.Accessor.GetValue(request);
        field?.Accessor.Clear(request);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(request.Descriptor.FullName));
        hash.AppendData(request.ToByteArray());
        field?.Accessor.SetValue(request, requestId);
        return hash.GetHashAndReset();
    }
}
