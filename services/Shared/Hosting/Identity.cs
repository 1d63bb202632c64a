using System.Security.Claims;
using Clearance.Kernel;

namespace Clearance.Hosting;

/// <summary>
/// How a verified token becomes an actor. Claims: <c>sub</c>, <c>role</c> (one or more), <c>enterprise</c> (USCC), and for
/// customs officers <c>office</c> and <c>post</c> (several each).
/// </summary>
public static class Identity
{
    /// <summary>Claim with the person or program.</summary>
    public const string SubjectClaim = "sub";

    /// <summary>Claim with the role.</summary>
    public const string RoleClaim = "role";

    /// <summary>Claim with the USCC of the enterprise.</summary>
    public const string EnterpriseClaim = "enterprise";

    /// <summary>Claim with the code of a customs office that the officer serves.</summary>
    public const string OfficeClaim = "office";

    /// <summary>Claim with a post that the officer holds.</summary>
    public const string PostClaim = "post";

    /// <summary>The roles whose tokens belong to a firm and therefore must name it.</summary>
    public static IReadOnlyList<string> RolesOfFirms { get; } = [Roles.Declarant, Roles.Guarantor, Roles.Bank, Roles.Terminal];

    /// <summary>The actor of a signed-in principal, in the first role of its token.</summary>
    public static Actor ActorOf(ClaimsPrincipal principal) =>
        ActorOf(principal, principal.FindFirst(RoleClaim)?.Value ?? string.Empty);

    /// <summary>The actor of a signed-in principal, in the role that an access rule admitted.</summary>
    public static Actor ActorOf(ClaimsPrincipal principal, string role) => new(
        principal.FindFirst(SubjectClaim)?.Value ?? string.Empty,
        role,
        EnterpriseOf(principal));

    /// <summary>USCC of the principal's enterprise; null when the token names none.</summary>
    public static string? EnterpriseOf(ClaimsPrincipal principal) =>
        principal.FindFirst(EnterpriseClaim)?.Value is { Length: > 0 } enterprise ? enterprise : null;
}
