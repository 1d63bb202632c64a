using System.Text.Json.Serialization;
using Clearance.Kernel;

namespace Clearance.Releases.Domain;

/// <summary>The cases whose goods travel, or travelled, in a container, newest first: how the gate finds them.</summary>
public sealed record Container(string Number)
{
    /// <summary>The latest cases; a container goes round for years, the gate needs the last ones.</summary>
    public IReadOnlyList<CarriedCase> Cases { get; init; } = [];
}

/// <summary>A case in a container, with the instant of its acceptance.</summary>
public sealed record CarriedCase(DateTimeOffset Time, string Case) : IDated;

/// <summary>A message to a container.</summary>
[JsonDerivedType(typeof(Carry), "carry")]
public abstract record ContainerMessage;

/// <summary>A case names the container.</summary>
public sealed record Carry(string Number, CarriedCase Case) : ContainerMessage;

/// <summary>Remembers which cases name a container.</summary>
public static class ContainerDecider
{
    /// <summary>A container of small lots holds a few dozen declarations at most.</summary>
    public const int MaxCases = 50;

    /// <summary>Decides a message.</summary>
    public static Decision<Container> Decide(Container? state, ContainerMessage message, Occasion occasion)
    {
        if (message is not Carry carry)
        {
            throw new ArgumentOutOfRangeException(nameof(message), message, "Not a message to a container.");
        }

        var before = state ?? new Container(carry.Number);
        if (before.Cases.Any(held => held.Case == carry.Case.Case))
        {
            return before;
        }

        // The newest so many of all that were ever named: the same whatever the order.
        IReadOnlyList<CarriedCase> cases =
            [.. before.Cases.Append(carry.Case).OrderByDescending(held => held.Time)
                .ThenBy(held => held.Case, StringComparer.Ordinal).Take(MaxCases)];
        return state is not null && cases.SequenceEqual(before.Cases) ? state : before with { Cases = cases };
    }
}
