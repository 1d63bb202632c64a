using Clearance.Kernel;
using Clearance.Payments.Domain;

namespace Clearance.Payments.Mapping;

/// <summary>Collects what is wrong with a request, so that a caller hears all of it at once.</summary>
internal sealed class FieldErrors
{
    private readonly List<Violation> _violations = [];

    public IReadOnlyList<Violation> All => _violations;

    public void Missing(string field, string suggestion) => _violations.Add(new(field, Reasons.FieldRequired, "Required and not given.", suggestion));

    public void Malformed(string field, string text, string suggestion) => _violations.Add(new(field, Reasons.ValueMalformed, text, suggestion));

    public void OutOfRange(string field, string text, string suggestion) => _violations.Add(new(field, Reasons.ValueOutOfRange, text, suggestion));

    /// <summary>Adds a violation when the text is not what the field takes.</summary>
    public void Require(bool holds, string field, string text, string suggestion)
    {
        if (!holds)
        {
            Malformed(field, text, suggestion);
        }
    }

    /// <exception cref="RefusedException">There is any.</exception>
    public void ThrowIfAny()
    {
        if (_violations is [var first, ..])
        {
            throw new RefusedException(Refusal.Invalid(
                Reasons.FieldsInvalid,
                _violations.Count == 1 ? $"{first.Field}: {first.Text}" : $"{first.Field}: {first.Text} And {_violations.Count - 1} more.",
                [.. _violations]));
        }
    }
}
