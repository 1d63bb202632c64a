using Clearance.Engine;
using Clearance.Kernel;
using Clearance.Releases.Domain;

namespace Clearance.Releases.Endpoints;

/// <summary>Finds release cases by what people and gates know of them.</summary>
internal sealed class CaseLookup(ReleasesDefinition tables, IReader<ReleasesDefinition> reader)
{
    private const int PageOfScan = 200;

    /// <summary>True when the caller may see a case: a firm sees what it owns or declares, customs sees all.</summary>
    public static bool Sees(Actor actor, ReleaseCase @case) => actor.Role != Roles.Declarant
        || (actor.Enterprise is { } own && @case.Profile is { } profile && (profile.Enterprise == own || profile.Declarant == own));

    /// <summary>The cases of a declaration, a declaration number, a bill or a container: the first of these that is given.</summary>
    public async Task<IReadOnlyList<ReleaseCase>> FindAsync(string declaration, string number, string bill, string container,
        CancellationToken cancellationToken)
    {
        if (declaration.Length > 0)
        {
            var found = await FindAllAsync([declaration], cancellationToken);
            return [.. found.Where(@case => number.Length == 0 || @case.Profile?.DeclarationNumber == number)];
        }

        if (number.Length > 0)
        {
            var query = new ListQuery(PageOfScan, string.Empty) { Filters = Filters.Given(("declaration_number", number)) };
            var page = await reader.ListAsync(tables.Cases, query, cancellationToken);
            return [.. page.Rows.Select(row => row.State)];
        }

        if (bill.Length > 0)
        {
            var consignment = await reader.FindAsync(tables.Consignments, bill, cancellationToken);
            return await FindAllAsync(consignment?.State.Cases ?? [], cancellationToken);
        }

        var carried = await reader.FindAsync(tables.Containers, container, cancellationToken);
        return await FindAllAsync([.. (carried?.State.Cases ?? []).Select(@case => @case.Case)], cancellationToken);
    }

    /// <summary>Rows of a list, page after page, up to a bound.</summary>
    public async Task<(IReadOnlyList<TState> Rows, bool Truncated)> ScanAsync<TState, TMessage>(
        AggregateType<TState, TMessage> type, IReadOnlyList<Filter> filters, bool oldestFirst, int most,
        CancellationToken cancellationToken)
        where TState : class
        where TMessage : class
    {
        var rows = new List<TState>();
        var token = string.Empty;
        do
        {
            var query = new ListQuery(PageOfScan, token) { Filters = filters, OldestFirst = oldestFirst };
            var page = await reader.ListAsync(type, query, cancellationToken);
            rows.AddRange(page.Rows.Select(row => row.State));
            token = page.NextPageToken;
        }
        while (token.Length > 0 && rows.Count < most);
        return (rows, token.Length > 0);
    }

    private async Task<IReadOnlyList<ReleaseCase>> FindAllAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var cases = new List<ReleaseCase>();
        foreach (var key in keys)
        {
            if (await reader.FindAsync(tables.Cases, key, cancellationToken) is { State.Profile: not null } row)
            {
                cases.Add(row.State);
            }
        }

        return cases;
    }
}
