using Clearance.Contracts.Payment.V1;
using Clearance.Engine;
using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Payments.Domain.Refunds;
using Clearance.Payments.Domain.Settlement;
using Clearance.Payments.Mapping;
using Grpc.Core;
using ApproveRefund = Clearance.Payments.Domain.Refunds.ApproveRefund;
using Outcome = Clearance.Contracts.Payment.V1.ReportRefundRequest.Types.Outcome;
using Refund = Clearance.Contracts.Payment.V1.Refund;

namespace Clearance.Payments.Endpoints;

/// <summary>Refunds: the payer's, the office's and the bank's side.</summary>
internal sealed class RefundEndpoint(IEngine<PaymentsDefinition> engine, IReader<PaymentsDefinition> reader) : RefundService.RefundServiceBase
{
    private const int LongestReason = 200;
    private const int MaxReference = 35;
    private const int MaxFailure = 64;

    /// <inheritdoc/>
    public override Task<Refund> CreateRefund(CreateRefundRequest request, ServerCallContext context)
    {
        var refund = request.Refund ?? new Refund();
        var errors = new FieldErrors();
        RequireReason(errors, "refund.reason", refund.Reason);
        errors.ThrowIfAny();
        var command = context.Command(request);
        var apply = new ApplyForRefund(
            command.NewKey(),
            Names.KeyOf(Names.TaxBills, refund.TaxBill, "refund.tax_bill"),
            Names.KeyOf(Names.Agreements, refund.Agreement, "refund.agreement"),
            refund.Reason.Trim());
        return SendAsync(apply, request.ValidateOnly, command, context);
    }

    /// <inheritdoc/>
    public override async Task<Refund> GetRefund(GetRefundRequest request, ServerCallContext context)
    {
        var key = Names.KeyOf(Names.Refunds, request.Name);
        var found = await reader.FindAsync(Tables.Refunds, key, context.CancellationToken);
        return found is not null && Tenancy.Sees(context.Actor(), found.State.Claim.Enterprise, found.State.Claim.Declarant, found.State.Account.Bank)
            ? Answer(found.State, context)
            : throw new RefusedException(Tenancy.NotFound(Names.Refunds, key));
    }

    /// <inheritdoc/>
    public override async Task<ListRefundsResponse> ListRefunds(ListRefundsRequest request, ServerCallContext context)
    {
        var filters = new List<Filter>();
        if (!Tenancy.SeesAll(context.Actor()))
        {
            filters.Add(IsBank(context) ? Filter.Is("bank", context.Enterprise()) : Filter.Either("enterprise", "declarant", context.Enterprise()));
        }

        if (request.TaxBill.Length > 0)
        {
            filters.Add(Filter.Is("bill", Names.KeyOf(Names.TaxBills, request.TaxBill, "tax_bill")));
        }

        if (request.State != Refund.Types.State.Unspecified)
        {
            filters.Add(Filter.Is("status", StateFilter.Of<RefundState>(request.State)));
        }

        var query = new ListQuery(request.PageSize, request.PageToken) { Filters = filters, OldestFirst = true };
        var page = await reader.ListAsync(Tables.Refunds, query, context.CancellationToken);
        return new ListRefundsResponse { Refunds = { page.Rows.Select(row => Answer(row.State, context)) }, NextPageToken = page.NextPageToken };
    }

    /// <inheritdoc/>
    public override Task<Refund> ApproveRefund(ApproveRefundRequest request, ServerCallContext context) => SendAsync(
        new ApproveRefund(Names.KeyOf(Names.Refunds, request.Name), EtagOf(request.Etag)), request.ValidateOnly, context.Command(request), context);

    /// <inheritdoc/>
    public override Task<Refund> RefuseRefund(RefuseRefundRequest request, ServerCallContext context)
    {
        var errors = new FieldErrors();
        RequireReason(errors, "reason", request.Reason);
        errors.ThrowIfAny();
        var refuse = new RefuseRefund(Names.KeyOf(Names.Refunds, request.Name), request.Reason.Trim(), EtagOf(request.Etag));
        return SendAsync(refuse, request.ValidateOnly, context.Command(request), context);
    }

    /// <inheritdoc/>
    public override Task<Refund> ReportRefund(ReportRefundRequest request, ServerCallContext context)
    {
        context.Enterprise();
        var failed = request.Outcome == Outcome.Failed;
        var errors = new FieldErrors();
        errors.Require(failed || request.Outcome == Outcome.Succeeded, "outcome", "Missing or not an outcome.", "Use OUTCOME_SUCCEEDED or OUTCOME_FAILED.");
        errors.Require(
            request.BankReference.Trim().Length is > 0 and <= MaxReference, "bank_reference", "Missing or too long.", $"Give the bank's own reference, at most {MaxReference} signs.");
        errors.Require(
            failed ? IsReason(request.FailureReason) : request.FailureReason.Length == 0,
            "failure_reason", "A failure needs a reason in capital letters, and nothing else has one.", "Say why, e.g. ACCOUNT_CLOSED.");
        errors.ThrowIfAny();
        var report = new ReportRefund(
            Names.KeyOf(Names.Refunds, request.Name), !failed, request.BankReference.Trim(), failed ? request.FailureReason : null);
        return SendAsync(report, validateOnly: false, context.Command(request), context);
    }

    private async Task<Refund> SendAsync(RefundMessage message, bool validateOnly, Command command, ServerCallContext context) => validateOnly
        ? Answer(await new RefundRehearsal(reader).SendAsync(message, new Occasion(command.Time, command.Actor, command.Id), context.CancellationToken), context)
        : await engine.SendAsync(Tables.Refunds, message.Refund, message, command, refund => Answer(refund, context), context.CancellationToken);

    private static Refund Answer(Domain.Refunds.Refund refund, ServerCallContext context) =>
        refund.ToWire(IsBank(context), Tenancy.SeesAll(context.Actor()));

    private static void RequireReason(FieldErrors errors, string field, string reason) => errors.Require(
        reason.Trim().Length is > 0 and <= LongestReason, field, "Missing or too long.", $"Say why in 1 to {LongestReason} characters.");

    private static string? EtagOf(string etag) => etag.Length == 0 ? null : etag;

    private static bool IsReason(string text) =>
        text.Length is > 0 and <= MaxFailure && text.All(sign => char.IsAsciiLetterUpper(sign) || char.IsAsciiDigit(sign) || sign == '_');

    private static bool IsBank(ServerCallContext context) => context.Actor().Role == Roles.Bank;
}
