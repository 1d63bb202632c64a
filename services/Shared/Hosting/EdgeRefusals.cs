using Clearance.Kernel;

namespace Clearance.Hosting;

/// <summary>What the edge itself refuses; reasons of <c>clearance.common.v1.ErrorReason</c>.</summary>
internal static class EdgeRefusals
{
    public static Refusal TokenMissing { get; } =
        new(RefusalKind.Forbidden, TokenReason, "This call needs a bearer token that verifies; ask the issuer for a fresh one.")
        {
            MessageZh = "此调用需要有效的令牌；请向签发方重新获取。",
        };

    public static Refusal EnterpriseMissing { get; } =
        Refusal.Forbidden("ENTERPRISE_MISSING", "This call needs a token with an enterprise; ask the issuer for one.") with
        {
            MessageZh = "此调用需要载明企业的令牌；请向签发方获取。",
        };

    public static Refusal RequestIdMalformed { get; } = Refusal.Invalid(
        "REQUEST_ID_MALFORMED",
        "request_id is not a UUID.",
        new Violation("request_id", "REQUEST_ID_MALFORMED", "Not a UUID.", "Send a fresh UUID per request, and the same one when you repeat it.")
        {
            TextZh = "不是 UUID。",
        });

    public static Refusal RateLimited { get; } =
        new(RefusalKind.Exhausted, "RATE_LIMITED", "More calls than this caller may make; wait as long as Retry-After says, then go on.")
        {
            MessageZh = "调用过于频繁；请按 Retry-After 所示时间等待后再试。",
        };

    /// <summary>The one refusal of the edge whose code is UNAUTHENTICATED.</summary>
    public const string TokenReason = "TOKEN_MISSING_OR_INVALID";

    public static Refusal RoleMissing(IReadOnlyList<string> roles) => Refusal.Forbidden(
        "ROLE_MISSING",
        roles.Count == 0
            ? "This method has no access rule, so nobody may call it; tell the operator."
            : $"This call needs one of the roles {string.Join(", ", roles)}; use a token that carries one.") with
    {
        MessageZh = "令牌没有此调用所需的角色。",
    };
}
