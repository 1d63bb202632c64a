using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Clearance.Contracts.Guarantee.V1;
using Clearance.Engine;
using Clearance.Guarantees.Domain;
using Clearance.Kernel;

namespace Clearance.Guarantees;

/// <summary>One page of the ledger of a guarantee: the lines of one of its accounts, or of all five in the order of their posting.</summary>
internal sealed class LedgerPage(IReader<GuaranteesDefinition> reader)
{
    private const int DefaultSize = 50;
    private const int LargestSize = 200;
    private const int SealLength = 12;

    /// <summary>Reads a page.</summary>
    /// <exception cref="RefusedException">The page token is not one of this list, or the page size is negative.</exception>
    public async Task<ListEntriesResponse> ReadAsync(string guarantee, ListEntriesRequest request, CancellationToken cancellationToken)
    {
        var (size, list) = (SizeOf(request.PageSize), $"{guarantee} {request.Account}");
        var after = ReadToken(request.PageToken, list);
        var lines = new List<(LedgerEntry Line, Entry.Types.Account Account)>();
        foreach (var (account, name) in Names(new Accounts(guarantee)).Where(pair => request.Account is Entry.Types.Account.Unspecified || pair.Account == request.Account))
        {
            var read = await reader.PostingsAsync(name, after, size + 1, cancellationToken);
            lines.AddRange(read.Select(line => (line, account)));
        }

        var page = lines.OrderBy(line => line.Line.Id).Take(size).ToArray();
        return new ListEntriesResponse
        {
            Entries = { page.Select(line => line.Line.ToWire(guarantee, line.Account)) },
            NextPageToken = lines.Count > size ? WriteToken(page[^1].Line.Id, list) : string.Empty,
        };
    }

    private static IEnumerable<(Entry.Types.Account Account, string Name)> Names(Accounts accounts) =>
    [
        (Entry.Types.Account.Limit, accounts.Limit),
        (Entry.Types.Account.Available, accounts.Available),
        (Entry.Types.Account.Reserved, accounts.Reserved),
        (Entry.Types.Account.Claimed, accounts.Claimed),
        (Entry.Types.Account.Paid, accounts.Paid),
    ];

    private static int SizeOf(int pageSize) => pageSize switch
    {
        < 0 => throw new RefusedException(Refusal.Invalid(
            "FIELDS_INVALID",
            "page_size is negative.",
            new Violation("page_size", "PAGE_SIZE_NEGATIVE", "Negative.", $"Send 0 for {DefaultSize} rows, or up to {LargestSize}."))),
        0 => DefaultSize,
        _ => Math.Min(pageSize, LargestSize),
    };

    private static string WriteToken(long after, string list)
    {
        var text = Encoding.ASCII.GetBytes(after.ToString(CultureInfo.InvariantCulture));
        return Base64Url.EncodeToString([.. Seal(list, text), .. text]);
    }

    private static long ReadToken(string token, string list)
    {
        if (token.Length == 0)
        {
            return 0;
        }

        return Base64Url.IsValid(token) && Base64Url.DecodeFromChars(token) is { Length: > SealLength } bytes
            && Seal(list, bytes.AsSpan(SealLength)).AsSpan().SequenceEqual(bytes.AsSpan(0, SealLength))
            ? long.Parse(bytes.AsSpan(SealLength), CultureInfo.InvariantCulture)
            : throw new RefusedException(Refusal.Invalid(
                "PAGE_TOKEN_INVALID",
                "page_token is not a token of this list with these filters.",
                new Violation("page_token", "PAGE_TOKEN_INVALID", "Not a token of this list with these filters.", "Send the next_page_token of the previous answer and leave the filters as they were.")));
    }

    private static byte[] Seal(string list, ReadOnlySpan<byte> text) => SHA256.HashData([.. Encoding.UTF8.GetBytes(list), 0, .. text])[..SealLength];
}
