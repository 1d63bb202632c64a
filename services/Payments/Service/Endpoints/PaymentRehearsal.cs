using Clearance.Engine;
using Clearance.Kernel;
using Clearance.Payments.Domain.Settlement;

namespace Clearance.Payments.Endpoints;

/// <summary>The decisions of a payment on what is stored now, and nothing written: the same rules, of bills, agreement and instruction alike.</summary>
internal static class PaymentRehearsal
{
    /// <summary>What bill (the last of an order) and instruction would be.</summary>
    /// <exception cref="RefusedException">The payment would be refused.</exception>
    public static async Task<(TaxBill? Bill, PaymentInstruction? Instruction)> PayAsync(
        IReader<PaymentsDefinition> reader, PayBill pay, Occasion occasion, CancellationToken cancellationToken)
    {
        TaxBill? bill = null;
        for (object? next = pay; ;)
        {
            switch (next)
            {
                case PayBill one:
                    var paid = TaxBillRules.Decide((await reader.FindAsync(Tables.TaxBills, one.Bill, cancellationToken))?.State, one, occasion);
                    (bill, next) = (Accepted(paid), paid.Tells.Select(told => told.Message).SingleOrDefault());
                    break;
                case DrawOnAgreement draw:
                    var drawn = AgreementRules.Decide((await reader.FindAsync(Tables.Agreements, draw.Agreement, cancellationToken))?.State, draw, occasion);
                    Accepted(drawn);
                    next = drawn.Tells.Select(told => told.Message).SingleOrDefault();
                    break;
                case PaymentInstructionMessage open:
                    return (bill, Accepted(PaymentInstructionRules.Decide(null, open, occasion)));
                default:
                    throw new InvalidOperationException($"A payment told {next?.GetType().Name ?? "nothing"}.");
            }
        }
    }

    private static TState? Accepted<TState>(Decision<TState> decision)
        where TState : class => decision.Refusal is { } refusal ? throw new RefusedException(refusal) : decision.State;
}
