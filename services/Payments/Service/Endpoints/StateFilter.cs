using Clearance.Kernel;
using Clearance.Payments.Domain;

namespace Clearance.Payments.Endpoints;

/// <summary>Filters on states: the contract's enums carry the names of the domain's.</summary>
internal static class StateFilter
{
    /// <summary>The value of the column <c>status</c> for a state of the contract.</summary>
    /// <exception cref="RefusedException">It is none of the states.</exception>
    public static string Of<TState>(Enum wire)
        where TState : struct, Enum => Enum.TryParse<TState>(wire.ToString(), out var state) && Enum.IsDefined(state) && Enum.IsDefined(wire.GetType(), wire)
            ? state.ToString()
            : throw new RefusedException(Refusal.Invalid(
                Reasons.FieldsInvalid,
                "state is not a state of this resource.",
                new Violation("state", Reasons.ValueMalformed, "Not a state of this resource.", "Use one of the documented states, or leave it out.") { TextZh = "状态值无效。" }));
}
