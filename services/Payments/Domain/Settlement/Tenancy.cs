using Clearance.Kernel;

namespace Clearance.Payments.Domain.Settlement;

/// <summary>Who sees what: customs sees all, everybody else what carries the code of the own enterprise or bank.</summary>
public static class Tenancy
{
    /// <summary>True for customs, operators, and the suite itself.</summary>
    public static bool SeesAll(Actor actor) =>
        actor.Role is Roles.Officer or Roles.Supervisor or Roles.Operator || actor == Actor.System;

    /// <summary>True when the actor's enterprise is one of the owners, or the actor sees all.</summary>
    public static bool Sees(Actor actor, params ReadOnlySpan<string?> owners)
    {
        if (SeesAll(actor))
        {
            return true;
        }

        foreach (var owner in owners)
        {
            if (owner is not null && owner == actor.Enterprise)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The refusal for what is not there or not the caller's to see: the two cannot be told apart.</summary>
    public static Refusal NotFound(string collection, string key) =>
        Refusal.NotFound(Reasons.ResourceNotFound, $"There is no {collection}/{key}, or it belongs to another enterprise.");
}
