using Clearance.Contracts.Guarantee.V1;
using Clearance.Engine;
using Clearance.Hosting;
using Grpc.Core;
using Keys = Clearance.Guarantees.Domain.Keys;
using Wire = Clearance.Contracts.Guarantee.V1.Claim;

namespace Clearance.Guarantees;

/// <summary>Claims by gRPC and REST: parse, send to the engine or read, map the answer.</summary>
internal sealed class ClaimEndpoint(IEngine<GuaranteesDefinition> engine, IReader<GuaranteesDefinition> reader, GuaranteesDefinition definition)
    : ClaimService.ClaimServiceBase
{
    /// <inheritdoc/>
    public override async Task<Wire> GetClaim(GetClaimRequest request, ServerCallContext context)
    {
        var row = await reader.FindAsync(definition.Claims, KeyOf(request.Name), context.CancellationToken);
        return row is not null && context.Actor().Sees(row.State.Guarantor, row.State.Insured) ? row.State.ToWire() : throw Visibility.NotFound(request.Name);
    }

    /// <inheritdoc/>
    public override async Task<ListClaimsResponse> ListClaims(ListClaimsRequest request, ServerCallContext context)
    {
        var fields = new RequestFields();
        fields.Known("state", request.State);
        fields.Check();
        List<Filter> filters = [.. context.Actor().Filters()];
        if (request.State != Wire.Types.State.Unspecified)
        {
            filters.Add(Filter.Is("status", request.State.ToString()));
        }

        if (request.Guarantee.Length > 0)
        {
            filters.Add(Filter.Is("guarantee", Keys.GuaranteeKey(request.Guarantee)));
        }

        var page = await reader.ListAsync(
            definition.Claims, new ListQuery(request.PageSize, request.PageToken) { Filters = filters }, context.CancellationToken);
        return new ListClaimsResponse { Claims = { page.Rows.Select(row => row.State.ToWire()) }, NextPageToken = page.NextPageToken };
    }

    /// <inheritdoc/>
    public override Task<Wire> ReportClaim(ReportClaimRequest request, ServerCallContext context) => engine.SendAsync(
        definition.Claims, KeyOf(request.Name), GuaranteeRequests.Report(request), context.Command(request), state => state.ToWire(), context.CancellationToken);

    private static string KeyOf(string name) => name.Split('/') is ["claims", { Length: > 0 } key] ? key : throw Visibility.NotFound(name);
}
