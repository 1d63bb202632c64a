namespace Clearance.Releases.Domain;

/// <summary>Numbers that goods travel under.</summary>
public static class GoodsNumbers
{
    private const int ContainerLength = 11;

    /// <summary>
    /// The bill of lading number as a key: capital letters, digits and the signs <c>*</c> and <c>_</c> that join master and house
    /// bill. Spaces, hyphens and strokes are how people print it, e.g. <c>784-1234 5675</c> for <c>78412345675</c>.
    /// </summary>
    public static string BillKey(string? number) =>
        string.Concat((number ?? string.Empty).Select(char.ToUpperInvariant)
            .Where(sign => char.IsAsciiLetterUpper(sign) || char.IsAsciiDigit(sign) || sign is '*' or '_'));

    /// <summary>The container number as a key: capital letters and digits.</summary>
    public static string ContainerKey(string? number) =>
        string.Concat((number ?? string.Empty).Select(char.ToUpperInvariant)
            .Where(sign => char.IsAsciiLetterUpper(sign) || char.IsAsciiDigit(sign)));

    /// <summary>
    /// True for a container number by ISO 6346: owner (3 letters), category (U, J or Z), serial (6 digits) and check digit:
    /// the sum of the signs' values times 2^position, modulo 11, modulo 10.
    /// </summary>
    public static bool IsContainer(string? number)
    {
        if (number is not { Length: ContainerLength } || !number.AsSpan(0, 3).ContainsOnlyLetters() || number[3] is not ('U' or 'J' or 'Z')
            || !number.AsSpan(4).ContainsOnlyDigits())
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < ContainerLength - 1; i++)
        {
            sum += ValueOf(number[i]) << i;
        }

        return sum % 11 % 10 == number[^1] - '0';
    }

    /// <summary>Letters have the values 10, 12, 13 … 38: multiples of 11 are left out.</summary>
    private static int ValueOf(char sign)
    {
        if (char.IsAsciiDigit(sign))
        {
            return sign - '0';
        }

        var value = sign - 'A' + 10;
        return value + (value > 10 ? 1 : 0) + (value > 20 ? 1 : 0) + (value > 30 ? 1 : 0);
    }

    private static bool ContainsOnlyLetters(this ReadOnlySpan<char> signs) => !signs.ContainsAnyExceptInRange('A', 'Z');

    private static bool ContainsOnlyDigits(this ReadOnlySpan<char> signs) => !signs.ContainsAnyExceptInRange('0', '9');
}
