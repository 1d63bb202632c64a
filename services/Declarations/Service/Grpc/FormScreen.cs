using System.Collections.Immutable;
using Clearance.Declarations.Domain.Form;
using Clearance.Declarations.Domain.Rules;
using Clearance.Declarations.Peers;
using Clearance.Kernel;
using Grpc.Core;

namespace Clearance.Declarations.Grpc;

/// <summary>Checks a form against what changes from day to day, before it is sent to be decided: the code lists of the day, and the tariff when it is declared.</summary>
internal sealed class FormScreen(DeclarationsDefinition definition, TariffPeer tariff, TimeProvider clock)
{
    public ImmutableArray<Violation> Saving(DeclarationForm form, ImmutableArray<Violation> malformed) =>
        ReferenceRules.ForSaving(form, malformed, definition.Codes.On(Today), Today);

    public async Task<Findings> DeclaringAsync(DeclarationForm form, ImmutableArray<Violation> malformed, ServerCallContext context) =>
        ReferenceRules.ForDeclaring(form, malformed, definition.Codes.On(Today), await tariff.TermsAsync(form, context), Today);

    private DateOnly Today => CustomsTime.DateOf(clock.GetUtcNow());
}
