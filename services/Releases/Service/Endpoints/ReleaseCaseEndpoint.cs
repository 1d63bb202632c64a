using Clearance.Contracts.Release.V1;
using Clearance.Engine;
using Clearance.Hosting;
using Clearance.Releases.Domain;
using Clearance.Releases.Mapping;
using Grpc.Core;
using ReleaseCase = Clearance.Contracts.Release.V1.ReleaseCase;
using Road = Clearance.Releases.Domain.Road;

namespace Clearance.Releases.Endpoints;

/// <summary>Release cases: read, map.</summary>
internal sealed class ReleaseCaseEndpoint(ReleasesDefinition tables, IReader<ReleasesDefinition> reader, TimeProvider time)
    : ReleaseCaseService.ReleaseCaseServiceBase
{
    /// <inheritdoc/>
    public override async Task<ReleaseCase> GetReleaseCase(GetReleaseCaseRequest request, ServerCallContext context)
    {
        var row = await reader.FindAsync(tables.Cases, RequestCheck.KeyOf(request.Name, "releaseCases"), context.CancellationToken);
        return row is not null && CaseLookup.Sees(context.Actor(), row.State)
            ? CaseMapping.ToContract(row, time.GetUtcNow())
            : throw RequestCheck.NoSuch(request.Name);
    }

    /// <inheritdoc/>
    public override async Task<ListReleaseCasesResponse> ListReleaseCases(ListReleaseCasesRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var state = check.OptionalWord<CaseState, ReleaseCase.Types.State>("state", request.State);
        var road = check.OptionalWord<Road, Contracts.Release.V1.Road>("road", request.Road);
        check.Done();
        var query = new ListQuery(request.PageSize, request.PageToken)
        {
            Filters =
            [
                .. Filters.Seen(context.Actor()),
                .. Filters.Given(
                    ("status", state?.Upper() ?? string.Empty), ("road", road?.Upper() ?? string.Empty),
                    ("customs_office", request.CustomsOffice),
                    ("enterprise", request.Enterprise), ("declaration_number", request.DeclarationNumber),
                    ("consignment", GoodsNumbers.BillKey(request.BillOfLading))),
            ],
        };
        var page = await reader.ListAsync(tables.Cases, query, context.CancellationToken);
        var now = time.GetUtcNow();
        return new ListReleaseCasesResponse { ReleaseCases = { page.Rows.Select(row => CaseMapping.ToContract(row, now)) },
            NextPageToken = page.NextPageToken };
    }
}
