using Clearance.Contracts.Release.V1;
using Clearance.Engine;
using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Releases.Domain;
using Clearance.Releases.Mapping;
using Grpc.Core;
using Verdict = Clearance.Contracts.Release.V1.CheckGatePassResponse.Types.Verdict;

namespace Clearance.Releases.Endpoints;

/// <summary>The gate: find the cases, ask the rule, record what leaves.</summary>
internal sealed class GatePassEndpoint(
    ReleasesDefinition tables, IEngine<ReleasesDefinition> engine, IReader<ReleasesDefinition> reader, CaseLookup cases, TimeProvider time)
    : GatePassService.GatePassServiceBase
{
    /// <inheritdoc/>
    public override async Task<CheckGatePassResponse> CheckGatePass(CheckGatePassRequest request, ServerCallContext context)
    {
        var (question, declaration) = Read(request);
        var verdict = await AskAsync(question, declaration, request.DeclarationNumber, context.CancellationToken);
        if (!verdict.Lift || request.ValidateOnly)
        {
            return ToContract(verdict);
        }

        var command = context.Command(request);
        var key = command.NewKey();
        var lift = new LiftBarrier(key, verdict.Cases, question.Plate, question.Container, request.Gate.Trim());
        try
        {
            return await engine.SendAsync(tables.GatePasses, key, lift, command,
                pass => ToContract(verdict, $"gatePasses/{pass.Key}"), context.CancellationToken);
        }
        catch (RefusedException refused) when (refused.Refusal.Reason == "GOODS_NOT_RELEASED")
        {
            // Withdrawn between question and answer: the barrier stays down.
            return ToContract(new GateVerdict(false, "NOT_RELEASED", refused.Refusal.Message, verdict.Cases));
        }
    }

    /// <inheritdoc/>
    public override async Task<ListGatePassesResponse> ListGatePasses(ListGatePassesRequest request, ServerCallContext context)
    {
        var query = new ListQuery(request.PageSize, request.PageToken)
        {
            Filters = Filters.Given(("container", GoodsNumbers.ContainerKey(request.Container)), ("plate", PlateOf(request.Plate))),
        };
        var page = await reader.ListAsync(tables.GatePasses, query, context.CancellationToken);
        return new ListGatePassesResponse { GatePasses = { page.Rows.Select(row => GoodsMapping.ToContract(row.State)) },
            NextPageToken = page.NextPageToken };
    }

    private async Task<GateVerdict> AskAsync(GateQuestion question, string declaration, string number,
        CancellationToken cancellationToken) =>
        GateCheck.Of(question, await cases.FindAsync(declaration, number, question.Bill, question.Container, cancellationToken),
            time.GetUtcNow());

    private static (GateQuestion Question, string Declaration) Read(CheckGatePassRequest request)
    {
        var check = new RequestCheck();
        check.That(request.Declaration.Length + request.DeclarationNumber.Length + request.BillOfLading.Length + request.Container.Length > 0, "declaration", "FIELD_REQUIRED",
            "Nothing says which goods leave.", "Give declaration, declaration_number, bill_of_lading or container.");
        check.That(request.DeclarationNumber.Length == 0 || RequestCheck.IsDigits(request.DeclarationNumber, 18),
            "declaration_number", "NUMBER_INVALID",
            $"'{request.DeclarationNumber}' is not a declaration number.", "Send its 18 digits.");
        check.That(request.Declaration.Length == 0 || request.Declaration.StartsWith("declarations/", StringComparison.Ordinal),
            "declaration", "NAME_INVALID",
            $"'{request.Declaration}' is not the name of a declaration.", "Send e.g. declarations/01k9...");
        var plate = PlateOf(check.Text("plate", request.Plate, 3, 20));
        check.Text("gate", request.Gate, 0, 40);
        var container = request.Container.Length == 0 ? string.Empty : check.Container("container", request.Container);
        var bill = request.BillOfLading.Length == 0
            ? string.Empty
            : GoodsNumbers.BillKey(check.Bill("bill_of_lading", request.BillOfLading));
        check.Done();
        return (new GateQuestion(bill, container, plate),
            request.Declaration.Length == 0 ? string.Empty : RequestCheck.KeyOf(request.Declaration, "declarations"));
    }

    /// <summary>Plates are compared without blanks, points and case: cameras and people write them differently.</summary>
    private static string PlateOf(string plate) => string.Concat(plate.Where(sign => char.IsLetterOrDigit(sign) || sign == '-'))
        .ToUpperInvariant();

    private static CheckGatePassResponse ToContract(GateVerdict verdict, string pass = "") => new()
    {
        Verdict = verdict.Lift ? Verdict.Lift : Verdict.Hold,
        Reason = verdict.Reason,
        Text = verdict.Text,
        ReleaseCases = { verdict.Cases.Select(key => $"releaseCases/{key}") },
        GatePass = pass,
    };
}
