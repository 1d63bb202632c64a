using System.Globalization;
using Clearance.Kernel;
using Clearance.Payments.Domain.Duty;
using Clearance.Payments.Domain.Fees;

namespace Clearance.Payments.Domain.Settlement;

/// <summary>Fees as bills: billed by what has happened, waived by a supervisor with a reason.</summary>
public static class FeeRules
{
    /// <summary>The first digit of a fee's number counts the reversals of its bill; after so many there is none left.</summary>
    private const int MostReversals = 9;

    /// <summary>
    /// Bills the late-payment fee on a tax bill that was debited after its last day. Who had instructed the bank in time bears none: what
    /// came later is not the payer's fault. A fee bears no fee.
    /// </summary>
    public static void BillLatePayment(Decision<TaxBill> decision, TaxBill settled, Occasion occasion)
    {
        var paid = CustomsTime.DateOf(settled.DebitTime ?? occasion.Time);
        var days = LatePaymentFee.Days(settled.DueDate, paid);
        if (days == 0 || settled.Kind.IsFee() || settled.InstructDate <= settled.DueDate)
        {
            return;
        }

        var amount = LatePaymentFee.Of(settled.Amount, days);
        if (!amount.IsPositive)
        {
            return;
        }

        // A debit that was taken back and made again may be late again: its fee is a bill of its own, beside the first.
        var digits = (10 * Math.Min(settled.Reversals, MostReversals)) + (int)settled.Kind + 1;
        var number = string.Create(CultureInfo.InvariantCulture, $"{settled.Number[..^3]}{TaxKind.LatePaymentFee.Letter()}{digits:00}");
        decision.Tell(Addresses.TaxBill(TaxBill.KeyOf(settled.Declaration, number)), new IssueBill(
            settled.Declaration,
            number,
            settled.Enterprise,
            settled.Declarant,
            TaxKind.LatePaymentFee,
            amount,
            occasion.Today,
            LatePaymentFee.DueDate(occasion.Today, BusinessCalendar.China),
            settled.SelfPayment)
        {
            Fee = new FeeBasis(settled.Amount, days, settled.DueDate.AddDays(1), paid, settled.Key),
        });
    }

    /// <summary>The late-declaration fee of an import, which of a two-step declaration counts to its second step; null when it was declared in time, or the fee stays under CNY 50.</summary>
    public static (Money Amount, FeeBasis Basis)? LateDeclaration(AssessTaxes accepted, Money customsValue)
    {
        if (accepted.EntryDate is not { } entry || accepted.Request.Direction != Direction.Import)
        {
            return null;
        }

        var accepts = accepted.CompleteDate ?? accepted.Request.AcceptanceDate;
        var days = LateDeclarationFee.Days(entry, accepts, BusinessCalendar.China);
        var amount = LateDeclarationFee.Of(customsValue, days);
        return amount.IsPositive ? (amount, new FeeBasis(customsValue, days, accepts.AddDays(1 - days), accepts)) : null;
    }

    /// <summary>Waives a fee that is open; the ledger takes the claim back.</summary>
    public static Decision<TaxBill> Waive(TaxBill state, WaiveFee waive, Occasion occasion)
    {
        if (!state.Kind.IsFee())
        {
            return Refusal.Precondition(Reasons.TaxBillNotAFee, $"Bill {state.Number} is a tax; only fees can be waived.");
        }

        if (TaxBillRules.WhyNotPayable(state) is { } refusal)
        {
            return refusal;
        }

        var decision = TaxBillRules.Reverse(state with
        {
            State = TaxBillState.Waived,
            Waiver = new FeeWaiver(waive.Reason, waive.Note, occasion.Actor.Subject, occasion.Time),
            UpdateTime = occasion.Time,
        });
        return state.Kind == TaxKind.LatePaymentFee
            ? decision
            : decision.Tell(Addresses.Assessment(state.Declaration), new NoteBillWaived(state.Declaration, state.Key));
    }
}
