using Clearance.Contracts.Payment.V1;
using Clearance.Engine;
using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Payments.Domain.Duty;
using Clearance.Payments.Domain.Settlement;
using Clearance.Payments.Mapping;
using Grpc.Core;

namespace Clearance.Payments.Endpoints;

/// <summary>Preview and assessments.</summary>
internal sealed class TaxEndpoint(PaymentsDefinition definition, IReader<PaymentsDefinition> reader, TimeProvider clock) : TaxService.TaxServiceBase
{
    /// <inheritdoc/>
    public override Task<PreviewTaxesResponse> PreviewTaxes(PreviewTaxesRequest request, ServerCallContext context)
    {
        var errors = new FieldErrors();
        var asked = new PreviewForm(errors).Read(request, CustomsTime.DateOf(clock.GetUtcNow()));
        var form = definition.Shelf.On(asked.AcceptanceDate).Complete(asked);
        var known = errors.All.Select(violation => violation.Field).ToHashSet();
        var violations = errors.All.Concat(TaxChecks.Violations(form).Where(violation => !known.Contains(violation.Field))).ToArray();
        if (TaxChecks.ToRefusal(violations) is { } refusal)
        {
            throw new RefusedException(refusal);
        }

        var taxes = TaxEngine.Compute(form);
        return Task.FromResult(new PreviewTaxesResponse
        {
            Computation = (taxes.State ?? throw new RefusedException(taxes.Refusal!)).ToWire(),
        });
    }

    /// <inheritdoc/>
    public override async Task<Contracts.Payment.V1.Assessment> GetAssessment(GetAssessmentRequest request, ServerCallContext context)
    {
        var key = Names.KeyOf(Names.Assessments, request.Name);
        var found = await reader.FindAsync(Tables.Assessments, key, context.CancellationToken);
        return found is not null && Tenancy.Sees(context.Actor(), found.State.Enterprise, found.State.Declarant)
            ? found.State.ToWire(found.CreateTime, found.UpdateTime)
            : throw new RefusedException(Tenancy.NotFound(Names.Assessments, key));
    }
}
