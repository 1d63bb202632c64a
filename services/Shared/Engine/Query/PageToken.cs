using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Clearance.Kernel;

namespace Clearance.Engine.Query;

/// <summary>Where a page ended: the sort value and the key of its last row, bound to the list and its filters.</summary>
public readonly record struct PageToken(long Position, string Key)
{
    private const int SealLength = 12;
    private const int DefaultSize = 50;
    private const int LargestSize = 200;

    /// <summary>The token as clients carry it.</summary>
    public string Write(string list)
    {
        var text = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Position} {Key}"));
        return Base64Url.EncodeToString([.. Seal(list, text), .. text]);
    }

    /// <summary>Reads a token; null for the first page.</summary>
    /// <exception cref="RefusedException">It is not a token of this list with these filters.</exception>
    public static PageToken? Read(string token, string list)
    {
        if (token.Length == 0)
        {
            return null;
        }

        if (Base64Url.IsValid(token) && Base64Url.DecodeFromChars(token) is { Length: > SealLength } bytes
            && Seal(list, bytes.AsSpan(SealLength)).AsSpan().SequenceEqual(bytes.AsSpan(0, SealLength)))
        {
            var parts = Encoding.UTF8.GetString(bytes.AsSpan(SealLength)).Split(' ', 2);
            return new PageToken(long.Parse(parts[0], CultureInfo.InvariantCulture), parts[1]);
        }

        throw new RefusedException(Refusal.Invalid(
            "PAGE_TOKEN_INVALID",
            "page_token is not a token of this list with these filters.",
            new Violation(
                "page_token",
                "PAGE_TOKEN_INVALID",
                "Not a token of this list with these filters.",
                "Send the next_page_token of the previous answer and leave the filters as they were.")));
    }

    /// <summary>Rows of a page.</summary>
    /// <exception cref="RefusedException">The size is negative.</exception>
    public static int SizeOf(int pageSize) => pageSize switch
    {
        < 0 => throw new RefusedException(Refusal.Invalid(
            "FIELDS_INVALID",
            "page_size is negative.",
            new Violation("page_size", "PAGE_SIZE_NEGATIVE", "Negative.", $"Send 0 for {DefaultSize} rows, or up to {LargestSize}."))),
        0 => DefaultSize,
        _ => Math.Min(pageSize, LargestSize),
    };

    private static byte[] Seal(string list, ReadOnlySpan<byte> text) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes(list), 0, .. text])[..SealLength];
}
