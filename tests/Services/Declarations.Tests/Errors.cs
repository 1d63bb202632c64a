using Google.Rpc;
using Grpc.Core;

namespace Clearance.Declarations.Tests;

/// <summary>What a refusal says.</summary>
internal static class Errors
{
    public static string ReasonOf(RpcException fault) => fault.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason ?? string.Empty;

    /// <summary>Codes of the violations, as the field violations carry them.</summary>
    public static IEnumerable<string> CodesOf(RpcException fault) =>
        fault.GetRpcStatus()?.GetDetail<BadRequest>()?.FieldViolations.Select(violation => violation.Reason) ?? [];

    public static IEnumerable<string> FieldsOf(RpcException fault) =>
        fault.GetRpcStatus()?.GetDetail<BadRequest>()?.FieldViolations.Select(violation => violation.Field) ?? [];
}
