using System.Security.Cryptography;
using System.Text;
using Clearance.Contracts.Payment.V1;
using Clearance.Engine;
using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Payments.Domain.Reconciliation;
using Clearance.Payments.Domain.Settlement;
using Clearance.Payments.Iso20022;
using Clearance.Payments.Mapping;
using Grpc.Core;
using BankStatement = Clearance.Contracts.Payment.V1.BankStatement;

namespace Clearance.Payments.Endpoints;

/// <summary>Statements of banks: held against the instructions, followed, recorded.</summary>
internal sealed class BankStatementEndpoint(IEngine<PaymentsDefinition> engine, IReader<PaymentsDefinition> reader)
    : BankStatementService.BankStatementServiceBase
{
    private const int KeyLength = 32;

    /// <inheritdoc/>
    public override async Task<BankStatement> ImportBankStatement(ImportBankStatementRequest request, ServerCallContext context)
    {
        var bank = context.Enterprise();
        var file = request.File?.Data.Memory ?? ReadOnlyMemory<byte>.Empty;
        var (camt, hash) = (Camt053.Read(file), Convert.ToHexStringLower(SHA256.HashData(file.Span)));
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{bank}/{camt.Id}")))[..KeyLength];
        if (await reader.FindAsync(Tables.BankStatements, key, context.CancellationToken) is { } there)
        {
            return there.State.ContentHash == hash ? there.State.ToWire() : throw new RefusedException(BankStatementRules.Exists(there.State));
        }

        // First what the entries say, each by itself, then the record: after a crash in between the file is sent again, and what was taken
        // before is known by then.
        var recorded = await new RecordedDebits(reader).OfAsync(bank, camt, context.CancellationToken);
        var entries = await new RecordedRefunds(reader).WithoutThemAsync(bank, camt.Entries, context.CancellationToken);
        var (findings, matched) = Reconciler.Compare(entries, recorded, camt.From, camt.To);
        matched += camt.Entries.Count - entries.Count;
        var followed = new List<Finding>();
        foreach (var finding in findings)
        {
            followed.Add(await FollowAsync(finding, camt, recorded, request, context));
        }

        var statement = new Domain.Reconciliation.BankStatement(
            key, bank, camt.Id, camt.Account, camt.From, camt.To, camt.Credits, camt.Debits, camt.Entries.Count, matched, followed, hash, default);
        return await engine.SendAsync(
            Tables.BankStatements, key, new RecordStatement(statement), CommandOf(request, context), state => state.ToWire(), context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<BankStatement> GetBankStatement(GetBankStatementRequest request, ServerCallContext context)
    {
        var key = Names.KeyOf(Names.BankStatements, request.Name);
        var found = await reader.FindAsync(Tables.BankStatements, key, context.CancellationToken);
        return found is not null && Tenancy.Sees(context.Actor(), found.State.Bank)
            ? found.State.ToWire()
            : throw new RefusedException(Tenancy.NotFound(Names.BankStatements, key));
    }

    /// <inheritdoc/>
    public override async Task<ListBankStatementsResponse> ListBankStatements(ListBankStatementsRequest request, ServerCallContext context)
    {
        var filters = Tenancy.SeesAll(context.Actor()) ? Array.Empty<Filter>() : [Filter.Is("bank", context.Enterprise())];
        var page = await reader.ListAsync(
            Tables.BankStatements, new ListQuery(request.PageSize, request.PageToken) { Filters = filters }, context.CancellationToken);
        return new ListBankStatementsResponse { BankStatements = { page.Rows.Select(row => row.State.ToWire()) }, NextPageToken = page.NextPageToken };
    }

    private async Task<Finding> FollowAsync(
        Finding finding, Camt053 camt, IReadOnlyDictionary<string, RecordedDebit> recorded, ImportBankStatementRequest request, ServerCallContext context)
    {
        if (finding.IsDifference)
        {
            return finding;
        }

        var entry = camt.Entries.First(one => one.EndToEndId == finding.EndToEndId && one.IsReversal == (finding.Kind == FindingKind.Reversed));
        var command = CommandOf(request, context);
        try
        {
            await engine.SendAsync(
                Tables.PaymentInstructions,
                finding.Instruction!,
                MessageOf(finding, entry, recorded[entry.EndToEndId]),
                command,
                instruction => instruction.ToWire(forBank: true),
                context.CancellationToken);
            return finding;
        }
        catch (RefusedException no) when (no.Refusal.Kind is not (RefusalKind.Exhausted or RefusalKind.Unavailable))
        {
            return finding with { Kind = FindingKind.Refused, Refusal = no.Refusal.Reason };
        }
    }

    private static PaymentInstructionMessage MessageOf(Finding finding, StatementEntry entry, RecordedDebit debit)
    {
        var reference = entry.BankReference.Length > 0 ? entry.BankReference : entry.EndToEndId;
        return finding.Kind == FindingKind.Reversed
            ? new ReportReversal(debit.Instruction, entry.EndToEndId, entry.Reason.Length > 0 ? entry.Reason : "UNSPECIFIED", reference)
            : new ReportOutcome(debit.Instruction, BankOutcome.Succeeded)
            {
                EndToEndId = entry.EndToEndId,
                BankReference = reference,

                // A bank that gives only the day of booking means an instant of that day after the order.
                DebitTime = entry.BookTime < debit.InstructTime && CustomsTime.DateOf(entry.BookTime) == CustomsTime.DateOf(debit.InstructTime)
                    ? debit.InstructTime
                    : entry.BookTime,
            };
    }

    // The id of the statement makes a repeat safe, so a request id is not read.
    private static Command CommandOf(ImportBankStatementRequest request, ServerCallContext context) => context.Command(request) with { RequestId = null };
}
