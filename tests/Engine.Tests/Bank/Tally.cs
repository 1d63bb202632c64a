using System.Text.Json.Serialization;
using Clearance.Kernel;

namespace Clearance.Engine.Tests.Bank;

/// <summary>Counts what it hears. Poison is refused until there is a cure, a bomb throws.</summary>
internal sealed record Tally(long Sum, int Count)
{
    public static Decision<Tally> Decide(Tally? state, TallyMessage message, Occasion occasion) => message switch
    {
        Heard { Owner: "poison" } when state is null => Refusal.Precondition("POISON", "Not this one."),
        Heard { Owner: "bomb" } => throw new InvalidOperationException("Bang."),
        Cure => state ?? new Tally(0, 0),
        Heard heard => new Tally((state?.Sum ?? 0) + heard.Amount, (state?.Count ?? 0) + 1),
        _ => throw new InvalidOperationException($"{message} is unknown."),
    };
}

[JsonPolymorphic]
[JsonDerivedType(typeof(Heard), "heard")]
[JsonDerivedType(typeof(Cure), "cure")]
internal abstract record TallyMessage;

internal sealed record Heard(string Owner, long Amount) : TallyMessage;

internal sealed record Cure : TallyMessage;
