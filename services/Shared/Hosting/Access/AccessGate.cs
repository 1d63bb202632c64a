using Clearance.Kernel;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Clearance.Hosting;

/// <summary>
/// Lets a call through when its token fits the access rule of the method, before a byte of the body is read. The same gate
/// stands before gRPC and REST, unary calls and streams. What is not a method needs a token too, unless it is marked open.
/// </summary>
internal sealed class AccessGate(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint is null)
        {
            return next(context);
        }

        var rule = AccessRules.Of(endpoint);
        if (rule is { IsOpen: true } || (rule is null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null))
        {
            return next(context);
        }

        return Refuse(context, rule) is { } refusal ? RefusalResponse.WriteAsync(context, refusal) : next(context);
    }

    private static Refusal? Refuse(HttpContext context, AccessRule? rule)
    {
        if (context.User.Identity?.IsAuthenticated != true || context.User.FindFirst(Identity.SubjectClaim) is null)
        {
            return EdgeRefusals.TokenMissing;
        }

        if (rule is null)
        {
            return null;
        }

        var roles = rule.Roles.Where(role => context.User.HasClaim(Identity.RoleClaim, role)).ToArray();
        if (roles.Length == 0)
        {
            return EdgeRefusals.RoleMissing(rule.Roles);
        }

        var hasEnterprise = Identity.EnterpriseOf(context.User) is not null;
        var admitted = Array.Find(roles, role => hasEnterprise || !Identity.RolesOfFirms.Contains(role, StringComparer.Ordinal));
        if (admitted is null)
        {
            return EdgeRefusals.EnterpriseMissing;
        }

        context.Features.Set(new AdmittedCaller(Identity.ActorOf(context.User, admitted)));
        return null;
    }
}
