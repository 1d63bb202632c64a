using System.Globalization;
using Clearance.Kernel;

namespace Clearance.Complaints;

/// <summary>Reads the fields of a request and notes everything that is wrong with them, so that the caller hears of it at once.</summary>
internal sealed class RequestFields
{
    private readonly List<Violation> _violations = [];

    /// <summary>Refuses when anything is wrong, with all of it.</summary>
    /// <exception cref="RefusedException">Something is wrong.</exception>
    public void Check()
    {
        if (_violations.Count > 0)
        {
            throw new RefusedException(Refusal.Invalid("FIELDS_INVALID", "One or more fields are wrong; see each of them.", [.. _violations]));
        }
    }

    /// <summary>A text of 1 to <paramref name="longest"/> signs, trimmed.</summary>
    public string Text(string field, string value, int longest)
    {
        if (Optional(field, value, longest) is { } text)
        {
            return text;
        }

        Required(field);
        return string.Empty;
    }

    /// <summary>A text of up to <paramref name="longest"/> signs, trimmed; null when there is none.</summary>
    public string? Optional(string field, string value, int longest)
    {
        var text = value.Trim();
        if (text.Length > longest)
        {
            _violations.Add(new Violation(field, "TEXT_TOO_LONG", $"Longer than {longest} signs.", $"Use {longest} signs at most.") { TextZh = $"超过 {longest} 个字符。" });
        }

        return text.Length == 0 ? null : text;
    }

    /// <summary>The key in an optional resource name; null when there is none.</summary>
    public string? Key(string field, string value, string collection)
    {
        if (value.Length == 0 || value.Split('/') is [var prefix, { Length: > 0 and <= 64 }] && prefix == collection)
        {
            return value.Length == 0 ? null : value[(collection.Length + 1)..];
        }

        _violations.Add(new Violation(field, "NAME_INVALID", "Not a resource name of its kind.", $"Send a name like {collection}/01k9x5, as the service gave it."));
        return null;
    }

    /// <summary>A value of a closed list.</summary>
    public void Choice<TEnum>(string field, TEnum value)
        where TEnum : struct, Enum
    {
        if (Convert.ToInt32(value, CultureInfo.InvariantCulture) == 0)
        {
            Required(field);
        }
        else
        {
            Known(field, value);
        }
    }

    /// <summary>A value of a closed list, or none.</summary>
    public void Known<TEnum>(string field, TEnum value)
        where TEnum : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            _violations.Add(new Violation(field, "VALUE_UNKNOWN", "Not a value of the list.", "Use a value that the contract names.") { TextZh = "不是列表中的值。" });
        }
    }

    private void Required(string field) => _violations.Add(new Violation(field, "FIELD_REQUIRED", "Missing.", "Fill it in.") { TextZh = "必填项。" });
}
