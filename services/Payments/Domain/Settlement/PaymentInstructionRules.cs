using System.Diagnostics;
using Clearance.Kernel;

namespace Clearance.Payments.Domain.Settlement;

/// <summary>
/// Decides for payment instructions. The first final outcome of a transaction stands: the same report again changes nothing, another
/// outcome or another reference is refused, since either the bank or we would be wrong about money.
/// </summary>
public static class PaymentInstructionRules
{
    /// <summary>What follows from a message.</summary>
    public static Decision<PaymentInstruction> Decide(PaymentInstruction? state, PaymentInstructionMessage message, Occasion occasion) => (state, message) switch
    {
        (null, OrderPayment order) => Decision.Nothing<PaymentInstruction>().Tell(
            Addresses.TaxBill(order.Bills[0]),
            new PayBill(order.Bills[0], order.Agreement) { Order = new PaymentOrder(order.Instruction, order.Bills) }),
        (null, OpenInstruction open) => new PaymentInstruction(
            open.Instruction,
            open.Agreement,
            open.Enterprise,
            open.Bank,
            open.AccountNumber,
            open.AccountHolder,
            open.Transactions,
            occasion.Time,
            occasion.Time),
        (null, ReportOutcome or ReportReversal) => Tenancy.NotFound("paymentInstructions", message.Instruction),
        (null, _) => Decision.Nothing<PaymentInstruction>(),
        (_, OrderPayment or OpenInstruction) => state,
        (_, ReportOutcome report) => Tenancy.Sees(occasion.Actor, state.Bank)
            ? Report(state, report, occasion)
            : Tenancy.NotFound("paymentInstructions", message.Instruction),
        (_, ReportReversal reversal) => Tenancy.Sees(occasion.Actor, state.Bank)
            ? ReversalRules.Reverse(state, reversal, occasion)
            : Tenancy.NotFound("paymentInstructions", message.Instruction),
        (_, PassAnswerPeriod) => state.WakeTime is { } wake && wake <= occasion.Time ? Lose(state, _ => true, occasion) : state,
        _ => throw new UnreachableException(message.GetType().Name),
    };

    private static Decision<PaymentInstruction> Report(PaymentInstruction state, ReportOutcome report, Occasion occasion)
    {
        bool IsMeant(PaymentTransaction transaction) => report.EndToEndId is null || transaction.EndToEndId == report.EndToEndId;
        if (!state.Transactions.Any(IsMeant))
        {
            return NoTransaction(state, report.EndToEndId);
        }

        var debitTime = report.DebitTime ?? occasion.Time;
        if (state.Transactions.Where(IsMeant).Select(transaction => Against(state, transaction, report, debitTime, occasion)).FirstOrDefault(no => no is not null) is { } refusal)
        {
            return refusal;
        }

        if (report.Outcome == BankOutcome.Unknown)
        {
            return Lose(state, IsMeant, occasion);
        }

        bool IsNews(PaymentTransaction transaction) => IsMeant(transaction) && !transaction.IsFinal;
        if (!state.Transactions.Any(IsNews))
        {
            return state;
        }

        var succeeded = report.Outcome == BankOutcome.Succeeded;
        var decision = Decision.Accept(Change(state, IsNews, occasion, transaction => transaction with
        {
            State = succeeded ? PaymentInstructionState.Succeeded : PaymentInstructionState.Failed,
            BankReference = report.BankReference,
            FailureReason = report.FailureReason,
            DebitTime = succeeded ? debitTime : null,
        }));
        foreach (var transaction in state.Transactions.Where(IsNews))
        {
            decision.Tell(Addresses.TaxBill(transaction.Bill), succeeded
                ? new NoteDebit(state.Key, state.Bank, debitTime)
                : new NoteFailure(state.Key, report.FailureReason ?? "UNSPECIFIED"));
        }

        return decision;
    }

    /// <summary>Why a report cannot be true of a transaction; null when it can. "Not known yet" after a final outcome is an old message that came late.</summary>
    private static Refusal? Against(PaymentInstruction state, PaymentTransaction transaction, ReportOutcome report, DateTimeOffset debitTime, Occasion occasion)
    {
        var outcome = report.Outcome == BankOutcome.Succeeded ? PaymentInstructionState.Succeeded : PaymentInstructionState.Failed;
        return transaction.IsFinal switch
        {
            _ when report.Outcome == BankOutcome.Unknown => null,
            // Debited and taken back: an older report of the debit says nothing new.
            true when transaction.State == PaymentInstructionState.Reversed && outcome == PaymentInstructionState.Succeeded => null,
            true when transaction.State != outcome => Refusal.Precondition(
                Reasons.OutcomeContradicted,
                $"{transaction.EndToEndId} was reported as {transaction.State.ToString().ToUpperInvariant()} with reference {transaction.BankReference}; that stands. Correct it with the treasury."),
            true when transaction.BankReference != report.BankReference => Refusal.Precondition(
                Reasons.BankReferenceDiffers,
                $"{transaction.EndToEndId} was reported with reference {transaction.BankReference} before, now with {report.BankReference}: was the account debited twice?"),
            false when report.Outcome == BankOutcome.Succeeded && (debitTime < state.CreateTime || debitTime > occasion.Time) => Implausible(transaction),
            _ => null,
        };
    }

    private static Decision<PaymentInstruction> Lose(PaymentInstruction state, Func<PaymentTransaction, bool> isMeant, Occasion occasion)
    {
        bool IsLost(PaymentTransaction transaction) => isMeant(transaction) && transaction.State == PaymentInstructionState.Pending;
        if (!state.Transactions.Any(IsLost))
        {
            return state;
        }

        var decision = Decision.Accept(Change(state, IsLost, occasion, transaction => transaction with { State = PaymentInstructionState.Unknown }));
        foreach (var transaction in state.Transactions.Where(IsLost))
        {
            decision.Tell(Addresses.TaxBill(transaction.Bill), new NoteSilence(state.Key));
        }

        return decision;
    }

    private static PaymentInstruction Change(
        PaymentInstruction state, Func<PaymentTransaction, bool> isMeant, Occasion occasion, Func<PaymentTransaction, PaymentTransaction> change) => state with
        {
            Transactions = [.. state.Transactions.Select(transaction => isMeant(transaction) ? change(transaction) : transaction)],
            UpdateTime = occasion.Time,
        };

    internal static Refusal NoTransaction(PaymentInstruction state, string? endToEndId) => Refusal.Invalid(
        Reasons.FieldsInvalid,
        $"paymentInstructions/{state.Key} has no transaction {endToEndId}.",
        new Violation("end_to_end_id", Reasons.ValueMalformed, "The instruction has no such transaction.", "Send an end_to_end_id as the instruction gives it, or leave it out to report all."));

    private static Refusal Implausible(PaymentTransaction transaction) => Refusal.Invalid(
        Reasons.DebitTimeImplausible,
        $"{transaction.EndToEndId} cannot have been debited before it was instructed, nor in the future.",
        new Violation("debit_time", Reasons.DebitTimeImplausible, "The debit lies before the instruction or in the future.", "Give the instant of the debit, or leave it out."));
}
