using System.Collections;
using System.Globalization;
using Clearance.Kernel;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Clearance.Hosting;

/// <summary>
/// Refuses a text with the sign U+0000 before any service sees it. JSON and protobuf can carry it, PostgreSQL cannot store or compare it
/// (https://www.postgresql.org/docs/current/datatype-character.html), and no field of customs means anything by it.
/// </summary>
internal static class NulText
{
    // Up to here it is cheaper to look for the byte in the whole message than at each field; files are above it.
    private const int SieveSize = 1 << 16;

    /// <summary>Refuses a request of which any text holds the sign; names the first one.</summary>
    /// <exception cref="RefusedException">One does.</exception>
    public static void Refuse(object request)
    {
        if (request is IMessage message && MayHold(message) && PathIn(message) is { } path)
        {
            throw new RefusedException(Refusal.Invalid("FIELDS_INVALID", "A text holds the sign U+0000.", ViolationOf(path)));
        }
    }

    private static bool MayHold(IMessage message) => message.CalculateSize() > SieveSize || message.ToByteArray().AsSpan().Contains((byte)0);

    private static Violation ViolationOf(string path) => new(path, "TEXT_HAS_NUL", "The text holds the sign U+0000.", "Leave the sign out; no system can store it.")
    {
        TextZh = "文本含有空字符（U+0000）。",
    };

    private static string? PathIn(IMessage message) => message.Descriptor.Fields.InDeclarationOrder()
        .Where(field => field.FieldType is FieldType.String or FieldType.Message or FieldType.Group)
        .Select(field => PathIn(field.Accessor.GetValue(message), field.Name))
        .FirstOrDefault(path => path is not null);

    private static string? PathIn(object? value, string name) => value switch
    {
        string text => text.Contains('\0', StringComparison.Ordinal) ? name : null,
        ByteString => null,
        IMessage message => PathIn(message) is { } inner ? $"{name}.{inner}" : null,
        IDictionary map => PathIn(map.Keys, name) ?? PathIn(map.Values, name),
        IEnumerable list => list.Cast<object?>()
            .Select((item, number) => PathIn(item, string.Create(CultureInfo.InvariantCulture, $"{name}[{number}]")))
            .FirstOrDefault(path => path is not null),
        _ => null,
    };
}
