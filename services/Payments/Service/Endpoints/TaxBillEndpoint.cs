using System.Globalization;
using Clearance.Contracts.Payment.V1;
using Clearance.Engine;
using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Payments.Domain.Fees;
using Clearance.Payments.Domain.Settlement;
using Clearance.Payments.Mapping;
using Clearance.Payments.Proofs;
using Google.Api;
using Google.Protobuf;
using Grpc.Core;
using TaxBill = Clearance.Contracts.Payment.V1.TaxBill;

namespace Clearance.Payments.Endpoints;

/// <summary>Tax bills and their payment.</summary>
internal sealed class TaxBillEndpoint(
    IEngine<PaymentsDefinition> engine, IReader<PaymentsDefinition> reader, RecordedProofs proofs, TimeProvider clock) : TaxBillService.TaxBillServiceBase
{
    /// <summary>Most bills of an order: they are locked and written together, and the order travels from bill to bill.</summary>
    private const int MostBills = 50;
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
    public override async Task<HttpBody> GetPaymentProof(GetPaymentProofRequest request, ServerCallContext context)
    {
        var bill = await FindAsync(request.Name, context);
        return new HttpBody { ContentType = "application/pdf", Data = ByteString.CopyFrom(await proofs.PrintAsync(bill, context.CancellationToken)) };
    }

    /// <inheritdoc/>
    public override async Task<PaymentProof> VerifyPaymentProof(VerifyPaymentProofRequest request, ServerCallContext context)
    {
        var key = Names.KeyOf(Names.TaxBills, request.Name);
        return (await proofs.VerifyAsync(key, request.Code, context.CancellationToken)).ToWire(key);
    }

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
            ? (await PaymentRehearsal.PayAsync(reader, pay, OccasionOf(command), context.CancellationToken)).Bill!.ToWire()
            : await engine.SendAsync(Tables.TaxBills, key, pay, command, bill => bill.ToWire(), context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<PayTaxBillsResponse> PayTaxBills(PayTaxBillsRequest request, ServerCallContext context)
    {
        context.Enterprise();
        var command = context.Command(request);
        var order = new OrderPayment(command.NewKey(), BillsOf(request), Names.KeyOf(Names.Agreements, request.Agreement, "agreement"));
        if (request.ValidateOnly)
        {
            var first = new PayBill(order.Bills[0], order.Agreement) { Order = new PaymentOrder(order.Instruction, order.Bills) };
            return Answer((await PaymentRehearsal.PayAsync(reader, first, OccasionOf(command), context.CancellationToken)).Instruction!);
        }

        return await engine.SendAsync(Tables.PaymentInstructions, order.Instruction, order, command, Answer, context.CancellationToken);
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

    private static PayTaxBillsResponse Answer(Domain.Settlement.PaymentInstruction instruction) => new() { PaymentInstruction = instruction.ToWire(forBank: false) };

    private static List<string> BillsOf(PayTaxBillsRequest request)
    {
        var errors = new FieldErrors();
        errors.Require(request.TaxBills.Count is > 0 and <= MostBills, "tax_bills", "None or too many.", $"Name 1 to {MostBills} bills in an order.");
        errors.Require(request.TaxBills.Distinct(StringComparer.Ordinal).Count() == request.TaxBills.Count, "tax_bills", "A bill is named twice.", "Name each bill once.");
        errors.ThrowIfAny();
        return [.. request.TaxBills.Select((name, index) => Names.KeyOf(Names.TaxBills, name, string.Create(CultureInfo.InvariantCulture, $"tax_bills[{index}]")))];
    }

    private Occasion OccasionOf(Command command) => new(clock.GetUtcNow(), command.Actor, command.Id);
}
