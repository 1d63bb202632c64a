using Clearance.Contracts.Payment.V1;
using Clearance.Engine;
using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Payments.Domain.Fees;
using Clearance.Payments.Domain.Settlement;
using Clearance.Payments.Mapping;
using Grpc.Core;
using TaxBill = Clearance.Contracts.Payment.V1.TaxBill;

namespace Clearance.Payments.Endpoints;

/// <summary>Tax bills and their payment.</summary>
internal sealed class TaxBillEndpoint(IEngine<PaymentsDefinition> engine, IReader<PaymentsDefinition> reader, TimeProvider clock) : TaxBillService.TaxBillServiceBase
{
    private const int LongestNote = 200;

    /// <inheritdoc/>
    public override async Task<TaxBill> GetTaxBill(GetTaxBillRequest request, ServerCallContext context)
    {
        var bill = await FindAsync(request.Name, context);
        var assessment = await reader.FindAsync(Tables.Assessments, bill.Declaration, context.CancellationToken);
        return bill.ToWire(assessment?.State);
    }

    /// <inheritdoc/>
    public override async Task<ExplainTaxBillResponse> ExplainTaxBill(ExplainTaxBillRequest request, ServerCallContext context) =>
        await new TaxBillTrail(reader).OfAsync(await FindAsync(request.Name, context), context.CancellationToken);

    /// <inheritdoc/>
    public override async Task<ListTaxBillsResponse> ListTaxBills(ListTaxBillsRequest request, ServerCallContext context)
    {
        var filters = new List<Filter>();
        if (!Tenancy.SeesAll(context.Actor()))
        {
            filters.Add(Filter.Either("enterprise", "declarant", context.Enterprise()));
        }

        if (request.Declaration.Length > 0)
        {
            filters.Add(Filter.Is("declaration", Names.KeyOf(Names.Declarations, request.Declaration, "declaration")));
        }

        if (request.State != TaxBill.Types.State.Unspecified)
        {
            filters.Add(Filter.Is("status", StateFilter.Of<TaxBillState>(request.State)));
        }

        var page = await reader.ListAsync(
            Tables.TaxBills, new ListQuery(request.PageSize, request.PageToken) { Filters = filters }, context.CancellationToken);
        return new ListTaxBillsResponse { TaxBills = { page.Rows.Select(row => row.State.ToWire()) }, NextPageToken = page.NextPageToken };
    }

    /// <inheritdoc/>
    public override async Task<TaxBill> PayTaxBill(PayTaxBillRequest request, ServerCallContext context)
    {
        context.Enterprise();
        var key = Names.KeyOf(Names.TaxBills, request.Name);
        var pay = new PayBill(key, Names.KeyOf(Names.Agreements, request.Agreement, "agreement"));
        var command = context.Command(request);
        return request.ValidateOnly
            ? await TryAsync(key, pay, command, context.CancellationToken)
            : await engine.SendAsync(Tables.TaxBills, key, pay, command, bill => bill.ToWire(), context.CancellationToken);
    }

    /// <inheritdoc/>
    public override Task<TaxBill> WaiveTaxBill(WaiveTaxBillRequest request, ServerCallContext context)
    {
        var errors = new FieldErrors();
        errors.Require(Enum.TryParse<WaiverReason>(request.Reason.ToString(), out var reason), "reason", "Not a reason of the list.", "Use one of the documented reasons, e.g. REASON_CUSTOMS_DELAY.");
        errors.Require(request.Note.Trim().Length is > 0 and <= LongestNote, "note", "Missing or too long.", $"Say why in 1 to {LongestNote} characters.");
        errors.ThrowIfAny();
        var key = Names.KeyOf(Names.TaxBills, request.Name);
        return engine.SendAsync(
            Tables.TaxBills, key, new WaiveFee(key, reason, request.Note.Trim()), context.Command(request), bill => bill.ToWire(), context.CancellationToken);
    }

    private async Task<Domain.Settlement.TaxBill> FindAsync(string name, ServerCallContext context)
    {
        var key = Names.KeyOf(Names.TaxBills, name);
        var found = await reader.FindAsync(Tables.TaxBills, key, context.CancellationToken);
        return found is not null && Tenancy.Sees(context.Actor(), found.State.Enterprise, found.State.Declarant)
            ? found.State
            : throw new RefusedException(Tenancy.NotFound(Names.TaxBills, key));
    }

    /// <summary>The decisions of a payment on what is stored now, and nothing written: the same rules, bill and agreement alike.</summary>
    private async Task<TaxBill> TryAsync(string key, PayBill pay, Command command, CancellationToken cancellationToken)
    {
        var occasion = new Occasion(clock.GetUtcNow(), command.Actor, command.Id);
        var bill = await reader.FindAsync(Tables.TaxBills, key, cancellationToken);
        var payment = TaxBillRules.Decide(bill?.State, pay, occasion);
        if (payment.Refusal is { } refusal)
        {
            throw new RefusedException(refusal);
        }

        var agreement = await reader.FindAsync(Tables.Agreements, pay.Agreement, cancellationToken);
        foreach (var draw in payment.Tells.Select(told => told.Message).OfType<DrawOnAgreement>())
        {
            if (AgreementRules.Decide(agreement?.State, draw, occasion).Refusal is { } refused)
            {
                throw new RefusedException(refused);
            }
        }

        return payment.State!.ToWire();
    }
}
