namespace Clearance.Kernel;

/// <summary>Unified social credit code: 18 signs, the last a check digit over the first 17 (GB 32100-2015).</summary>
public static class Uscc
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// <summary>True when the code has 18 signs of the alphabet and its check digit fits.</summary>
    public static bool IsValid(string? code) =>
        code is { Length: 18 } && code.All(sign => Alphabet.Contains(sign, StringComparison.Ordinal))
        && CheckDigit(code.AsSpan(0, 17)) == code[17];

    /// <summary>The check digit of 17 signs; the weight of position i is 3^i mod 31.</summary>
    /// <exception cref="ArgumentException">The signs are not 17 signs of the alphabet.</exception>
    public static char CheckDigit(ReadOnlySpan<char> signs)
    {
        if (signs.Length != 17)
        {
            throw new ArgumentException("A check digit is computed over 17 signs.", nameof(signs));
        }

        var (sum, weight) = (0, 1);
        foreach (var sign in signs)
        {
            var value = Alphabet.IndexOf(sign, StringComparison.Ordinal);
            if (value < 0)
            {
                throw new ArgumentException($"'{sign}' is not a sign of the code's alphabet.", nameof(signs));
            }

            sum += value * weight;
            weight = weight * 3 % 31;
        }

        return Alphabet[(31 - (sum % 31)) % 31];
    }
}
