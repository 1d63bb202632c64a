using System.Globalization;
using Clearance.Kernel;

namespace Clearance.Declarations.Grpc;

/// <summary>Days in queries, where they stand as text.</summary>
internal static class QueryDays
{
    /// <summary>The day; null when none is given.</summary>
    /// <exception cref="RefusedException">It is no day.</exception>
    public static DateOnly? Of(string text, string field) => text.Length == 0
        ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new RefusedException(Refusal.Invalid(
                "FIELDS_INVALID",
                "The request has a wrong field.",
                new Violation(field, "DATE_MALFORMED", "Not a day of the calendar.", "Write it as YYYY-MM-DD, e.g. 2018-10-23.") { TextZh = "日期无效。" }));
}
