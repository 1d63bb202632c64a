using System.Security.Claims;
using Clearance.Kernel;

namespace Clearance.Hosting;

/// <summary>How a verified token becomes an actor. Claims: <c>sub</c>, <c>role</c> (one or more), <c>enterprise</c> (USCC).</summary>
public static class Identity
{
    /// <summary>Claim with the role.</summary>
    public const string RoleClaim = "role";

    /// <summary>Claim with the USCC of the enterprise.</summary>
    public const string EnterpriseClaim = "enterprise";

    /// <summary>The actor of a signed-in principal.</summary>
    public static Actor ActorOf(ClaimsPrincipal principal) => new(
        principal.FindFirst("sub")?.Value ?? string.Empty,
        principal.FindFirst(RoleClaim)?.Value ?? string.Empty,
        principal.FindFirst(EnterpriseClaim)?.Value);
}
