using System.Globalization;
using System.Text;
using Clearance.Kernel;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Status = Google.Rpc.Status;

namespace Clearance.Hosting;

/// <summary>Writes a refusal that no method has seen (no token, wrong role, too many calls), in the language that the caller speaks.</summary>
internal static class RefusalResponse
{
    public static Task WriteAsync(HttpContext context, Refusal refusal, TimeSpan? retryAfter = null)
    {
        var status = refusal.ToStatus(AccessRules.DomainOf(context.GetEndpoint()), retryAfter: retryAfter);
        return WriteAsync(context, status);
    }

    public static Task WriteAsync(HttpContext context, Status status)
    {
        if (!IsGrpc(context.Request))
        {
            return Problem.From(status, context).WriteAsync(context);
        }

        // A gRPC answer without a body: the trailers travel as headers.
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-status"] = status.Code.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["grpc-message"] = PercentEncode(status.Message);
        context.Response.Headers["grpc-status-details-bin"] = Convert.ToBase64String(status.FitTrailers().ToByteArray());
        return Task.CompletedTask;
    }

    public static bool IsGrpc(HttpRequest request) =>
        request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>By the gRPC protocol: printable ASCII as it is, every other byte of UTF-8 as %XX.</summary>
    private static string PercentEncode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            _ = octet is >= 0x20 and <= 0x7e and not (byte)'%'
                ? encoded.Append((char)octet)
                : encoded.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
        }

        return encoded.ToString();
    }
}
