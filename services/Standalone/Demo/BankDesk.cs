using Clearance.Contracts.Payment.V1;
using Google.Protobuf.WellKnownTypes;

namespace Clearance.Standalone.Demo;

/// <summary>The bank: pulls payment instructions, debits, reports.</summary>
internal static class BankDesk
{
    // The bank's system looks often, in the machine's time: a payment takes seconds, whatever the pace of the clock.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    /// <summary>Works until it is told to stop.</summary>
    public static async Task RunAsync(Play play, CancellationToken cancellationToken)
    {
        while (true)
        {
            var waiting = await play.Cast.Bank.Instructions.ListPaymentInstructionsAsync(
                new ListPaymentInstructionsRequest { State = PaymentInstruction.Types.State.Pending, PageSize = 200 }, cancellationToken: cancellationToken);
            if (waiting.PaymentInstructions.Count > 0)
            {
                await play.TellAsync(() => DebitAsync(play, waiting.PaymentInstructions, cancellationToken), cancellationToken);
            }

            // An instruction whose answer came too late for the clock is found here and answered all the same.
            var late = await play.Cast.Bank.Instructions.ListPaymentInstructionsAsync(
                new ListPaymentInstructionsRequest { State = PaymentInstruction.Types.State.Unknown, PageSize = 200 }, cancellationToken: cancellationToken);
            if (late.PaymentInstructions.Count > 0)
            {
                await play.TellAsync(() => DebitAsync(play, late.PaymentInstructions, cancellationToken), cancellationToken);
            }

            await Task.Delay(Interval, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>The report of a bank that has debited the account for the whole instruction, under one reference.</summary>
    public static ReportPaymentInstructionRequest Debited(PaymentInstruction instruction) => new()
    {
        Name = instruction.Name,
        Outcome = ReportPaymentInstructionRequest.Types.Outcome.Succeeded,
        BankReference = $"EXB{instruction.Transactions[0].EndToEndId}",
    };

    /// <summary>Reports in one call. A repeat is safe without a request id: the first final outcome stands.</summary>
    /// <exception cref="InvalidOperationException">One of them was refused.</exception>
    public static async Task ReportAsync(Partner bank, IEnumerable<ReportPaymentInstructionRequest> reports, CancellationToken cancellationToken)
    {
        var answer = await bank.Instructions.ReportPaymentInstructionsAsync(new ReportPaymentInstructionsRequest { Reports = { reports } }, cancellationToken: cancellationToken);
        if (answer.Results.FirstOrDefault(result => result.Reason.Length > 0) is { } refused)
        {
            throw new InvalidOperationException($"The report on {refused.Name} was refused: {refused.Reason}, {refused.Message}");
        }
    }

    private static async Task<int> DebitAsync(Play play, IReadOnlyList<PaymentInstruction> instructions, CancellationToken cancellationToken)
    {
        var now = Timestamp.FromDateTimeOffset(play.Clock.GetUtcNow());
        var reports = instructions.Select(Debited).ToList();
        reports.ForEach(report => report.DebitTime = now);
        await ReportAsync(play.Cast.Bank, reports, cancellationToken);
        return instructions.Count;
    }
}
