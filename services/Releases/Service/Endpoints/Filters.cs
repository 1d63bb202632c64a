using Clearance.Engine;
using Clearance.Kernel;

namespace Clearance.Releases.Endpoints;

/// <summary>Filters of lists: those that a request gives.</summary>
internal static class Filters
{
    /// <summary>One equality for each value that is given.</summary>
    public static IReadOnlyList<Filter> Given(params IEnumerable<(string Column, string Value)> filters) =>
        [.. filters.Where(filter => filter.Value.Length > 0).Select(filter => Filter.Is(filter.Column, filter.Value))];

    /// <summary>What a caller may see of release cases: a firm those that it owns or declares, customs all.</summary>
    public static IReadOnlyList<Filter> Seen(Actor actor) => actor.Role == Roles.Declarant
        ? [Filter.Either("enterprise", "declarant", actor.Enterprise ?? throw new RefusedException(Refusal.Forbidden(
            "ENTERPRISE_MISSING", "This call needs a token with an enterprise; ask the issuer for one.")))]
        : [];

    /// <summary>From an instant until before another, each where given.</summary>
    public static IReadOnlyList<Filter> Between(string column, DateTimeOffset? from, DateTimeOffset? until) =>
    [
        .. from is { } first ? [new Filter(column, FilterOperator.AtLeast, Microseconds.Of(first))] : Array.Empty<Filter>(),
        .. until is { } end ? [new Filter(column, FilterOperator.Before, Microseconds.Of(end))] : Array.Empty<Filter>(),
    ];
}
