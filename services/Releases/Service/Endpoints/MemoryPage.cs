using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Clearance.Kernel;

namespace Clearance.Releases.Endpoints;

/// <summary>Pages of a short list that is made in memory, by the rules of every list: the token is a position of this list with these filters.</summary>
internal static class MemoryPage
{
    private const int SealLength = 12;
    private const int DefaultSize = 50;
    private const int LargestSize = 200;

    /// <summary>The page after a token.</summary>
    /// <param name="rows">All rows, in any order.</param>
    /// <param name="position">What the rows are ordered by; no two are equal.</param>
    /// <param name="list">What tells this list with these filters from others.</param>
    /// <param name="pageSize">As requested.</param>
    /// <param name="pageToken">As requested.</param>
    public static (IReadOnlyList<T> Rows, string NextPageToken) Of<T>(IEnumerable<T> rows, Func<T, string> position, string list, int pageSize, string pageToken)
    {
        var size = SizeOf(pageSize);
        var after = Read(pageToken, list);
        var found = rows.Select(row => (Row: row, Position: position(row)))
            .Where(entry => after is null || string.CompareOrdinal(entry.Position, after) > 0)
            .OrderBy(entry => entry.Position, StringComparer.Ordinal)
            .Take(size + 1)
            .ToArray();
        return ([.. found.Take(size).Select(entry => entry.Row)], found.Length > size ? Write(found[size - 1].Position, list) : string.Empty);
    }

    private static int SizeOf(int pageSize) => pageSize switch
    {
        < 0 => throw new RefusedException(Refusal.Invalid(
            "FIELDS_INVALID",
            "page_size is negative.",
            new Violation("page_size", "PAGE_SIZE_NEGATIVE", "Negative.", $"Send 0 for {DefaultSize} rows, or up to {LargestSize}."))),
        0 => DefaultSize,
        _ => Math.Min(pageSize, LargestSize),
    };

    private static string Write(string position, string list)
    {
        var text = Encoding.UTF8.GetBytes(position);
        return Base64Url.EncodeToString([.. Seal(text, list), .. text]);
    }

    private static string? Read(string token, string list)
    {
        if (token.Length == 0)
        {
            return null;
        }

        if (Base64Url.IsValid(token) && Base64Url.DecodeFromChars(token) is { Length: > SealLength } bytes
            && Seal(bytes[SealLength..], list).AsSpan().SequenceEqual(bytes.AsSpan(0, SealLength)))
        {
            return Encoding.UTF8.GetString(bytes.AsSpan(SealLength));
        }

        throw new RefusedException(Refusal.Invalid(
            "PAGE_TOKEN_INVALID",
            "page_token is not a token of this list with these filters.",
            new Violation("page_token", "PAGE_TOKEN_INVALID", "Not a token of this list with these filters.", "Send the next_page_token of the previous answer and leave the filters as they were.")));
    }

    private static byte[] Seal(byte[] text, string list) => SHA256.HashData([.. Encoding.UTF8.GetBytes(list), 0, .. text])[..SealLength];
}
