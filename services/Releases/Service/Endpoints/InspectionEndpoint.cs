using Clearance.Contracts.Release.V1;
using Clearance.Engine;
using Clearance.Hosting;
using Clearance.Releases.Domain;
using Clearance.Releases.Mapping;
using Grpc.Core;
using Finding = Clearance.Releases.Domain.Finding;
using Inspection = Clearance.Contracts.Release.V1.Inspection;

namespace Clearance.Releases.Endpoints;

/// <summary>Inspections: parse, send or read, map.</summary>
internal sealed class InspectionEndpoint(ReleasesDefinition tables, IEngine<ReleasesDefinition> engine, IReader<ReleasesDefinition> reader)
    : InspectionService.InspectionServiceBase
{
    private const int MostNote = 1000;
    private const int MostFindings = 50;
    private const int MostContainers = 50;
    private const int MostItems = 50;

    /// <inheritdoc/>
    public override async Task<Inspection> GetInspection(GetInspectionRequest request, ServerCallContext context) =>
        await reader.FindAsync(tables.Inspections, RequestCheck.KeyOf(request.Name, "inspections"),
            context.CancellationToken) is { State.Order: not null } row
            ? ControlMapping.ToContract(row.State)
            : throw RequestCheck.NoSuch(request.Name);

    /// <inheritdoc/>
    public override async Task<ListInspectionsResponse> ListInspections(ListInspectionsRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var state = check.OptionalWord<ControlState, Inspection.Types.State>("state", request.State);
        check.Done();
        var query = new ListQuery(request.PageSize, request.PageToken)
        {
            OldestFirst = true,
            Filters = Filters.Given(("status", state?.Upper() ?? string.Empty), ("customs_office", request.CustomsOffice)),
        };
        var page = await reader.ListAsync(tables.Inspections, query, context.CancellationToken);
        return new ListInspectionsResponse
        {
            Inspections = { page.Rows.Where(row => row.State.Order is not null).Select(row => ControlMapping.ToContract(row.State)) },
            NextPageToken = page.NextPageToken,
        };
    }

    /// <inheritdoc/>
    public override Task<Inspection> RecordInspection(RecordInspectionRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.That(request.Findings.Count <= MostFindings, "findings", "FINDINGS_COUNT", $"{request.Findings.Count} findings.",
            $"Send up to {MostFindings}.");
        check.That(request.Containers.Count <= MostContainers, "containers", "CONTAINERS_COUNT",
            $"{request.Containers.Count} containers.", $"Send up to {MostContainers}.");
        var report = new InspectionReport(
            check.Word<InspectionResult, Inspection.Types.Result>("result", request.Result),
            check.Word<InspectionMethod, Inspection.Types.Method>("method", request.Method),
            check.Text("second_officer", request.SecondOfficer, 1, 100))
        {
            Findings = [.. request.Findings.Take(MostFindings).Select((finding, i) => Read(finding, $"findings[{i}]", check))],
            Containers = [.. request.Containers.Take(MostContainers)
            .Select((container, i) => check.Container($"containers[{i}]", container))],
            PartyPresent = check.Text("party_present", request.PartyPresent, 0, 100),
            Note = check.Text("note", request.Note, 0, MostNote),
        };
        check.Done();
        var key = RequestCheck.KeyOf(request.Name, "inspections");
        return engine.SendAsync(
            tables.Inspections, key, new RecordInspection(key, report, context.Offices()), context.Command(request),
            ControlMapping.ToContract, context.CancellationToken);
    }

    private static Finding Read(Inspection.Types.Finding finding, string field, RequestCheck check)
    {
        check.That(finding.ItemNumber is >= 0 and <= MostItems, $"{field}.item_number", "ITEM_UNKNOWN",
            $"{finding.ItemNumber} is not an item number.", $"Send 1 to {MostItems}, or 0 for none.");
        return new Finding(
            check.Word<FindingKind, Inspection.Types.Finding.Types.Kind>($"{field}.kind", finding.Kind), finding.ItemNumber,
            check.Text($"{field}.text", finding.Text, 1, 500));
    }
}
