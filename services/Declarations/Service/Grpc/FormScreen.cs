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
        Declaring(form, malformed, await TermsAsync(form.Items.Select(item => item.CommodityCode), context));

    /// <summary>The same with terms that were asked for before, for many forms at once.</summary>
    public Findings Declaring(DeclarationForm form, ImmutableArray<Violation> malformed, IReadOnlyDictionary<string, TariffTerms?> terms) =>
        ReferenceRules.ForDeclaring(form, malformed, definition.Codes.On(Today), terms, Today);

    /// <summary>What the tariff of the day says of commodity codes, see <see cref="TariffPeer"/>.</summary>
    public Task<IReadOnlyDictionary<string, TariffTerms?>> TermsAsync(IEnumerable<string> codes, ServerCallContext context) => tariff.TermsAsync(codes, context);

    private DateOnly Today => CustomsTime.DateOf(clock.GetUtcNow());
}
