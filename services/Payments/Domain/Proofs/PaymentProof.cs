using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Clearance.Kernel;
using Clearance.Payments.Domain.Duty;
using Clearance.Payments.Domain.Settlement;

namespace Clearance.Payments.Domain.Proofs;

/// <summary>What a proof of payment says of a paid bill: the same for ever, whatever is refunded later.</summary>
/// <param name="Number">Bill number of 22 signs.</param>
/// <param name="Enterprise">USCC of the payer.</param>
/// <param name="Kind">Kind of tax.</param>
/// <param name="Amount">Amount that was debited, in CNY.</param>
/// <param name="IssueDate">Day of issue of the bill.</param>
/// <param name="DebitTime">When the bank debited the payer.</param>
/// <param name="SelfPayment">The firm computed and confirmed the tax itself: the proof is no administrative decision.</param>
/// <param name="Code">Verification code of 16 signs, in base 32 without I, L, O and U.</param>
public sealed record PaymentProof(
    string Number, string Enterprise, TaxKind Kind, Money Amount, DateOnly IssueDate, DateTimeOffset DebitTime, bool SelfPayment, string Code)
{
    private const string Signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int CodeLength = 16;

    /// <summary>The proof of a bill; null when it is not paid, or its payment was taken back.</summary>
    /// <param name="bill">The bill.</param>
    /// <param name="debitHash">
    /// Hash of the journal row that recorded the debit. It makes the code one that nobody can compute from the document alone, with no key
    /// to keep and no row to write; a payment after a reversal has a row, and so a code, of its own.
    /// </param>
    public static PaymentProof? Of(TaxBill bill, ReadOnlySpan<byte> debitHash)
    {
        if (bill is not { State: TaxBillState.Settled or TaxBillState.RefundDue, DebitTime: { } debitTime })
        {
            return null;
        }

        var proof = new PaymentProof(
            bill.Number, bill.Enterprise, bill.Kind, bill.Amount, bill.IssueDate, debitTime, bill.SelfPayment, string.Empty);
        return proof with { Code = CodeOf(proof, debitHash) };
    }

    /// <summary>True when a code, as somebody typed or scanned it, is that of this proof.</summary>
    public bool Matches(string code) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(Code), Encoding.UTF8.GetBytes(code.Replace("-", string.Empty, StringComparison.Ordinal).Trim().ToUpperInvariant()));

    private static string CodeOf(PaymentProof proof, ReadOnlySpan<byte> debitHash)
    {
        var facts = string.Create(
            CultureInfo.InvariantCulture,
            $"{proof.Number}|{proof.Enterprise}|{proof.Kind}|{proof.Amount.Amount:0.00}|{proof.IssueDate:yyyy-MM-dd}|{proof.DebitTime.UtcTicks}|{proof.SelfPayment}");
        var digest = SHA256.HashData([.. Encoding.UTF8.GetBytes(facts), .. debitHash]);
        return string.Create(CodeLength, digest, static (code, bytes) =>
        {
            // Five bits of each byte: eighty bits of the digest in all.
            for (var at = 0; at < code.Length; at++)
            {
                code[at] = Signs[bytes[at] & 31];
            }
        });
    }
}
