using System.Globalization;
using Clearance.Engine;
using Clearance.Kernel;

namespace Clearance.Declarations.Notifications;

/// <summary>Resource names of notifications. The last part is the place in the log, so a name is a cursor.</summary>
internal static class NotificationNames
{
    /// <summary>The name of a notification of an enterprise.</summary>
    public static string Of(string uscc, NotePosition position) =>
        string.Create(CultureInfo.InvariantCulture, $"enterprises/{uscc}/notifications/{position.Batch:x}-{position.Sequence:x}");

    /// <summary>The place that a name stands for; null when it is no name in the log of this enterprise.</summary>
    public static NotePosition? PositionOf(string name, string uscc)
    {
        var prefix = $"enterprises/{uscc}/notifications/";
        return name.StartsWith(prefix, StringComparison.Ordinal) && name[prefix.Length..].Split('-') is [var batch, var sequence]
            && IsNumber(batch, out var first) && IsNumber(sequence, out var second)
            ? new NotePosition(first, second)
            : null;
    }

    /// <summary>The place behind which to go on: the beginning when no name is given.</summary>
    /// <exception cref="RefusedException">It is no name in this log.</exception>
    public static NotePosition Cursor(string field, string name, string uscc) => name.Length == 0 ? default : PositionOf(name, uscc)
        ?? throw new RefusedException(Refusal.Invalid(
            "FIELDS_INVALID",
            $"{field} is no notification of this enterprise.",
            new Violation(field, "NOTIFICATION_UNKNOWN", "Not the name of a notification of this enterprise.", "Send the name of a notification that you have read, or none.") { TextZh = "不是本企业通知的名称。" }));

    private static bool IsNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number) && number >= 0;
}
