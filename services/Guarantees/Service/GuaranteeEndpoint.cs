using Clearance.Contracts.Guarantee.V1;
using Clearance.Engine;
using Clearance.Guarantees.Domain;
using Clearance.Hosting;
using Clearance.Kernel;
using Grpc.Core;
using Wire = Clearance.Contracts.Guarantee.V1.Guarantee;

namespace Clearance.Guarantees;

/// <summary>Guarantees by gRPC and REST: parse, send to the engine or read, map the answer.</summary>
internal sealed class GuaranteeEndpoint(IEngine<GuaranteesDefinition> engine, IReader<GuaranteesDefinition> reader, GuaranteesDefinition definition)
    : GuaranteeService.GuaranteeServiceBase
{
    private const string Collection = "guarantees";

    /// <inheritdoc/>
    public override Task<Wire> CreateGuarantee(CreateGuaranteeRequest request, ServerCallContext context)
    {
        var command = context.Command(request);
        var terms = GuaranteeRequests.Terms(request, CustomsTime.DateOf(command.Time));
        var key = command.NewKey();
        return SendAsync(key, new GuaranteeMessage.Register(key, terms), command, context);
    }

    /// <inheritdoc/>
    public override async Task<Wire> GetGuarantee(GetGuaranteeRequest request, ServerCallContext context) =>
        (await VisibleAsync(request.Name, context)).ToWire();

    /// <inheritdoc/>
    public override async Task<ListGuaranteesResponse> ListGuarantees(ListGuaranteesRequest request, ServerCallContext context)
    {
        var fields = new RequestFields();
        fields.Known("state", request.State);
        fields.Check();
        List<Filter> filters = [.. context.Actor().Filters()];
        if (request.State != Wire.Types.State.Unspecified)
        {
            filters.Add(Filter.Is("status", request.State.ToString()));
        }

        if (request.Insured.Length > 0)
        {
            filters.Add(Filter.Is("insured", request.Insured));
        }

        var page = await reader.ListAsync(
            definition.Guarantees, new ListQuery(request.PageSize, request.PageToken) { Filters = filters }, context.CancellationToken);
        return new ListGuaranteesResponse { Guarantees = { page.Rows.Select(row => row.State.ToWire()) }, NextPageToken = page.NextPageToken };
    }

    /// <inheritdoc/>
    public override Task<Wire> ChangeGuarantee(ChangeGuaranteeRequest request, ServerCallContext context) =>
        SendAsync(KeyOf(request.Name), GuaranteeRequests.Change(request), context.Command(request), context);

    /// <inheritdoc/>
    public override Task<Wire> SuspendGuarantee(SuspendGuaranteeRequest request, ServerCallContext context) =>
        SendAsync(KeyOf(request.Name), new GuaranteeMessage.Suspend(), context.Command(request), context);

    /// <inheritdoc/>
    public override Task<Wire> ResumeGuarantee(ResumeGuaranteeRequest request, ServerCallContext context) =>
        SendAsync(KeyOf(request.Name), new GuaranteeMessage.Resume(), context.Command(request), context);

    /// <inheritdoc/>
    public override Task<Wire> CancelGuarantee(CancelGuaranteeRequest request, ServerCallContext context) =>
        SendAsync(KeyOf(request.Name), new GuaranteeMessage.Cancel(), context.Command(request), context);

    /// <inheritdoc/>
    public override async Task<Contracts.Guarantee.V1.Reservation> GetReservation(GetReservationRequest request, ServerCallContext context)
    {
        var found = request.Name.Split('/') is [Collection, var guarantee, "reservations", var declaration]
            && await reader.FindAsync(definition.Securities, declaration, context.CancellationToken) is { State.Cover: { } cover } row
            && cover.Guarantee == guarantee && context.Actor().Sees(cover.Guarantor, row.State.Request?.Payer)
                ? row.State
                : throw Visibility.NotFound(request.Name);
        return found.ToReservation();
    }

    /// <inheritdoc/>
    public override async Task<ListReservationsResponse> ListReservations(ListReservationsRequest request, ServerCallContext context)
    {
        var fields = new RequestFields();
        fields.Known("state", request.State);
        fields.Check();
        var guarantee = await VisibleAsync(request.Parent, context);
        List<Filter> filters = [Filter.Is("guarantee", guarantee.Key)];
        if (request.State != Contracts.Guarantee.V1.Reservation.Types.State.Unspecified)
        {
            filters.Add(Filter.Is("status", request.State.ToString()));
        }

        var page = await reader.ListAsync(
            definition.Securities, new ListQuery(request.PageSize, request.PageToken) { Filters = filters }, context.CancellationToken);
        return new ListReservationsResponse { Reservations = { page.Rows.Select(row => row.State.ToReservation()) }, NextPageToken = page.NextPageToken };
    }

    /// <inheritdoc/>
    public override async Task<ListEntriesResponse> ListEntries(ListEntriesRequest request, ServerCallContext context)
    {
        var fields = new RequestFields();
        fields.Known("account", request.Account);
        fields.Check();
        var guarantee = await VisibleAsync(request.Parent, context);
        return await new LedgerPage(reader).ReadAsync(guarantee.Key, request, context.CancellationToken);
    }

    private static string KeyOf(string name) => name.Split('/') is [Collection, { Length: > 0 } key] ? key : throw Visibility.NotFound(name);

    private Task<Wire> SendAsync(string key, GuaranteeMessage message, Command command, ServerCallContext context) =>
        engine.SendAsync(definition.Guarantees, key, message, command, state => state.ToWire(), context.CancellationToken);

    private async Task<Domain.Guarantee> VisibleAsync(string name, ServerCallContext context) =>
        await reader.FindAsync(definition.Guarantees, KeyOf(name), context.CancellationToken) is { State: var guarantee }
        && context.Actor().Sees(guarantee.Guarantor, guarantee.Terms.Insured)
            ? guarantee
            : throw Visibility.NotFound(name);
}
