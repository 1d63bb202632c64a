using System.Security.Cryptography;
using Clearance.Kernel;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Clearance.Hosting;

/// <summary>What an endpoint asks of the call that it answers: who calls, and the command that the call makes.</summary>
public static class Call
{
    /// <summary>Who calls, from the verified token.</summary>
    public static Actor Actor(this ServerCallContext context) => Identity.ActorOf(context.GetHttpContext().User);

    /// <summary>USCC of the caller's enterprise.</summary>
    /// <exception cref="RefusedException">The token carries none.</exception>
    public static string Enterprise(this ServerCallContext context) => context.Actor().Enterprise
        ?? throw new RefusedException(Refusal.Forbidden("ENTERPRISE_MISSING", "This call needs a token with an enterprise; ask the issuer for one."));

    /// <summary>
    /// The command that this call makes. The request id is read from the field <c>request_id</c>, or from the header
    /// <c>Idempotency-Key</c>; the content hash covers the whole request without that field.
    /// </summary>
    /// <exception cref="RefusedException">The request id is not a UUID.</exception>
    public static Command Command(this ServerCallContext context, IMessage request)
    {
        var now = context.GetHttpContext().RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var requestId = RequestIdOf(context, request);
        var hash = requestId is null ? ReadOnlyMemory<byte>.Empty : SHA256.HashData([.. request.Descriptor.FullName.Select(c => (byte)c), .. request.ToByteArray()]);
        return new Command(Guid.CreateVersion7(now), context.Actor(), requestId, hash, now);
    }

    private static string? RequestIdOf(ServerCallContext context, IMessage request)
    {
        var field = request.Descriptor.FindFieldByName("request_id");
        var text = field?.Accessor.GetValue(request) as string;
        if (string.IsNullOrEmpty(text))
        {
            text = context.GetHttpContext().Request.Headers["Idempotency-Key"].ToString().Trim('"');
        }

        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return Guid.TryParse(text, out var id)
            ? id.ToString()
            : throw new RefusedException(Refusal.Invalid(
                "REQUEST_ID_MALFORMED",
                "request_id is not a UUID.",
                new Violation("request_id", "REQUEST_ID_MALFORMED", "Not a UUID.", "Send a fresh UUID per request, and the same one when you repeat it.")));
    }
}
