using Clearance.Engine;
using Clearance.Kernel;
using Clearance.Payments.Domain.Refunds;
using Clearance.Payments.Domain.Settlement;

namespace Clearance.Payments.Endpoints;

/// <summary>The decisions on a refund on what is stored now, and nothing written: the same rules, of refund, bill and agreement alike.</summary>
internal sealed class RefundRehearsal(IReader<PaymentsDefinition> reader)
{
    /// <summary>What the refund would be.</summary>
    /// <exception cref="RefusedException">It would be refused.</exception>
    public async Task<Refund> SendAsync(RefundMessage message, Occasion occasion, CancellationToken cancellationToken)
    {
        Refund? refund = null;
        for (object? next = message; next is not null;)
        {
            switch (next)
            {
                case RefundMessage one:
                    var decided = RefundRules.Decide((await reader.FindAsync(Tables.Refunds, one.Refund, cancellationToken))?.State, one, occasion);
                    (refund, next) = (Accepted(decided), one is ApplyForRefund ? Next(decided) : null);
                    break;
                case ClaimRefund claim:
                    next = Next(TaxBillRules.Decide((await reader.FindAsync(Tables.TaxBills, claim.Bill, cancellationToken))?.State, claim, occasion));
                    break;
                case NameRefundAccount name:
                    next = Next(AgreementRules.Decide((await reader.FindAsync(Tables.Agreements, name.Agreement, cancellationToken))?.State, name, occasion));
                    break;
                default:
                    throw new InvalidOperationException($"A refund told {next.GetType().Name}.");
            }
        }

        return refund!;
    }

    private static object? Next<TState>(Decision<TState> decision)
        where TState : class
    {
        Accepted(decision);
        return decision.Tells.Select(told => told.Message).SingleOrDefault();
    }

    private static TState? Accepted<TState>(Decision<TState> decision)
        where TState : class => decision.Refusal is { } refusal ? throw new RefusedException(refusal) : decision.State;
}
