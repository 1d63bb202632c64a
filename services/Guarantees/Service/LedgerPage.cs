using Clearance.Contracts.Guarantee.V1;
using Clearance.Engine;
using Clearance.Engine.Query;
using Clearance.Guarantees.Domain;
using Clearance.Kernel;

namespace Clearance.Guarantees;

/// <summary>One page of the ledger of a guarantee: the lines of one of its accounts, or of all five in the order of their posting.</summary>
internal sealed class LedgerPage(IReader<GuaranteesDefinition> reader)
{
    /// <summary>Reads a page.</summary>
    /// <exception cref="RefusedException">The page token is not one of this list, or the page size is negative.</exception>
    public async Task<ListEntriesResponse> ReadAsync(string guarantee, ListEntriesRequest request, CancellationToken cancellationToken)
    {
        var (size, list) = (PageToken.SizeOf(request.PageSize), $"{guarantee} entries {request.Account}");
        var after = PageToken.Read(request.PageToken, list)?.Position ?? 0;
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
            NextPageToken = lines.Count > size ? new PageToken(page[^1].Line.Id, guarantee).Write(list) : string.Empty,
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
}
