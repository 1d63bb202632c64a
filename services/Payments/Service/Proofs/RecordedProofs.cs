using System.Text.Json;
using Clearance.Engine;
using Clearance.Kernel;
using Clearance.Payments.Domain;
using Clearance.Payments.Domain.Proofs;
using Clearance.Payments.Domain.Settlement;
using Microsoft.Extensions.Options;

namespace Clearance.Payments.Proofs;

/// <summary>Proofs of the payments that the journal records: printed for the payer, checked for whoever holds one.</summary>
internal sealed class RecordedProofs(IReader<PaymentsDefinition> reader, IOptions<ProofOptions> options)
{
    /// <summary>The proof of a bill as a PDF.</summary>
    /// <exception cref="RefusedException">The bill is not paid.</exception>
    public async Task<byte[]> PrintAsync(TaxBill bill, CancellationToken cancellationToken)
    {
        var proof = await OfAsync(bill, cancellationToken) ?? throw new RefusedException(NotPaid(bill));
        return ProofDocument.Print(proof, $"{options.Value.Address.TrimEnd('/')}/v1/{Names.TaxBill(bill.Key)}:verifyPaymentProof?code={proof.Code}");
    }

    /// <summary>The proof that a code belongs to.</summary>
    /// <exception cref="RefusedException">There is none: the same refusal whatever is wrong, so that guessing teaches nothing.</exception>
    public async Task<PaymentProof> VerifyAsync(string key, string code, CancellationToken cancellationToken) =>
        await reader.FindAsync(Tables.TaxBills, key, cancellationToken) is { } found
        && await OfAsync(found.State, cancellationToken) is { } proof && proof.Matches(code)
            ? proof
            : throw new RefusedException(NotValid);

    /// <summary>The latest debit counts: one before it was taken back.</summary>
    private async Task<PaymentProof?> OfAsync(TaxBill bill, CancellationToken cancellationToken)
    {
        var journal = await reader.JournalAsync(Tables.TaxBills, bill.Key, cancellationToken);
        return journal.LastOrDefault(entry => JsonSerializer.Deserialize(entry.Message, PaymentsJson.Default.TaxBillMessage) is NoteDebit) is { } debit
            ? PaymentProof.Of(bill, debit.Hash.Span)
            : null;
    }

    private static Refusal NotPaid(TaxBill bill) => Refusal.Precondition(
        Reasons.TaxBillNotPaid, $"Bill {bill.Number} is not paid, or its payment was taken back; there is a proof when the bank has debited it.") with
    {
        MessageZh = $"税单{bill.Number}尚未缴款或缴款已被冲正，扣款成功后方可打印缴款凭证。",
    };

    private static Refusal NotValid { get; } = Refusal.NotFound(
        Reasons.PaymentProofNotValid, "No payment that stands has a proof with this code; compare bill and code with the paper, or ask its holder for a new print.") with
    {
        MessageZh = "没有与此验证码相符的有效缴款凭证；请核对税单和验证码，或请持有人重新打印。",
    };
}
