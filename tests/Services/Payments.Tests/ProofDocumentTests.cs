using Clearance.Kernel;
using Clearance.Payments.Domain.Duty;
using Clearance.Payments.Domain.Proofs;
using Clearance.Payments.Domain.Settlement;
using Clearance.Payments.Proofs;

namespace Clearance.Payments.Tests;

public sealed class ProofDocumentTests
{
    private static readonly DateTimeOffset s_time = new(2018, 10, 23, 9, 0, 0, TimeSpan.FromHours(8));
    private static readonly byte[] s_hash = [.. Enumerable.Range(0, 32).Select(at => (byte)at)];

    [Fact]
    public void A_reprint_has_the_same_bytes()
    {
        var proof = PaymentProof.Of(Paid(TaxKind.Vat), s_hash)!;

        var first = ProofDocument.Print(proof, Address(proof));
        Assert.Equal("%PDF-"u8.ToArray(), first[..5]);
        Assert.Equal(first, ProofDocument.Print(proof, Address(proof)));
    }

    [Fact]
    public void Every_sign_of_every_kind_is_in_the_font() => Assert.All(Enum.GetValues<TaxKind>(), kind =>
        Assert.All(
            ProofDocument.Lines(PaymentProof.Of(Paid(kind), s_hash)!),
            line => Assert.DoesNotContain((ushort)0, ProofDocument.Typeface.GetGlyphs(line.Label + line.Value))));

    [Fact]
    public void Another_fact_or_another_journal_row_has_another_code_and_only_the_own_code_matches()
    {
        var proof = PaymentProof.Of(Paid(TaxKind.Vat), s_hash)!;
        string[] others =
        [
            PaymentProof.Of(Paid(TaxKind.Vat) with { Amount = Money.Cny(17_280.01m) }, s_hash)!.Code,
            PaymentProof.Of(Paid(TaxKind.Vat) with { DebitTime = s_time.AddSeconds(1) }, s_hash)!.Code,
            PaymentProof.Of(Paid(TaxKind.Vat), s_hash.Reverse().ToArray())!.Code,
        ];

        Assert.Equal(4, others.Append(proof.Code).Distinct().Count());
        Assert.True(proof.Matches(proof.Code.ToLowerInvariant()));
        Assert.All(others, code => Assert.False(proof.Matches(code)));
    }

    [Theory]
    [InlineData(TaxBillState.Open)]
    [InlineData(TaxBillState.Unknown)]
    [InlineData(TaxBillState.Cancelled)]
    public void What_is_not_paid_has_no_proof(TaxBillState state) => Assert.Null(PaymentProof.Of(Paid(TaxKind.Vat) with { State = state }, s_hash));

    private static string Address(PaymentProof proof) => $"https://example.org/v1/taxBills/d1l01:verifyPaymentProof?code={proof.Code}";

    private static TaxBill Paid(TaxKind kind) => new(
        "d1", "090620181000000001-L01", PaymentsApp.Payer, PaymentsApp.Agent, kind, Money.Cny(17_280m), new DateOnly(2018, 10, 23),
        new DateOnly(2018, 11, 7), TaxBillState.Settled, s_time, s_time) { DebitTime = s_time, SelfPayment = true };
}
