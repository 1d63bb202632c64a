using Clearance.Kernel;
using Clearance.Payments.Domain.Fees;
using Clearance.Payments.Domain.Refunds;

namespace Clearance.Payments.Domain.Settlement;

/// <summary>
/// Debits that a bank takes back: the instruction says so, the bill is to be paid again, the ledger takes the payment back. Goods that were
/// released stay released; what they owe is open on the bill.
/// </summary>
public static class ReversalRules
{
    /// <summary>Marks the transaction and tells its bill.</summary>
    public static Decision<PaymentInstruction> Reverse(PaymentInstruction state, ReportReversal reversal, Occasion occasion)
    {
        var transaction = reversal.EndToEndId is { } id ? state.Transactions.FirstOrDefault(one => one.EndToEndId == id) : state.Only;
        if (transaction is null)
        {
            return PaymentInstructionRules.NoTransaction(state, reversal.EndToEndId);
        }

        if (transaction.State == PaymentInstructionState.Reversed)
        {
            return state;
        }

        if (transaction.State != PaymentInstructionState.Succeeded)
        {
            return Refusal.Precondition(
                Reasons.NothingToReverse,
                $"{transaction.EndToEndId} is {transaction.State.ToString().ToUpperInvariant()}; only a debit can be taken back. Report its outcome first.") with
            {
                MessageZh = $"{transaction.EndToEndId}尚未扣款成功，不能冲正；请先报告扣款结果。",
            };
        }

        var reversed = transaction with
        {
            State = PaymentInstructionState.Reversed,
            Reversal = new Reversal(reversal.Reason, reversal.BankReference, occasion.Time),
        };
        return Decision.Accept(state with
        {
            Transactions = [.. state.Transactions.Select(one => ReferenceEquals(one, transaction) ? reversed : one)],
            UpdateTime = occasion.Time,
        }).Tell(Addresses.TaxBill(transaction.Bill), new NoteReversal(state.Key, state.Bank, reversal.Reason));
    }

    /// <summary>
    /// The bill is open again, or cancelled when its declaration was withdrawn. Who had paid in time gets the usual days anew: the fault is
    /// not the payer's.
    /// </summary>
    public static Decision<TaxBill> Reopen(TaxBill state, NoteReversal reversal, Occasion occasion)
    {
        if (state.Instruction != reversal.Instruction)
        {
            return state;
        }

        return BillRefundRules.Recall(TakeBack(state, reversal, occasion), state, reversal.Reason);
    }

    private static Decision<TaxBill> TakeBack(TaxBill state, NoteReversal reversal, Occasion occasion) => state.State switch
    {
        TaxBillState.Settled => Decision
            .Accept(state with
            {
                State = TaxBillState.Open,
                DueDate = LatePaymentFee.DueDate(occasion.Today, BusinessCalendar.China),
                Overdue = false,
                DebitTime = null,
                FailureReason = reversal.Reason,
                Reversals = state.Reversals + 1,
                UpdateTime = occasion.Time,
            })
            .Transfer(Accounts.Receivable(state.Enterprise), Accounts.Clearing(reversal.Bank), state.Amount)
            .Publish(new BillPaymentReversed(state.Declaration, occasion.Time, state.Key, state.Amount, reversal.Reason))
            .Tell(Addresses.Assessment(state.Declaration), new NoteBillReversed(state.Declaration, state.Key)),
        TaxBillState.RefundDue => Decision
            .Accept(state with
            {
                State = TaxBillState.Cancelled,
                OwedBack = null,
                DebitTime = null,
                FailureReason = reversal.Reason,
                Reversals = state.Reversals + 1,
                UpdateTime = occasion.Time,
            })
            .Transfer(Accounts.RefundPayable(state.Enterprise), Accounts.Clearing(reversal.Bank), state.Amount)
            .Publish(new BillPaymentReversed(state.Declaration, occasion.Time, state.Key, state.Amount, reversal.Reason)),
        _ => state,
    };
}
