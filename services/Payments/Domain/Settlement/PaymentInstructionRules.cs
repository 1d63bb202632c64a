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
            open.Instruction,
            open.Bill,
            open.BillNumber,
            open.EndToEndId,
            open.Agreement,
            open.Enterprise,
            open.Bank,
            open.AccountNumber,
            open.AccountHolder,
            open.Amount,
            PaymentInstructionState.Pending,
            occasion.Time,
            occasion.Time),
        (null, ReportOutcome) => Tenancy.NotFound("paymentInstructions", message.Instruction),
        (null, _) => Decision.Nothing<PaymentInstruction>(),
        (_, OpenInstruction) => state,
        (_, ReportOutcome report) => Tenancy.Sees(occasion.Actor, state.Bank)
            ? Report(state, report, occasion)
            : Tenancy.NotFound("paymentInstructions", message.Instruction),
        (_, PassAnswerPeriod) => state.WakeTime is { } wake && wake <= occasion.Time ? Lose(state, occasion) : state,
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
            BankOutcome.Unknown => state.State == PaymentInstructionState.Pending ? Lose(state, occasion) : state,
            BankOutcome.Failed => Decision
                .Accept(state with
                {
                    State = PaymentInstructionState.Failed,
                    BankReference = report.BankReference,
                    FailureReason = report.FailureReason,
                    UpdateTime = occasion.Time,
                })
                .Tell(Addresses.TaxBill(state.Bill), new NoteFailure(state.Key, report.FailureReason ?? "UNSPECIFIED")),
            BankOutcome.Succeeded when debitTime < state.CreateTime || debitTime > occasion.Time => Implausible(state),
            BankOutcome.Succeeded => Decision
                .Accept(state with
                {
                    State = PaymentInstructionState.Succeeded,
                    BankReference = report.BankReference,
                    DebitTime = debitTime,
                    UpdateTime = occasion.Time,
                })
                .Tell(Addresses.TaxBill(state.Bill), new NoteDebit(state.Key, state.Bank, debitTime)),
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

    private static Decision<PaymentInstruction> Lose(PaymentInstruction state, Occasion occasion) => Decision
        .Accept(state with { State = PaymentInstructionState.Unknown, UpdateTime = occasion.Time })
        .Tell(Addresses.TaxBill(state.Bill), new NoteSilence(state.Key));

    private static Refusal Implausible(PaymentInstruction state) => Refusal.Invalid(
        Reasons.DebitTimeImplausible,
        $"{state.EndToEndId} cannot have been debited before it was instructed, nor in the future.",
        new Violation("debit_time", Reasons.DebitTimeImplausible, "The debit lies before the instruction or in the future.", "Give the instant of the debit, or leave it out."));
}
