using Clearance.Contracts.Declaration.V1;
using Clearance.Declarations.Domain.Rules;
using Clearance.Engine;
using Clearance.Hosting;
using Clearance.Kernel;
using Grpc.Core;
using Results = Clearance.Contracts.Declaration.V1.BatchLodgeDeclarationsResponse.Types;

namespace Clearance.Declarations.Grpc;

/// <summary>
/// Many forms in one call, each a command of its own: they wait for the engine together, so that a few batches carry all of them, and what refuses one
/// leaves the others alone.
/// </summary>
internal sealed class BatchLodging(DeclarationDesk desk, FormScreen screen)
{
    /// <summary>Most forms of a call: a quarter of what the engine lets wait, so that one firm never keeps the others out.</summary>
    private const int MostForms = 500;

    public async Task<BatchLodgeDeclarationsResponse> LodgeAsync(BatchLodgeDeclarationsRequest request, ServerCallContext context)
    {
        if (request.Requests.Count is 0 or > MostForms)
        {
            throw new RefusedException(Refusal.Invalid(
                "BATCH_SIZE_INVALID",
                $"The call holds {request.Requests.Count} forms.",
                new Violation("requests", "BATCH_SIZE_INVALID", $"A call holds 1 to {MostForms} forms.", "Send the forms in several calls.") { TextZh = $"每次可申报1至{MostForms}份报关单。" }));
        }

        if (context.Command(request).RequestId is { } id)
        {
            for (var place = 0; place < request.Requests.Count; place++)
            {
                var form = request.Requests[place];
                form.RequestId = form.RequestId.Length == 0 ? IdOf(id, place) : form.RequestId;
            }
        }

        // The tariff is asked once for all forms: most of them are of the same goods.
        var terms = await screen.TermsAsync(request.Requests.SelectMany(form => form.Declaration?.Items.Select(item => item.CommodityCode.Trim()) ?? []), context);
        return new BatchLodgeDeclarationsResponse { Results = { await Task.WhenAll(request.Requests.Select(form => ResultOfAsync(form, terms, context))) } };
    }

    private async Task<Results.LodgeResult> ResultOfAsync(
        LodgeDeclarationRequest request, IReadOnlyDictionary<string, TariffTerms?> terms, ServerCallContext context)
    {
        try
        {
            var (form, malformed) = FormReader.Read(request.Declaration);
            var command = context.Command(request);
            var findings = screen.Declaring(form, malformed, terms);
            var declaration = request.ValidateOnly
                ? DeclarationWriter.WriteUnnamed(await desk.RehearseAsync(form, findings, command, context.CancellationToken))
                : await desk.LodgeAsync(form, findings, command, DeclarationWriter.Write, context.CancellationToken);
            return new Results.LodgeResult
            {
                Declaration = new Results.LodgedDeclaration
                {
                    Name = declaration.Name,
                    DeclarationNumber = declaration.DeclarationNumber,
                    UnifiedNumber = declaration.UnifiedNumber,
                    ClientReference = declaration.ClientReference,
                    Warnings = { declaration.Warnings },
                },
            };
        }
        catch (RefusedException refused)
        {
            return new Results.LodgeResult { Refusal = Write(refused.Refusal) };
        }
    }

    private static Results.LodgeRefusal Write(Refusal refusal) => new()
    {
        Reason = refusal.Reason,
        Text = refusal.Message,
        ChineseText = refusal.MessageZh ?? string.Empty,
        Violations =
        {
            refusal.Violations.Select(violation => new Results.FormViolation
            {
                Field = violation.Field,
                Code = violation.Code,
                Text = violation.Text,
                ChineseText = violation.TextZh ?? string.Empty,
                Suggestion = violation.Suggestion,
                Rule = violation.Rule ?? string.Empty,
            }),
        },
    };

    /// <summary>The same for the same call and place, whenever it is sent.</summary>
    private static string IdOf(string call, int place) => DerivedId.From(Guid.Parse(call), "lodge", place).ToString();
}
