using System.Text.Json;
using Clearance.Contracts.Payment.V1;
using Clearance.Engine;
using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Payments.Domain.Duty;
using Clearance.Payments.Domain.Settlement;
using Clearance.Payments.Mapping;

namespace Clearance.Payments.Endpoints;

/// <summary>Computes the taxes of a bill again from the journal: the inputs are in the message that assessed them, so no tariff is needed.</summary>
internal sealed class TaxBillTrail(IReader<PaymentsDefinition> reader)
{
    public async Task<ExplainTaxBillResponse> OfAsync(Domain.Settlement.TaxBill bill, CancellationToken cancellationToken)
    {
        var assessment = await reader.FindAsync(Tables.Assessments, bill.Declaration, cancellationToken);
        var journal = await reader.JournalAsync(Tables.Assessments, bill.Declaration, cancellationToken);
        var (entry, assessed) = journal
            .Select(entry => (entry, FormOf(JsonSerializer.Deserialize(entry.Message, PaymentsJson.Default.AssessmentMessage), assessment?.State.Version ?? 0)))
            .LastOrDefault(pair => pair.Item2 is not null);
        if (assessment?.State.Computation is not { } stored || assessed is null)
        {
            throw new RefusedException(Tenancy.NotFound(Names.TaxBills, bill.Key));
        }

        var request = assessed.Request;
        var again = TaxEngine.Compute(request).State;
        return new ExplainTaxBillResponse
        {
            TaxBill = bill.ToWire(assessment.State),
            Computation = (again ?? stored).ToWire(),
            Reproduced = again is not null && BytesOf(again).AsSpan().SequenceEqual(BytesOf(stored)),
            Inputs = JsonSerializer.Serialize(request, PaymentsJson.Default.TaxRequest),
            AssessTime = entry.Occasion.Time.ToWire(),
            JournalHash = Convert.ToHexStringLower(entry.Hash.Span),
            Lines = { request.Direction == Direction.Import ? request.Lines.OrderBy(line => line.Number).Select(line => ConsiderationsOf(line, stored)) : [] },
        };

        ExplainTaxBillResponse.Types.LineConsiderations ConsiderationsOf(GoodsLine line, Domain.Duty.TaxComputation taxes)
        {
            var trail = RateTrail.Of(line, taxes.Lines.First(computed => computed.Number == line.Number).CustomsValue.Amount, request.AcceptanceDate);
            return new ExplainTaxBillResponse.Types.LineConsiderations
            {
                Number = line.Number,
                PrevailingRule = trail.Prevailing ?? string.Empty,
                Considerations = { trail.ToWire() },
            };
        }
    }

    /// <summary>What a version was computed from: the acceptance, or its amendment.</summary>
    private static AssessTaxes? FormOf(AssessmentMessage? message, int version) => message switch
    {
        AssessTaxes accepted when version == 0 => accepted,
        ReassessTaxes amended when amended.Version == version => amended.Form,
        _ => null,
    };

    private static byte[] BytesOf(Domain.Duty.TaxComputation taxes) => JsonSerializer.SerializeToUtf8Bytes(taxes, PaymentsJson.Default.TaxComputation);
}
