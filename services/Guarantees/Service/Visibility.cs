using Clearance.Engine;
using Clearance.Kernel;

namespace Clearance.Guarantees;

/// <summary>Who sees what: a guarantor what it issued, a declarant what insures it, customs all.</summary>
internal static class Visibility
{
    /// <summary>True when the actor may see what these two enterprises have between them.</summary>
    public static bool Sees(this Actor actor, string guarantor, string? insured) => actor.Role switch
    {
        Roles.Guarantor => actor.Enterprise == guarantor,
        Roles.Declarant => actor.Enterprise is not null && actor.Enterprise == insured,
        _ => true,
    };

    /// <summary>The same as a filter of a list with the columns <c>guarantor</c> and <c>insured</c>.</summary>
    public static IEnumerable<Filter> Filters(this Actor actor) => actor.Role switch
    {
        Roles.Guarantor => [Filter.Is("guarantor", actor.Enterprise ?? string.Empty)],
        Roles.Declarant => [Filter.Is("insured", actor.Enterprise ?? string.Empty)],
        _ => [],
    };

    /// <summary>The answer to everything that does not exist, or not for this caller.</summary>
    public static RefusedException NotFound(string name) => new(Refusal.NotFound("RESOURCE_NOT_FOUND", $"There is no {name}, or it is not yours to see."));
}
