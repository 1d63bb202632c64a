using Clearance.Kernel;

namespace Clearance.Releases.Domain;

/// <summary>What a review or inspection is ordered for.</summary>
/// <param name="Time">When it was ordered.</param>
/// <param name="Case">Key of the case.</param>
/// <param name="DeclarationNumber">18-digit number.</param>
/// <param name="CustomsOffice">Office that controls.</param>
/// <param name="Enterprise">USCC of the enterprise.</param>
/// <param name="CreditClass">Its credit class.</param>
public sealed record ControlOrder(
    DateTimeOffset Time, string Case, string DeclarationNumber, string CustomsOffice, string Enterprise, CreditClass CreditClass) : IDated
{
    /// <summary>Rules that ordered it.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];
}

/// <summary>Where a control stands.</summary>
public enum ControlState
{
    /// <summary>The goods to inspect are on their way.</summary>
    AwaitingGoods,

    /// <summary>Waits for an officer.</summary>
    Ready,

    /// <summary>Nothing stands against release.</summary>
    Passed,

    /// <summary>Something stands against release.</summary>
    Failed,

    /// <summary>The declaration was withdrawn.</summary>
    Cancelled,
}

/// <summary>Who may record a control, and when: one rule for reviews and inspections.</summary>
internal static class ControlRules
{
    /// <summary>Why the record is refused; null when it is not.</summary>
    /// <param name="name">Resource name of the control.</param>
    /// <param name="state">Where it stands.</param>
    /// <param name="office">Its office.</param>
    /// <param name="offices">Offices that the token of the officer names; empty when it names none, which binds to no office.</param>
    /// <param name="note">Note of the record.</param>
    /// <param name="actor">Who records.</param>
    public static Refusal? Check(string name, ControlState state, string office, IReadOnlyList<string> offices, string note, Actor actor)
    {
        if (offices.Count > 0 && !offices.Contains(office, StringComparer.Ordinal))
        {
            return Refusal.Forbidden("OFFICE_NOT_YOURS",
                $"{name} belongs to office {office}, and the token names {string.Join(", ", offices)}; hand it to a colleague there.");
        }

        return state switch
        {
            ControlState.AwaitingGoods => Refusal.Precondition("GOODS_NOT_ARRIVED",
                $"The goods of {name} have not arrived; record it when they are inspected."),
            ControlState.Passed or ControlState.Cancelled => Refusal.Precondition("CONTROL_CLOSED",
                $"{name} is closed ({state.Upper()}); nothing can be recorded any more."),
            ControlState.Failed when actor.Role != Roles.Supervisor =>
                Refusal.Forbidden("SUPERVISOR_NEEDED", $"{name} failed and the goods are held; a supervisor may record it anew."),
            ControlState.Failed when string.IsNullOrWhiteSpace(note) => Refusal.Invalid(
                "FIELDS_INVALID",
                "A failed control is recorded anew with a note.",
                new Violation("note", "NOTE_MISSING", "Empty.", "Say why the first record does not stand.")),
            _ => null,
        };
    }
}
