using Clearance.Contracts.Payment.V1;
using Clearance.Engine;
using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Payments.Domain.Settlement;
using Clearance.Payments.Mapping;
using Grpc.Core;
using PaymentInstruction = Clearance.Contracts.Payment.V1.PaymentInstruction;
using Outcome = Clearance.Contracts.Payment.V1.ReportPaymentInstructionRequest.Types.Outcome;

namespace Clearance.Payments.Endpoints;

/// <summary>The bank's side: pull instructions, report what came of them.</summary>
internal sealed class PaymentInstructionEndpoint(IEngine<PaymentsDefinition> engine, IReader<PaymentsDefinition> reader)
    : PaymentInstructionService.PaymentInstructionServiceBase
{
    private const int MaxReference = 35;
    private const int MaxReason = 64;

    /// <inheritdoc/>
    public override async Task<PaymentInstruction> GetPaymentInstruction(GetPaymentInstructionRequest request, ServerCallContext context)
    {
        var key = Names.KeyOf(Names.PaymentInstructions, request.Name);
        var found = await reader.FindAsync(Tables.PaymentInstructions, key, context.CancellationToken);
        return found is not null && Tenancy.Sees(context.Actor(), found.State.Enterprise, found.State.Bank)
            ? found.State.ToWire(IsBank(context))
            : throw new RefusedException(Tenancy.NotFound(Names.PaymentInstructions, key));
    }

    /// <inheritdoc/>
    public override async Task<ListPaymentInstructionsResponse> ListPaymentInstructions(ListPaymentInstructionsRequest request, ServerCallContext context)
    {
        var filters = new List<Filter>();
        if (!Tenancy.SeesAll(context.Actor()))
        {
            filters.Add(Filter.Is(IsBank(context) ? "bank" : "enterprise", context.Enterprise()));
        }

        if (request.State != PaymentInstruction.Types.State.Unspecified)
        {
            filters.Add(Filter.Is("status", StateFilter.Of<PaymentInstructionState>(request.State)));
        }

        var query = new ListQuery(request.PageSize, request.PageToken) { Filters = filters, OldestFirst = true };
        var page = await reader.ListAsync(Tables.PaymentInstructions, query, context.CancellationToken);
        return new ListPaymentInstructionsResponse
        {
            PaymentInstructions = { page.Rows.Select(row => row.State.ToWire(IsBank(context))) },
            NextPageToken = page.NextPageToken,
        };
    }

    /// <inheritdoc/>
    public override Task<PaymentInstruction> ReportPaymentInstruction(ReportPaymentInstructionRequest request, ServerCallContext context)
    {
        context.Enterprise();
        Check(request);
        var report = new ReportOutcome(Names.KeyOf(Names.PaymentInstructions, request.Name), request.Outcome switch
        {
            Outcome.Succeeded => BankOutcome.Succeeded,
            Outcome.Failed => BankOutcome.Failed,
            _ => BankOutcome.Unknown,
        })
        {
            BankReference = request.BankReference.Length == 0 ? null : request.BankReference,
            FailureReason = request.FailureReason.Length == 0 ? null : request.FailureReason,
            DebitTime = request.DebitTime.ToKernel(),
        };
        return engine.SendAsync(
            Tables.PaymentInstructions,
            report.Instruction,
            report,
            context.Command(request),
            instruction => instruction.ToWire(forBank: true),
            context.CancellationToken);
    }

    private static void Check(ReportPaymentInstructionRequest request)
    {
        var errors = new FieldErrors();
        errors.Require(
            request.Outcome is Outcome.Succeeded or Outcome.Failed or Outcome.Unknown,
            "outcome", "Missing or not an outcome.", "Use OUTCOME_SUCCEEDED, OUTCOME_FAILED or OUTCOME_UNKNOWN.");
        var isFinal = request.Outcome is Outcome.Succeeded or Outcome.Failed;
        errors.Require(
            request.BankReference.Length <= MaxReference && (!isFinal || request.BankReference.Trim().Length > 0),
            "bank_reference", "Missing or too long.", $"Give the bank's own reference with a final outcome, at most {MaxReference} signs.");
        errors.Require(
            request.Outcome == Outcome.Failed
                ? request.FailureReason.Length is > 0 and <= MaxReason && request.FailureReason.All(sign => char.IsAsciiLetterUpper(sign) || char.IsAsciiDigit(sign) || sign == '_')
                : request.FailureReason.Length == 0,
            "failure_reason", "A failure needs a reason in capital letters, and nothing else has one.", "Say why, e.g. INSUFFICIENT_FUNDS.");
        errors.Require(
            request.DebitTime is null || (request.Outcome == Outcome.Succeeded && request.DebitTime.ToKernel() is not null),
            "debit_time", "Only a success has a debit time, and it must be an instant.", "Give the instant of the debit with OUTCOME_SUCCEEDED, or leave it out.");
        errors.ThrowIfAny();
    }

    private static bool IsBank(ServerCallContext context) => context.Actor().Role == Roles.Bank;
}
