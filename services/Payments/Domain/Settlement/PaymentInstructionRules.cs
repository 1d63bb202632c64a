using System.Diagnostics;
using Clearance.Kernel;

namespace Clearance.Payments.Domain.Settlement;

/// <summary>
/// Decides for payment instructions. The first final outcome stands: the same report again changes nothing, another outcome or
/// another reference is refused, since either the bank or we would be wrong about money.
/// </summary>
public static class PaymentInstructionRules
{
    /// <summary>What follows from a message.</summary>
    public static Decision<PaymentInstruction> Decide(PaymentInstruction? state, PaymentInstructionMessage message, Occasion occasion) => (state, message) switch
    {
        (null, OpenInstruction open) => new PaymentInstruction(
            open.Bill,
            open.BillNumber,
            open.EndToEndId,
            open.Agreement,
            open.Enterprise,
            open.Bank,
            open.AccountNumber,
            open.AccountHolder,
            open.Amount,
            occasion.Time,
            PaymentInstructionState.Pending),
        (null, ReportOutcome) => Tenancy.NotFound("paymentInstructions", message.Instruction),
        (null, _) => Decision.Nothing<PaymentInstruction>(),
        (_, OpenInstruction) => state,
        (_, ReportOutcome report) => Tenancy.Sees(occasion.Actor, state.Bank)
            ? Report(state, report, occasion)
            : Tenancy.NotFound("paymentInstructions", message.Instruction),
        (_, PassAnswerPeriod) => state.WakeTime is { } wake && wake <= occasion.Time ? Lose(state, message.Instruction) : state,
        _ => throw new UnreachableException(message.GetType().Name),
    };

    private static Decision<PaymentInstruction> Report(PaymentInstruction state, ReportOutcome report, Occasion occasion)
    {
        if (state.State is PaymentInstructionState.Succeeded or PaymentInstructionState.Failed)
        {
            return Again(state, report);
        }

        var debitTime = report.DebitTime ?? occasion.Time;
        return report.Outcome switch
        {
            BankOutcome.Unknown => state.State == PaymentInstructionState.Pending ? Lose(state, report.Instruction) : state,
            BankOutcome.Failed => Decision
                .Accept(state with { State = PaymentInstructionState.Failed, BankReference = report.BankReference, FailureReason = report.FailureReason })
                .Tell(Addresses.TaxBill(state.Bill), new NoteFailure(state.Bill, report.Instruction, report.FailureReason ?? "UNSPECIFIED")),
            BankOutcome.Succeeded when debitTime < state.OpenTime || debitTime > occasion.Time => Implausible(state),
            BankOutcome.Succeeded => Decision
                .Accept(state with { State = PaymentInstructionState.Succeeded, BankReference = report.BankReference, DebitTime = debitTime })
                .Tell(Addresses.TaxBill(state.Bill), new NoteDebit(state.Bill, report.Instruction, state.Bank, debitTime)),
        };
    }

    private static Decision<PaymentInstruction> Again(PaymentInstruction state, ReportOutcome report)
    {
        var reported = state.State == PaymentInstructionState.Succeeded ? BankOutcome.Succeeded : BankOutcome.Failed;

        // "Not known yet" after a final outcome is an old message that came late.
        if (report.Outcome == BankOutcome.Unknown)
        {
            return state;
        }

        if (report.Outcome != reported)
        {
            return Refusal.Precondition(
                Reasons.OutcomeContradicted,
                $"{state.EndToEndId} was reported as {reported.ToString().ToUpperInvariant()} with reference {state.BankReference}; that stands. Correct it with the treasury.");
        }

        return report.BankReference == state.BankReference
            ? state
            : Refusal.Precondition(
                Reasons.BankReferenceDiffers,
                $"{state.EndToEndId} was reported with reference {state.BankReference} before, now with {report.BankReference}: was the account debited twice?");
    }

    private static Decision<PaymentInstruction> Lose(PaymentInstruction state, string instruction) => Decision
        .Accept(state with { State = PaymentInstructionState.Unknown })
        .Tell(Addresses.TaxBill(state.Bill), new NoteSilence(instruction));

    private static Refusal Implausible(PaymentInstruction state) => Refusal.Invalid(
        Reasons.DebitTimeImplausible,
        $"{state.EndToEndId} cannot have been debited before it was instructed, nor in the future.",
        new Violation("debit_time", Reasons.DebitTimeImplausible, "The debit lies before the instruction or in the future.", "Give the instant of the debit, or leave it out."));
}
