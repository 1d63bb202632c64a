using System.Text.Json.Serialization;
using Clearance.Kernel;

namespace Clearance.Releases.Domain;

/// <summary>The barrier was lifted.</summary>
/// <param name="Key">Key of the pass.</param>
/// <param name="Cases">Keys of the cases whose goods it covers.</param>
/// <param name="Plate">Number plate.</param>
/// <param name="Container">Container; empty for goods that travel loose.</param>
/// <param name="Gate">Gate as the terminal names it; may be empty.</param>
/// <param name="Reporter">Who asked.</param>
/// <param name="LiftTime">When the barrier was lifted.</param>
public sealed record GatePass(string Key, IReadOnlyList<string> Cases, string Plate, string Container, string Gate,
    string Reporter, DateTimeOffset LiftTime);

/// <summary>A message to a gate pass.</summary>
[JsonDerivedType(typeof(LiftBarrier), "lift_barrier")]
public abstract record GatePassMessage;

/// <summary>Lifts the barrier. Every case is asked once more: when one is not released any more, nothing is lifted.</summary>
public sealed record LiftBarrier(string Key, IReadOnlyList<string> Cases, string Plate, string Container, string Gate) : GatePassMessage;

/// <summary>Records gate passes.</summary>
public static class GatePassDecider
{
    /// <summary>Decides a message.</summary>
    public static Decision<GatePass> Decide(GatePass? state, GatePassMessage message, Occasion occasion)
    {
        if (message is not LiftBarrier lift)
        {
            throw new ArgumentOutOfRangeException(nameof(message), message, "Not a message to a gate pass.");
        }

        if (state is not null)
        {
            return state;
        }

        var decision = Decision.Accept(new GatePass(lift.Key, lift.Cases, lift.Plate, lift.Container, lift.Gate,
            occasion.Actor.Subject, occasion.Time));
        foreach (var @case in lift.Cases)
        {
            decision.Tell(Addresses.Case(@case), new LeaveGate(@case,
                new GateExit(occasion.Time, $"gatePasses/{lift.Key}", lift.Plate, lift.Container)));
        }

        return decision;
    }
}
