using Clearance.Kernel;
using Clearance.Payments.Domain;

namespace Clearance.Payments.Mapping;

/// <summary>Collects what is wrong with a request, so that a caller hears all of it at once.</summary>
internal sealed class FieldErrors
{
    private readonly List<Violation> _violations = [];

    public IReadOnlyList<Violation> All => _violations;

    public void Missing(string field, string suggestion) => _violations.Add(new(field, Reasons.FieldRequired, "Required and not given.", suggestion) { TextZh = "必须填写。" });

    public void Malformed(string field, string text, string suggestion) => _violations.Add(new(field, Reasons.ValueMalformed, text, suggestion) { TextZh = "填写的内容不符合要求。" });

    public void OutOfRange(string field, string text, string suggestion) => _violations.Add(new(field, Reasons.ValueOutOfRange, text, suggestion) { TextZh = "数值超出允许范围。" });

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
                [.. _violations]) with
            {
                MessageZh = $"请求中有{_violations.Count}项不符合要求：{first.Field}",
            });
        }
    }
}
