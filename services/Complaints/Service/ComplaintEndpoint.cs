using Clearance.Complaints.Domain;
using Clearance.Contracts.Complaint.V1;
using Clearance.Engine;
using Clearance.Hosting;
using Clearance.Kernel;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Wire = Clearance.Contracts.Complaint.V1.Complaint;

namespace Clearance.Complaints;

/// <summary>Complaints by gRPC and REST: parse, send to the engine or read, map the answer.</summary>
internal sealed class ComplaintEndpoint(
    IEngine<ComplaintsDefinition> engine, IReader<ComplaintsDefinition> reader, ComplaintsDefinition definition, IOptions<ComplaintOptions> options)
    : ComplaintService.ComplaintServiceBase
{
    private const string Collection = "complaints";

    /// <inheritdoc/>
    public override Task<Wire> CreateComplaint(CreateComplaintRequest request, ServerCallContext context)
    {
        var grievance = ComplaintRequests.Grievance(request);
        var command = context.Command(request);
        var clock = Clock.From(
            CustomsTime.DateOf(command.Time), BusinessCalendar.China, options.Value.AcceptWorkingDays, options.Value.AnswerWorkingDays);
        var key = command.NewKey();
        return SendAsync(key, new ComplaintMessage.File(key, grievance, clock), command, context);
    }

    /// <inheritdoc/>
    public override async Task<Wire> GetComplaint(GetComplaintRequest request, ServerCallContext context)
    {
        var row = await reader.FindAsync(definition.Complaints, KeyOf(request.Name), context.CancellationToken);
        var actor = context.Actor();
        return row is not null && (actor.Role != Roles.Declarant || actor.Enterprise == row.State.Enterprise)
            ? row.State.ToWire()
            : throw NotFound(request.Name);
    }

    /// <inheritdoc/>
    public override async Task<ListComplaintsResponse> ListComplaints(ListComplaintsRequest request, ServerCallContext context)
    {
        var page = await reader.ListAsync(
            definition.Complaints,
            new ListQuery(request.PageSize, request.PageToken) { Filters = [.. Filters(request, context.Actor())] },
            context.CancellationToken);
        return new ListComplaintsResponse { Complaints = { page.Rows.Select(row => row.State.ToWire()) }, NextPageToken = page.NextPageToken };
    }

    /// <inheritdoc/>
    public override Task<Wire> AcceptComplaint(AcceptComplaintRequest request, ServerCallContext context) =>
        SendAsync(KeyOf(request.Name), new ComplaintMessage.Accept(), context.Command(request), context);

    /// <inheritdoc/>
    public override Task<Wire> RejectComplaint(RejectComplaintRequest request, ServerCallContext context) =>
        SendAsync(KeyOf(request.Name), ComplaintRequests.Reject(request), context.Command(request), context);

    /// <inheritdoc/>
    public override Task<Wire> AssignComplaint(AssignComplaintRequest request, ServerCallContext context) =>
        SendAsync(KeyOf(request.Name), ComplaintRequests.Assign(request), context.Command(request), context);

    /// <inheritdoc/>
    public override Task<Wire> AnswerComplaint(AnswerComplaintRequest request, ServerCallContext context) =>
        SendAsync(KeyOf(request.Name), ComplaintRequests.Answer(request), context.Command(request), context);

    /// <inheritdoc/>
    public override Task<Wire> ConcludeComplaint(ConcludeComplaintRequest request, ServerCallContext context) =>
        SendAsync(KeyOf(request.Name), ComplaintRequests.Conclude(request), context.Command(request), context);

    /// <inheritdoc/>
    public override async Task<ListAccountabilityRecordsResponse> ListAccountabilityRecords(
        ListAccountabilityRecordsRequest request, ServerCallContext context)
    {
        var page = await reader.ListAsync(
            definition.Accountability,
            new ListQuery(request.PageSize, request.PageToken) { Filters = request.Officer.Length == 0 ? [] : [Filter.Is("officer", request.Officer)] },
            context.CancellationToken);
        return new ListAccountabilityRecordsResponse
        {
            AccountabilityRecords = { page.Rows.Select(row => row.State.ToWire()) },
            NextPageToken = page.NextPageToken,
        };
    }

    private static IEnumerable<Filter> Filters(ListComplaintsRequest request, Actor actor)
    {
        var fields = new RequestFields();
        fields.Known("state", request.State);
        var declaration = fields.Key("declaration", request.Declaration, "declarations");
        fields.Check();
        if (actor.Role == Roles.Declarant)
        {
            yield return Filter.Is("enterprise", actor.Enterprise ?? string.Empty);
        }

        if (request.State != Wire.Types.State.Unspecified)
        {
            yield return Filter.Is("status", request.State.ToString());
        }

        if (declaration is not null)
        {
            yield return Filter.Is("declaration", declaration);
        }

        if (request.Handler.Length > 0)
        {
            yield return Filter.Is("handler", request.Handler);
        }

        if (request.Overdue)
        {
            yield return Filter.Is("overdue", 1L);
        }
    }

    private static string KeyOf(string name) => name.Split('/') is [Collection, { Length: > 0 } key] ? key : throw NotFound(name);

    private static RefusedException NotFound(string name) => new(Refusal.NotFound("RESOURCE_NOT_FOUND", $"There is no {name}, or it is not yours to see."));

    private Task<Wire> SendAsync(string key, ComplaintMessage message, Command command, ServerCallContext context) =>
        engine.SendAsync(definition.Complaints, key, message, command, state => state.ToWire(), context.CancellationToken);
}
