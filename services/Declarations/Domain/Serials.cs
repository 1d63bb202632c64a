using System.Text.Json.Serialization;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain;

/// <summary>What a serial numbers.</summary>
public enum SerialKind
{
    /// <summary>Unified numbers of a direction and year.</summary>
    Unified,

    /// <summary>Declaration numbers of an office, year and direction.</summary>
    Declaration,
}

/// <summary>A counter: its numbers have no gaps, since they are given in the transaction that uses them.</summary>
/// <param name="Last">The last number given.</param>
public sealed record Serial(long Last)
{
    /// <summary>Decides one message: gives the next number and tells the declaration.</summary>
    public static Decision<Serial> Decide(Serial? state, SerialMessage message, Occasion occasion)
    {
        var next = (NextNumber)message;
        var number = (state?.Last ?? 0) + 1;
        return number > next.Highest
            ? new Refusal(RefusalKind.Exhausted, "NUMBERS_EXHAUSTED", "There are no numbers left for this office and year.")
            : Decision.Accept(new Serial(number)).Tell(Aggregates.Declaration(next.Declaration), new Numbered(next.Kind, next.Year, number));
    }
}

/// <summary>Everything that a serial takes.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "message")]
[JsonDerivedType(typeof(NextNumber), "next_number")]
public abstract record SerialMessage;

/// <summary>A declaration asks for its number. Answered with <see cref="Numbered"/>.</summary>
public sealed record NextNumber(string Declaration, SerialKind Kind, int Year, long Highest) : SerialMessage;
