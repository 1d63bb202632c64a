using Clearance.Contracts.Payment.V1;
using Clearance.Engine;
using Clearance.Engine.Query;
using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Payments.Closing;
using Clearance.Payments.Domain;
using Clearance.Payments.Domain.Settlement;
using Clearance.Payments.Mapping;
using Grpc.Core;
using TrialBalance = Clearance.Payments.Domain.Closing.TrialBalance;
using V1 = Clearance.Contracts.Payment.V1;

namespace Clearance.Payments.Endpoints;

/// <summary>Reads the money ledger.</summary>
internal sealed class LedgerEndpoint(IEngine<PaymentsDefinition> engine, IReader<PaymentsDefinition> reader, TimeProvider clock)
    : LedgerService.LedgerServiceBase
{
    private const int MostAccounts = 1_000_000;

    /// <inheritdoc/>
    public override async Task<ListLedgerEntriesResponse> ListLedgerEntries(ListLedgerEntriesRequest request, ServerCallContext context)
    {
        if (!Accounts.IsWellFormed(request.Account))
        {
            throw new RefusedException(Refusal.Invalid(
                Reasons.AccountInvalid,
                "account is not an account of the ledger.",
                new Violation("account", Reasons.AccountInvalid, "Not an account of the ledger.", "Use receivable/{uscc}, refundPayable/{uscc}, clearing/{uscc} or revenue/{kind}.") { TextZh = "不是总账科目。" }));
        }

        if (!Tenancy.Sees(context.Actor(), Accounts.EnterpriseOf(request.Account)))
        {
            throw new RefusedException(Refusal.NotFound(Reasons.ResourceNotFound, "There is no such account, or it belongs to another enterprise."));
        }

        var list = $"ledgerEntries/{request.Account}";
        var (size, after) = (PageToken.SizeOf(request.PageSize), PageToken.Read(request.PageToken, list)?.Position ?? 0);
        var entries = await reader.PostingsAsync(request.Account, after, size + 1, context.CancellationToken);
        return new ListLedgerEntriesResponse
        {
            LedgerEntries = { entries.Take(size).Select(entry => entry.ToWire()) },
            NextPageToken = entries.Count > size ? new PageToken(entries[size - 1].Id, string.Empty).Write(list) : string.Empty,
        };
    }

    /// <inheritdoc/>
    public override async Task<ListLedgerBalancesResponse> ListLedgerBalances(ListLedgerBalancesRequest request, ServerCallContext context)
    {
        var actor = context.Actor();
        if (!Tenancy.SeesAll(actor) && Accounts.EnterpriseOf(request.AccountPrefix) != context.Enterprise())
        {
            throw new RefusedException(Refusal.NotFound(Reasons.ResourceNotFound, "There is no such account, or it belongs to another enterprise."));
        }

        // A page token binds the moment: later pages are of the same one.
        var list = $"ledgerBalances/{request.AccountPrefix}/{request.ReadTime?.Seconds}.{request.ReadTime?.Nanos}";
        var (size, token) = (PageToken.SizeOf(request.PageSize), PageToken.Read(request.PageToken, list));
        var before = token is { } last ? Microseconds.ToInstant(last.Position) : TimeOf(request.ReadTime);
        await using var snapshot = await reader.SnapshotAsync(context.CancellationToken);
        var balances = await snapshot.BalancesAsync(
            new BalanceQuery(size + 1) { Before = before, Prefix = request.AccountPrefix, After = token?.Key ?? string.Empty }, context.CancellationToken);
        return new ListLedgerBalancesResponse
        {
            LedgerBalances = { balances.Take(size).Select(balance => balance.ToWire()) },
            NextPageToken = balances.Count > size ? new PageToken(Microseconds.Of(before), balances[size - 1].Account).Write(list) : string.Empty,
        };
    }

    /// <inheritdoc/>
    public override async Task<V1.TrialBalance> GetTrialBalance(GetTrialBalanceRequest request, ServerCallContext context)
    {
        var before = TimeOf(request.ReadTime);
        await using var snapshot = await reader.SnapshotAsync(context.CancellationToken);
        var balances = await snapshot.BalancesAsync(new BalanceQuery(MostAccounts) { Before = before }, context.CancellationToken);
        return TrialBalance.Of(balances.Select(balance => (balance.Account, balance.Debits, balance.Credits))).ToWire(before);
    }

    /// <inheritdoc/>
    public override async Task<V1.LedgerClosing> CloseLedgerDay(CloseLedgerDayRequest request, ServerCallContext context)
    {
        var errors = new FieldErrors();
        var date = request.CloseDate.ToKernel();
        errors.Require(date is not null, "close_date", "Not a day.", "Give year, month and day.");
        errors.ThrowIfAny();
        var close = await DayClosing.PrepareAsync(reader, date!.Value, context.CancellationToken);
        return await engine.SendAsync(
            Tables.LedgerClosings, Names.DayKey(date.Value), close, context.Command(request), closing => closing.ToWire(), context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<V1.LedgerClosing> GetLedgerClosing(GetLedgerClosingRequest request, ServerCallContext context)
    {
        var key = Names.KeyOf(Names.LedgerClosings, request.Name);
        var found = await reader.FindAsync(Tables.LedgerClosings, key, context.CancellationToken);
        return found?.State.ToWire() ?? throw new RefusedException(Tenancy.NotFound(Names.LedgerClosings, key));
    }

    /// <inheritdoc/>
    public override async Task<ListLedgerClosingsResponse> ListLedgerClosings(ListLedgerClosingsRequest request, ServerCallContext context)
    {
        var page = await reader.ListAsync(Tables.LedgerClosings, new ListQuery(request.PageSize, request.PageToken), context.CancellationToken);
        return new ListLedgerClosingsResponse { LedgerClosings = { page.Rows.Select(row => row.State.ToWire()) }, NextPageToken = page.NextPageToken };
    }

    // Without a moment all that was posted until now, this very microsecond too.
    private DateTimeOffset TimeOf(Google.Protobuf.WellKnownTypes.Timestamp? given) => given is null
        ? clock.GetUtcNow().AddMicroseconds(1)
        : given.ToKernel() ?? throw new RefusedException(Refusal.Invalid(
            Reasons.FieldsInvalid, "read_time is no instant.", new Violation("read_time", Reasons.ValueMalformed, "No instant.", "Give an instant, or leave it out for now.") { TextZh = "不是有效的时间。" }));
}
