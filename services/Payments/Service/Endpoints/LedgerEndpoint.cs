using Clearance.Contracts.Payment.V1;
using Clearance.Engine;
using Clearance.Engine.Query;
using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Payments.Domain;
using Clearance.Payments.Domain.Settlement;
using Clearance.Payments.Mapping;
using Grpc.Core;

namespace Clearance.Payments.Endpoints;

/// <summary>Reads the money ledger.</summary>
internal sealed class LedgerEndpoint(IReader<PaymentsDefinition> reader) : LedgerService.LedgerServiceBase
{
    /// <inheritdoc/>
    public override async Task<ListLedgerEntriesResponse> ListLedgerEntries(ListLedgerEntriesRequest request, ServerCallContext context)
    {
        if (!Accounts.IsWellFormed(request.Account))
        {
            throw new RefusedException(Refusal.Invalid(
                Reasons.AccountInvalid,
                "account is not an account of the ledger.",
                new Violation("account", Reasons.AccountInvalid, "Not an account of the ledger.", "Use receivable/{uscc}, refundPayable/{uscc}, clearing/{uscc} or revenue/{kind}.")));
        }

        if (!Tenancy.Sees(context.Actor(), Accounts.EnterpriseOf(request.Account)))
        {
            throw new RefusedException(Refusal.NotFound(Reasons.ResourceNotFound, "There is no such account, or it belongs to another enterprise."));
        }

        var list = $"ledgerEntries/{request.Account}";
        var (size, after) = (PageToken.SizeOf(request.PageSize), PageToken.Read(request.PageToken, list)?.Position ?? 0);
        var entries = await reader.PostingsAsync(request.Account, after, size + 1, context.CancellationToken);
        return new ListLedgerEntriesResponse
        {
            LedgerEntries = { entries.Take(size).Select(entry => entry.ToWire()) },
            NextPageToken = entries.Count > size ? new PageToken(entries[size - 1].Id, string.Empty).Write(list) : string.Empty,
        };
    }
}
