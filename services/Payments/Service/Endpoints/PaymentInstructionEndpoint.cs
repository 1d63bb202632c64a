using System.Security.Cryptography;
using Clearance.Contracts.Payment.V1;
using Clearance.Engine;
using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Payments.Domain;
using Clearance.Payments.Domain.Settlement;
using Clearance.Payments.Iso20022;
using Clearance.Payments.Mapping;
using Google.Api;
using Google.Protobuf;
using Grpc.Core;
using PaymentInstruction = Clearance.Contracts.Payment.V1.PaymentInstruction;
using Result = Clearance.Contracts.Payment.V1.ReportPaymentInstructionsResponse.Types.Result;
using Outcome = Clearance.Contracts.Payment.V1.ReportPaymentInstructionRequest.Types.Outcome;

namespace Clearance.Payments.Endpoints;

/// <summary>The bank's side: pull instructions, report what came of them.</summary>
internal sealed class PaymentInstructionEndpoint(IEngine<PaymentsDefinition> engine, IReader<PaymentsDefinition> reader)
    : PaymentInstructionService.PaymentInstructionServiceBase
{
    /// <summary>Most reports in a call: a quarter of what the engine lets wait, so that one bank does not fill it.</summary>
    private const int MostReports = 500;

    /// <summary>Most instructions in a file: what a bank works off between two looks.</summary>
    private const int MostInFile = 1_000;

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
        return SendAsync(request, context.Command(request), instruction => instruction.ToWire(forBank: true), context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<ReportPaymentInstructionsResponse> ReportPaymentInstructions(ReportPaymentInstructionsRequest request, ServerCallContext context)
    {
        context.Enterprise();
        var errors = new FieldErrors();
        errors.Require(request.Reports.Count is > 0 and <= MostReports, "reports", "None or too many.", $"Send 1 to {MostReports} reports in a call.");
        errors.ThrowIfAny();
        var call = context.Command(request);
        return await TakeAsync(request.Reports, call.RequestId, call, context);
    }

    /// <inheritdoc/>
    public override async Task<HttpBody> GetPain001(GetPain001Request request, ServerCallContext context)
    {
        var errors = new FieldErrors();
        errors.Require(
            request.State is PaymentInstruction.Types.State.Unspecified or PaymentInstruction.Types.State.Pending or PaymentInstruction.Types.State.Unknown,
            "state", "Not a state without an outcome.", "Use STATE_PENDING or STATE_UNKNOWN.");
        errors.ThrowIfAny();
        var state = request.State == PaymentInstruction.Types.State.Unknown ? PaymentInstructionState.Unknown : PaymentInstructionState.Pending;
        var filters = new[] { Filter.Is("bank", context.Enterprise()), Filter.Is("status", state.ToString()) };
        var instructions = new List<Domain.Settlement.PaymentInstruction>();
        var token = string.Empty;
        do
        {
            var page = await reader.ListAsync(
                Tables.PaymentInstructions, new ListQuery(MostInFile, token) { Filters = filters, OldestFirst = true }, context.CancellationToken);
            instructions.AddRange(page.Rows.Select(row => row.State));
            token = page.NextPageToken;
        }
        while (token.Length > 0 && instructions.Count < MostInFile);
        var command = context.Command(request);
        return new HttpBody
        {
            ContentType = "application/xml",
            Data = ByteString.CopyFrom(Pain001.Write(instructions, command.NewKey(), command.Time)),
        };
    }

    /// <inheritdoc/>
    public override async Task<ReportPaymentInstructionsResponse> ImportPain002(ImportPain002Request request, ServerCallContext context)
    {
        context.Enterprise();
        var file = request.File?.Data.Memory ?? ReadOnlyMemory<byte>.Empty;
        var pain002 = Pain002.Read(file);
        if (pain002.Reports.Count > MostReports)
        {
            throw IsoXml.Malformed($"it has {pain002.Reports.Count} outcomes; {MostReports} are allowed in a file.");
        }

        var call = context.Command(request) with { ContentHash = SHA256.HashData(file.Span) };
        var (requestId, first) = ($"pain.002/{pain002.MessageId}", pain002.Reports.Take(1));

        // The first outcome tells whether the file is another one under a MsgId that was there: then nothing of it is taken.
        var answer = await TakeAsync(first, requestId, call, context);
        if (answer.Results is [{ Reason: "REQUEST_ID_REUSED" }])
        {
            throw new RefusedException(Refusal.Exists(
                Reasons.IsoMessageDuplicate, $"A pain.002 with MsgId {pain002.MessageId} and other content was taken in before; send this one under a MsgId of its own.") with
            {
                MessageZh = $"MsgId为{pain002.MessageId}的报文已接收且内容不同，请使用新的MsgId。",
            });
        }

        answer.Results.Add((await TakeAsync(pain002.Reports.Skip(1), $"{requestId}/more", call, context)).Results);
        return answer;
    }

    /// <inheritdoc/>
    public override Task<PaymentInstruction> ReversePaymentInstruction(ReversePaymentInstructionRequest request, ServerCallContext context)
    {
        context.Enterprise();
        var errors = new FieldErrors();
        errors.Require(IsReason(request.Reason), "reason", "Missing, or not capital letters, digits and underscores.", "Say why, e.g. TREASURY_REJECTED.");
        errors.Require(
            request.BankReference.Trim().Length is > 0 and <= MaxReference, "bank_reference", "Missing or too long.", $"Give the bank's own reference, at most {MaxReference} signs.");
        errors.ThrowIfAny();
        var reversal = new ReportReversal(
            Names.KeyOf(Names.PaymentInstructions, request.Name), request.EndToEndId.Length == 0 ? null : request.EndToEndId, request.Reason, request.BankReference.Trim());
        return engine.SendAsync(
            Tables.PaymentInstructions, reversal.Instruction, reversal, context.Command(request), instruction => instruction.ToWire(forBank: true), context.CancellationToken);
    }

    /// <summary>Each report is a command of its own: the engine carries them out together and refuses them one by one.</summary>
    private async Task<ReportPaymentInstructionsResponse> TakeAsync(
        IEnumerable<ReportPaymentInstructionRequest> reports, string? requestId, Command call, ServerCallContext context)
    {
        var results = await Task.WhenAll(reports.Select((report, index) => TakeAsync(
            report,
            context.Command(new ReportPaymentInstructionRequest()) with { RequestId = requestId is null ? null : $"{requestId}/{index}", ContentHash = call.ContentHash },
            context.CancellationToken)));
        return new ReportPaymentInstructionsResponse { Results = { results } };
    }

    private async Task<Result> TakeAsync(ReportPaymentInstructionRequest report, Command command, CancellationToken cancellationToken)
    {
        try
        {
            Check(report);
            return await SendAsync(report, command, instruction => new Result { Name = report.Name, EndToEndId = report.EndToEndId, State = instruction.State.ToWire() }, cancellationToken);
        }
        catch (RefusedException no) when (no.Refusal.Kind is not (RefusalKind.Exhausted or RefusalKind.Unavailable))
        {
            return new Result { Name = report.Name, EndToEndId = report.EndToEndId, Reason = no.Refusal.Reason, Message = no.Refusal.Message };
        }
    }

    private Task<TReply> SendAsync<TReply>(
        ReportPaymentInstructionRequest request, Command command, Func<Domain.Settlement.PaymentInstruction, TReply> reply, CancellationToken cancellationToken)
        where TReply : class, Google.Protobuf.IMessage<TReply>, new()
    {
        var report = new ReportOutcome(Names.KeyOf(Names.PaymentInstructions, request.Name), request.Outcome switch
        {
            Outcome.Succeeded => BankOutcome.Succeeded,
            Outcome.Failed => BankOutcome.Failed,
            _ => BankOutcome.Unknown,
        })
        {
            EndToEndId = request.EndToEndId.Length == 0 ? null : request.EndToEndId,
            BankReference = request.BankReference.Length == 0 ? null : request.BankReference,
            FailureReason = request.FailureReason.Length == 0 ? null : request.FailureReason,
            DebitTime = request.DebitTime.ToKernel(),
        };
        return engine.SendAsync(Tables.PaymentInstructions, report.Instruction, report, command, reply, cancellationToken);
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
                ? IsReason(request.FailureReason)
                : request.FailureReason.Length == 0,
            "failure_reason", "A failure needs a reason in capital letters, and nothing else has one.", "Say why, e.g. INSUFFICIENT_FUNDS.");
        errors.Require(
            request.DebitTime is null || (request.Outcome == Outcome.Succeeded && request.DebitTime.ToKernel() is not null),
            "debit_time", "Only a success has a debit time, and it must be an instant.", "Give the instant of the debit with OUTCOME_SUCCEEDED, or leave it out.");
        errors.Require(request.EndToEndId.Length <= MaxReference, "end_to_end_id", "Too long.", $"An end-to-end id has at most {MaxReference} signs.");
        errors.ThrowIfAny();
    }

    private static bool IsReason(string text) =>
        text.Length is > 0 and <= MaxReason && text.All(sign => char.IsAsciiLetterUpper(sign) || char.IsAsciiDigit(sign) || sign == '_');

    private static bool IsBank(ServerCallContext context) => context.Actor().Role == Roles.Bank;
}
