using System.Text.Json.Serialization;
using Clearance.Kernel;

namespace Clearance.Guarantees.Domain;

/// <summary>A guarantor's instrument number and the guarantee that took it: one instrument is registered once, and never again.</summary>
public sealed record Instrument(string Guarantee)
{
    /// <summary>Decides one message.</summary>
    public static Decision<Instrument> Decide(Instrument? state, InstrumentMessage message, Occasion occasion)
    {
        var take = (InstrumentMessage.Take)message;
        return state is null ? new Instrument(take.Guarantee)
            : state.Guarantee == take.Guarantee ? state
            : Refusal.Exists("INSTRUMENT_REGISTERED", $"This instrument number is registered already, as {Keys.GuaranteeName(state.Guarantee)}.");
    }
}

/// <summary>A message to an instrument number.</summary>
[JsonPolymorphic]
[JsonDerivedType(typeof(Take), "take")]
public abstract record InstrumentMessage
{
    /// <summary>A guarantee takes the number.</summary>
    public sealed record Take(string Guarantee) : InstrumentMessage;
}
