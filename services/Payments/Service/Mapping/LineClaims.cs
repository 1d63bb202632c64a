using Clearance.Payments.Domain.Tariffs;

namespace Clearance.Payments.Mapping;

/// <summary>What a caller claims for goods: origin, agreement, maker.</summary>
internal static class LineClaims
{
    private const int LongestMaker = 60;

    public static string? OriginOf(string field, string text, FieldErrors errors)
    {
        errors.Require(
            text.Length == 0 || (text.Length == 3 && text.All(char.IsAsciiLetterUpper)),
            field, $"'{Short(text)}' is not a country.", "Use three capital letters of ISO 3166, e.g. JPN.");
        return text.Length == 0 ? null : text;
    }

    public static string? AgreementOf(string field, string text, FieldErrors errors)
    {
        errors.Require(text.Length == 0 || TradeAgreement.Find(text) is not null, field, $"'{Short(text)}' is not an agreement.", "Use the two digits of the agreement, e.g. 19 for China-Korea, or leave it out.");
        return text.Length == 0 ? null : text;
    }

    public static string? MakerOf(string field, string text, FieldErrors errors)
    {
        errors.Require(text.Length <= LongestMaker, field, "Too long.", $"Give the maker's name as the notice writes it, at most {LongestMaker} characters.");
        return text.Length == 0 ? null : text;
    }

    private static string Short(string text) => text.Length > 40 ? text[..40] : text;
}
